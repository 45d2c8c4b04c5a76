// The custom element: attributes and methods in, events out, and a life that ends with its removal but not with a move.

import { Opening } from "./opening.js";

/** So many milliseconds the thread may take before bones are drawn in its place: one that comes sooner is drawn once. */
const PATIENCE = 200;
const ATTRIBUTES = ["endpoint", "tenant", "phone", "name", "record", "channel", "locale", "theme"];

/**
 * Defines `<side-thread>`, unless the page has one already. `load` gives a promise of `{mount}`, the WASM's door; all
 * elements share it. `endpoint` is used by elements that name none; `words` gives a promise of a locale's table of words.
 * Where an `obstacle` forbids WASM, `frame` gives the door to the embed page instead.
 */
export function define(load, { tag = "side-thread", endpoint = "", words = async () => undefined, obstacle = null, frame = null } = {}) {
  if (customElements.get(tag)) return customElements.get(tag);

  class SideThread extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    /** Which road this page takes: "wasm" or "frame". */
    static road = obstacle && frame ? "frame" : "wasm";

    #life = null;
    #provider = null;
    #userIds = [];

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
    }

    get tokenProvider() {
      return this.#provider;
    }

    /** Another function speaks for another agent: nothing of the last one's stays for her. */
    set tokenProvider(provider) {
      const last = this.#provider;
      this.#provider = provider;
      if (last && last !== provider) this.#anew(this.#life);
      else if (this.#life?.lacksTokens) this.#open(this.#life, true);
    }

    connectedCallback() {
      if (Object.hasOwn(this, "tokenProvider")) {
        const provider = this.tokenProvider;
        delete this.tokenProvider;
        this.tokenProvider = provider;
      }
      this.#begin();
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        if (!this.isConnected) this.destroy();
      });
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.#life) return;
      if (name === "phone") this.#userIds = [];
      if (name === "endpoint" || name === "tenant") this.#anew(this.#life);
      this.#settle(this.#life);
    }

    /** Shows another contact: `{phone | phones, userIds, name, record, channel}`. The promise ends when it was tried. */
    async open(context = {}) {
      const phones = context.phones ?? (context.phone === undefined ? undefined : [context.phone]);
      if (phones) this.setAttribute("phone", phones.join(","));
      else if (context.userIds) this.removeAttribute("phone");
      if (phones || context.userIds) this.#userIds = context.userIds ?? [];
      for (const name of ["endpoint", "tenant", "name", "record", "channel"]) {
        if (context[name] !== undefined) this.#reflect(name, context[name]);
        else if ((phones || context.userIds) && (name === "name" || name === "record")) this.removeAttribute(name);
      }
      if (!this.#life && this.isConnected) this.#begin();
      const life = this.#life;
      if (!life) return;
      this.#settle(life);
      await life.settled;
      await life.opening?.first;
    }

    /** Focuses the composer, as soon as there is one. */
    focusComposer() {
      if (this.#life) this.#life.wantsFocus = !this.#life.handle?.focusComposer();
    }

    /** Ends stream, timers, listeners and memory. `open()`, or putting it into the page again, begins anew. */
    destroy() {
      const life = this.#life;
      if (!life) return;
      this.#life = null;
      for (const opening of life.openings) opening.end();
      clearTimeout(life.timer);
      life.handle?.destroy();
      this.shadowRoot.replaceChildren();
    }

    #reflect(name, value) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }

    #begin() {
      if (this.#life) return;
      const life = { handle: null, opening: null, openings: new Set(), key: null, settled: null, lacksTokens: false, wantsFocus: false, locale: null, speech: {}, speaking: null, timer: null, bones: null };
      life.bones = new Promise((resolve) => { life.timer = setTimeout(resolve, PATIENCE); });
      this.#life = life;
      this.#settle(life);
      this.#mount(life);
    }

    /** Acts on what attributes say once they all have been set. */
    #settle(life) {
      life.settled ??= Promise.resolve().then(() => {
        life.settled = null;
        if (this.#life === life) this.#open(life, false);
      });
    }

    #context() {
      const text = (name) => this.getAttribute(name)?.trim() || undefined;
      return {
        endpoint: (text("endpoint") ?? endpoint).replace(/\/+$/, ""),
        tenant: text("tenant"),
        phones: (text("phone") ?? "").split(/[,;]/).map((phone) => phone.trim()).filter(Boolean),
        userIds: this.#userIds,
        name: text("name"),
        record: text("record"),
        channel: text("channel"),
        locale: text("locale") ?? (document.documentElement.lang || navigator.language),
        theme: text("theme"),
      };
    }

    /** What the WASM is told: where words are still on their way, the language stays as it is. */
    #told(life) {
      return JSON.stringify({ ...this.#context(), ...life.speech });
    }

    /** Fetches the words of the locale, if it is another one, and speaks it as soon as they are here. */
    #speak(life, locale) {
      if (life.locale === locale || SideThread.road === "frame") return;
      life.locale = locale;
      life.speaking = words(locale).then((table) => {
        if (this.#life !== life || life.locale !== locale) return;
        life.speech = { locale, words: table };
        life.handle?.change(this.#told(life));
      });
    }

    #open(life, anew) {
      const context = this.#context();
      this.#speak(life, context.locale);
      const { phones, userIds } = context;
      const key = phones.length + userIds.length === 0 ? null : JSON.stringify([phones, userIds]);
      if (SideThread.road === "frame") life.handle?.change(this.#told(life));
      if (key === life.key && !anew) return;
      // Nobody is shown any more: what was drawn goes, and the next contact begins anew.
      if (!key) return this.#anew(life);
      life.key = key;
      life.lacksTokens = false;
      life.opening?.leave();
      life.opening = null;
      if (SideThread.road === "frame") return;
      const opening = new Opening(context, () => this.#provider, (name, detail) => {
        if (name !== "agent") return this.#tell(life, name, detail);
        if (life.agent && life.agent !== detail) this.#anew(life);
        life.agent = detail;
      });
      life.openings.add(opening);
      life.opening = opening;
      // A page's first date takes a browser some 10 ms: while the answer is on its way there is time for it.
      opening.asked.then(() => new Date().toLocaleTimeString());
      opening.first.then(({ fault }) => {
        if (life.opening === opening) life.lacksTokens = fault === "no-token-provider";
      });
      life.handle?.open(this.#told(life), opening);
    }

    /** Drops tokens, streams and all that was read, and begins again. */
    #anew(life) {
      if (!life || this.#life !== life) return;
      this.destroy();
      this.#begin();
    }

    async #mount(life) {
      try {
        const { mount } = await (SideThread.road === "frame" ? frame() : load());
        if (this.#life !== life) return;
        await life.settled;
        await life.speaking;
        await Promise.race([life.opening?.first, life.bones]);
        if (this.#life !== life) return;
        this.shadowRoot.replaceChildren();
        const context = this.#told(life);
        life.handle = mount(this.shadowRoot, context, {
          tell: (name, detail) => this.#tell(life, name, JSON.parse(detail)),
          token: async (wish) => this.#provider?.(wish),
          fail: ({ hint }) => this.#fail(life, { code: obstacle, message: hint }),
        });
        if (life.opening) life.handle.open(context, life.opening);
        // An answer that is here is taken in first: then the thread is drawn, and not bones before it.
        clearTimeout(life.timer);
        life.timer = setTimeout(() => life.handle?.draw?.());
      } catch (fault) {
        this.#fail(life, fault);
      }
    }

    /** Says in plain words why there is no panel. */
    async #fail(life, fault) {
      if (this.#life !== life) return;
      life.handle?.destroy();
      life.handle = null;
      const { locale, endpoint: proxy } = this.#context();
      const { explain } = await import(/* webpackChunkName: "start" */ "./fallback.js").catch(() => ({ explain: unexplained }));
      if (this.#life === life) this.#tell(life, "error", explain(this.shadowRoot, { fault, locale, endpoint: proxy, scripts: endpoint }, () => this.#mount(life)));
    }

    #tell(life, name, detail) {
      if (this.#life !== life) return true;
      if (name === "ready" && life.wantsFocus) this.focusComposer();
      return this.dispatchEvent(new CustomEvent(`side-thread-${name}`, { detail, bubbles: true, composed: true, cancelable: name === "sending" }));
    }
  }

  customElements.define(tag, SideThread);
  return SideThread;
}

/** What can still be said where not one more script could be fetched. */
function unexplained(root, { fault, scripts }, again) {
  const hint = `${fault.message} Check the network, and that script-src of the page's Content-Security-Policy allows ${scripts}.`;
  console.error(`sidethread: ${hint}`);
  const box = document.createElement("p");
  box.setAttribute("role", "alert");
  const retry = document.createElement("button");
  retry.textContent = "Try again";
  retry.addEventListener("click", again, { once: true });
  box.append(hint, retry);
  root.replaceChildren(box);
  return { code: "script-unreachable", hint };
}
