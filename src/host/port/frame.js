// The frame's life: one element, one line to the parent, and what passes between them.

import { EVENTS, Line, fault } from "../../../pkg-templates/embed/port.js";
import { claims } from "../token.js";
import { exchange } from "./code.js";
import { meet } from "./handshake.js";
import { watchHeight } from "./height.js";
import { note } from "./notes.js";
import { Veto } from "./veto.js";

const WAIT_FOR_TOKEN = 20000;
const WAIT_FOR_VETO = 500;
/** HubSpot's modal has no page around it that speaks to us: there a code is the only way in. */
const isWithoutParent = new URLSearchParams(location.search).get("host") === "hubspot";

export class Frame {
  #endpoint;
  #element = document.createElement("side-thread");
  #line = null;
  #locale;
  #session = null;
  #given = null;
  #next = null;
  /** Whose the last token was. */
  #agent = null;
  /** The record that is shown, and those of the threads: an answer may arrive when another one is shown. */
  #record;
  #records = new Map();
  #hasAsked = false;
  #arrived = null;
  #rest = () => {};
  #veto = new Veto((detail) => this.#line && this.#mayNot(detail));

  constructor({ endpoint, tenant, patterns, code }) {
    this.#endpoint = endpoint;
    document.adoptedStyleSheets = [sheet("html, body { height: 100%; margin: 0 } side-thread { display: block; height: 100% }")];
    for (const [name, value] of Object.entries({ endpoint, tenant })) this.#element.setAttribute(name, value);
    this.#element.tokenProvider = (wish) => this.#token(wish);
    for (const name of EVENTS) this.#element.addEventListener(`side-thread-${name}`, (event) => this.#tell(name, event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.#line?.tell("escape");
    });
    if (code) this.#exchange(code).then((session) => this.#open(session.context ?? {}), ({ code: why, hint }) => this.#fail(why === "unreachable" ? why : "code-used", hint));
    else if (isWithoutParent) this.#fail("code-used", "The address has no code any more.");
    meet(patterns, (port, context) => this.#meet(port, context, Boolean(code)), () => {
      if (!code && !isWithoutParent && !this.#line) this.#fail("no-host", "No page of the tenant's frame_ancestors answered.");
    });
  }

  /** A parent has come, or has come again. */
  #meet(port, context, hasCode) {
    const last = this.#line;
    this.#line = new Line(port, {
      context: ({ context: next }) => this.#open(next ?? {}),
      focus: () => this.#element.focusComposer(),
      close: () => this.#close(),
    });
    last?.close("replaced");
    this.#arrived?.();
    if (this.#last) this.#line.tell("resize", { height: this.#last });
    if (!hasCode || Object.keys(context).length > 0) this.#open(context);
    if (last && this.#agent && !this.#session) this.#judge(context);
  }

  /** Another parent may speak for another agent: nothing of the last one's stays for her. */
  async #judge(context) {
    const known = this.#agent;
    const token = await this.#token({ context }).catch(() => null);
    if (token && claims(token).sub === known) return;
    this.#given = token;
    this.#element.destroy();
    this.#open(context);
  }

  #last = 0;

  async #open(context) {
    const { locale = document.documentElement.dataset.locale, theme = isWithoutParent ? "light" : undefined, phone, phones = phone ? [phone] : [], userIds = [] } = context;
    this.#locale = locale;
    this.#record = context.record;
    this.#hasAsked = false;
    this.#veto.forget();
    for (const [name, value] of Object.entries({ locale, theme })) {
      if (value) this.#element.setAttribute(name, value);
      else this.#element.removeAttribute(name);
    }
    document.documentElement.lang = locale ?? navigator.language;
    if (phones.length + userIds.length === 0) return this.#show(note("no-phone", locale));
    if (!this.#element.isConnected) this.#show(this.#element);
    await customElements.whenDefined("side-thread");
    customElements.upgrade(this.#element);
    return this.#element.open({ ...context, phones, userIds, channel: context.channel ?? null });
  }

  /** The session is over: nothing of it stays here. */
  #close() {
    this.#given = null;
    this.#next = null;
    this.#session = null;
    this.#agent = null;
    this.#records.clear();
    this.#show();
    this.#line?.close("closed");
    this.#line = null;
  }

  /** The element lives while it is in the page; whatever takes its place ends its stream, its tokens and its thread. */
  #show(...nodes) {
    this.#rest();
    this.#rest = () => {};
    document.body.replaceChildren(...nodes);
    if (nodes[0] === this.#element) customElements.whenDefined("side-thread").then(() => {
      if (!this.#element.isConnected) return;
      this.#rest();
      this.#rest = watchHeight(this.#element, (height) => {
        this.#last = height;
        this.#line?.tell("resize", { height });
      });
    });
  }

  #fail(code, hint) {
    this.#show(note(code, this.#locale));
    this.#line?.tell("error", { code, hint });
  }

  #tell(name, event) {
    if (name === "sending") return this.#veto.judge(event);
    const { detail } = event;
    if (name === "contact") this.#records.set(detail.thread, this.#record);
    const record = this.#records.get(detail.thread);
    this.#line?.tell("event", { name, detail: name === "sent" && record ? { ...detail, record } : detail, cancelable: false });
  }

  async #mayNot(detail) {
    try {
      const answer = await this.#line.ask("event", { name: "sending", detail, cancelable: true }, WAIT_FOR_VETO);
      return Boolean(answer?.prevented);
    } catch {
      return false;
    }
  }

  async #exchange(code) {
    this.#session = exchange(this.#endpoint, code);
    const session = await this.#session;
    this.#given = session.token;
    this.#next = session.next;
    return session;
  }

  /** The token that follows the code's; a code that nobody could be asked with stays good. */
  async #follow() {
    const code = this.#next;
    this.#next = null;
    try {
      const { token, next } = await exchange(this.#endpoint, code);
      this.#next = next;
      return token;
    } catch (problem) {
      if (problem.code === "unreachable") this.#next = code;
      throw problem;
    }
  }

  async #token(wish) {
    const token = await this.#fetch(wish);
    this.#agent = claims(token).sub;
    return token;
  }

  /** A token of the code and those that follow it; else the parent's, who is asked again if it comes back in the middle of it. */
  async #fetch({ fresh, context } = {}) {
    await this.#session?.catch(() => {});
    if (this.#given) {
      const token = this.#given;
      this.#given = null;
      return token;
    }
    if (this.#next) return this.#follow();
    const isFresh = fresh ?? this.#hasAsked;
    this.#hasAsked = true;
    const end = Date.now() + WAIT_FOR_TOKEN;
    while (Date.now() < end) {
      if (!this.#line) {
        if (window.parent === window || this.#session) throw fault("session-over", "The code's token has run out; open the panel again.");
        await new Promise((resolve) => { this.#arrived = resolve; });
        continue;
      }
      try {
        const answer = await this.#line.ask("token-request", { fresh: isFresh, record: context?.record }, end - Date.now());
        return answer?.code ? (await exchange(this.#endpoint, answer.code)).token : answer?.token;
      } catch (problem) {
        if (problem.code !== "replaced") throw problem;
      }
    }
    throw fault("no-answer", "The page around this panel gave no token.");
  }
}

function sheet(text) {
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  return style;
}
