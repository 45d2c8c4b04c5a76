// The parent's half of the port: a frame with the embed page in it, context in, events out.

import { EVENTS, Line, fault, init, is, knock } from "./port.js";

export { VERSION } from "./port.js";

const ALLOW = "clipboard-write; microphone; autoplay; speaker-selection";
/** How long the frame may be silent, once it has loaded and in all. */
const SILENCE_LOADED = 10000;
const SILENCE = 25000;
const WAIT_FOR_CONTEXT = 30000;
const LEAST = 320;
const MOST = 0.8;

/** How to let go of a frame: whoever comes last has it. */
const holders = new WeakMap();

/**
 * Shows a thread in a frame: `{endpoint, tenant, container | frame, context, tokenProvider, host?, sandbox?, allow?, title?,
 * height?, onReady?, onError?, onSending?, onSent?, onUnread?, onTokenExpiring?, onContact?, onResize?, onEscape?}`. Events are
 * dispatched on the container, or on the frame that was given, as `side-thread-…` too.
 */
export function createEmbed(options) {
  const { tokenProvider, sandbox, height = "content" } = options;
  const endpoint = options.endpoint.replace(/\/+$/, "");
  const origin = new URL(endpoint, location.href).origin;
  const own = !options.frame;
  const place = own ? find(options.container) : null;
  const frame = options.frame ?? place.ownerDocument.createElement("iframe");
  const stage = place ?? (options.container ? find(options.container) : frame);
  const asked = new Set();
  let context = options.context ?? {};
  let before = {};
  let line = null;
  let wantsFocus = false;
  let isOver = false;
  let silence = 0;
  let settle;
  const ready = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  ready.catch(() => {});

  const say = (name, detail, cancelable = false) => {
    const event = new CustomEvent(`side-thread-${name}`, { detail, cancelable, bubbles: true, composed: true });
    stage.dispatchEvent(event);
    const on = options[`on${name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase())}`];
    return { said: on?.(detail, event), event };
  };

  const fail = (code, hint) => {
    settle.reject(fault(code, hint));
    say("error", { code, hint });
  };

  /** The context with the look of the page around the frame, if it names none. */
  const themed = () => (context.theme ? context : { ...context, theme: lookOf(stage) });

  const listen = (ms) => {
    clearTimeout(silence);
    if (!line && !isOver) silence = setTimeout(() => fail("no-frame", `${endpoint} did not answer from its frame. Allow it here with frame-src ${origin} in the Content-Security-Policy, and there with frame_ancestors = ["${location.origin}"] of the tenant.`), ms);
  };

  const handlers = {
    "token-request": async ({ fresh, record }) => {
      if (!tokenProvider) throw fault("no-token-provider", "createEmbed() was given no tokenProvider.");
      // What the frame asked for before it heard of the newest context is still about the one before.
      const isEarlier = record && record !== context.record && record === before.record;
      const token = await tokenProvider({ fresh, context: isEarlier ? before : context });
      return typeof token === "string" ? { token } : token;
    },
    event: async ({ name, detail, cancelable }) => {
      if (!EVENTS.includes(name)) return undefined;
      if (name === "ready") settle.resolve(detail);
      const { said, event } = say(name, detail, Boolean(cancelable));
      return cancelable ? { prevented: (await said) === false || event.defaultPrevented } : undefined;
    },
    resize: ({ height: wanted }) => {
      if (!(wanted > 0)) return;
      if (height === "content") frame.style.height = `${Math.round(Math.max(LEAST, Math.min(wanted, innerHeight * MOST)))}px`;
      say("resize", { height: wanted });
    },
    error: ({ code, hint }) => { say("error", { code, hint }); },
    escape: () => { say("escape", {}); },
  };

  const hear = ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || !source || !is(data, "hello") || !data.versions?.includes(1)) return;
    const isOpaque = from === "null" && frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
    if ((from !== origin && !isOpaque) || asked.has(data.nonce)) return;
    asked.add(data.nonce);
    line?.close();
    clearTimeout(silence);
    const { port1, port2 } = new MessageChannel();
    line = new Line(port1, handlers);
    const capabilities = { events: true, tokens: tokenProvider ? "function" : "none", writeBack: Boolean(options.onSent), navigate: false };
    source.postMessage(init(data.nonce, themed(), capabilities), isOpaque ? "*" : origin, [port2]);
    if (wantsFocus) line.tell("focus");
    wantsFocus = false;
  };

  const blocked = ({ effectiveDirective, blockedURI, disposition }) => {
    if (effectiveDirective === "frame-src" && disposition === "enforce" && blockedURI.startsWith(origin)) fail("frame-blocked", `This page's Content-Security-Policy forbids the frame: add ${origin} to frame-src.`);
  };

  const loaded = () => listen(SILENCE_LOADED);

  const leave = () => {
    isOver = true;
    removeEventListener("message", hear);
    document.removeEventListener("securitypolicyviolation", blocked);
    frame.removeEventListener("load", loaded);
    clearTimeout(silence);
    line?.close();
    line = null;
    settle.reject(fault("destroyed", "destroy() was called, or somebody else took the frame."));
  };

  holders.get(frame)?.();
  holders.set(frame, leave);
  addEventListener("message", hear);
  document.addEventListener("securitypolicyviolation", blocked);
  frame.addEventListener("load", loaded);
  listen(SILENCE);

  const to = { title: options.title ?? "Sidethread", allow: options.allow ?? ALLOW, sandbox };
  for (const [name, value] of Object.entries(to)) if (value != null && (own || !frame.hasAttribute(name))) frame.setAttribute(name, value);
  if (own) Object.assign(frame.style, { display: "block", width: "100%", height: height === "fill" ? "100%" : `${LEAST}px`, border: "0" });
  if (own || !frame.getAttribute("src")) frame.src = `${endpoint}/embed/v1/${encodeURIComponent(options.tenant)}${options.host ? `?host=${encodeURIComponent(options.host)}` : ""}`;
  if (own) place.append(frame);
  else frame.contentWindow?.postMessage(knock(), "*");

  return {
    frame,
    ready,
    /** Shows another contact. The promise ends when it was tried. */
    async open(next = {}) {
      if (next.record !== context.record) before = context;
      context = next;
      await (line ? line.ask("context", { context: themed() }, WAIT_FOR_CONTEXT) : ready);
    },
    /** Focuses the composer as soon as there is one. */
    focusComposer() {
      if (line) line.tell("focus");
      else wantsFocus = true;
    },
    /** Ends the session: tokens, stream and cached thread are dropped. A frame that we made goes; one that was given stays, empty. */
    destroy() {
      if (isOver) return;
      line?.tell("close");
      leave();
      if (own) frame.remove();
    },
  };
}

/** A dark page has pale letters; the system's look tells nothing about the page. */
function lookOf(element) {
  const color = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(element).color);
  if (!color) return undefined;
  return Number(color[1]) + Number(color[2]) + Number(color[3]) > 382 ? "dark" : "light";
}

function find(container) {
  const found = typeof container === "string" ? document.querySelector(container) : container;
  if (!found) throw fault("no-container", `createEmbed() found no container ${container}.`);
  return found;
}
