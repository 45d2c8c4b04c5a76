// A conversation without a panel: session, state and outbox of the element, for those who draw by themselves.

import { Opening } from "./host/opening.js";

let wasm = null;

/** All conversations of a page share one WASM. */
function start(wasmUrl) {
  wasm ??= import("./wasm/headless.js").then(async (glue) => {
    await glue.default(wasmUrl ? { module_or_path: wasmUrl } : undefined);
    return glue.Headless;
  }).catch((fault) => {
    wasm = null;
    throw fault;
  });
  return wasm;
}

const named = () => `cl_${[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("")}`;

export class Conversation extends EventTarget {
  /** The loaded messages, oldest first. */
  messages = [];
  /** Answers that the server has not named yet. */
  pending = [];
  state = { phase: "idle", connection: "connecting", refusal: null, thread: null, senders: [], sender: null, lock: null, problems: [], typing: null, hasOlder: false };

  #settings;
  #inner = null;
  #openings = new Set();
  #isOver = false;

  constructor({ endpoint, tenant, tokenProvider, wasmUrl, locale = "en" }) {
    super();
    this.#settings = { endpoint: endpoint.replace(/\/+$/, ""), tenant, tokenProvider, wasmUrl, locale };
  }

  /** Shows a contact: `{phone | phones, userIds, name, record, channel}`. The promise ends with the first answer of the server. */
  async open({ phone, phones = phone ? [phone] : [], userIds = [], name, record, channel } = {}) {
    const { endpoint, tenant, tokenProvider, wasmUrl, locale } = this.#settings;
    const context = { endpoint, tenant, phones, userIds, name, record, channel, locale };
    for (const last of this.#openings) last.leave();
    const opening = new Opening(context, () => tokenProvider, (expiresAt) => this.#tell("token-expiring", { expiresAt }));
    this.#openings.add(opening);
    const Headless = await start(wasmUrl);
    if (this.#isOver || opening !== [...this.#openings].at(-1)) return;
    const port = { tell: (event, detail) => this.#tell(event, JSON.parse(detail)) };
    this.#inner ??= new Headless(JSON.stringify(context), port, (news) => this.#take(JSON.parse(news)));
    this.#inner.open(JSON.stringify(context), opening);
    await opening.first;
  }

  /** The words of the draft, while somebody writes them. */
  draft(words) { this.#inner?.draft(words); }

  /** Sends words, or a content of the API. Answers with its name in `pending` and what is wrong with it; then nothing was sent. */
  send(content, { replyTo = "" } = {}) {
    const clientId = named();
    if (!this.#inner || this.state.phase !== "ready") return { clientId, problems: [{ path: "", rule: "not-ready" }] };
    if (typeof content !== "string") return { clientId, problems: JSON.parse(this.#inner.sendContent(JSON.stringify(content), clientId)) };
    this.#inner.quote(replyTo);
    this.#inner.draft(content);
    this.#inner.send(clientId);
    const isSent = this.pending.some((one) => one.client_id === clientId);
    return { clientId, problems: isSent ? [] : [...this.state.problems, ...(this.state.lock ? [{ path: "", rule: this.state.lock }] : [])] };
  }

  /** Answers by this account and channel, one of `state.senders`. */
  choose({ account, channel }) { this.#inner?.choose(account, channel); }

  /** Tries again: a pending answer by its client id, a failed message by its id. */
  retry(id) { this.#inner?.retry(id, named()); }

  /** Takes a pending answer away. */
  discard(clientId) { this.#inner?.discard(clientId); }

  /** Puts an emoji on a message; empty takes it away. */
  react(message, emoji) { this.#inner?.react(message, emoji); }

  /** Somebody has seen everything up to this message. */
  seen(message) { this.#inner?.seen(message); }

  /** Loads an older page, if `state.hasOlder`. */
  loadOlder() { this.#inner?.older(); }

  /** Ends stream, timers, listeners and memory. */
  destroy() {
    this.#isOver = true;
    for (const opening of this.#openings) opening.end();
    this.#openings.clear();
    this.#inner?.destroy();
    this.#inner = null;
  }

  #take({ whole, messages, pending, has_older: hasOlder, ...state }) {
    const known = new Set(whole ? [] : this.messages.map(({ id }) => id));
    const changed = messages.map(({ message }) => message);
    if (whole) this.messages = changed;
    else if (changed.length > 0) {
      const ids = new Set(changed.map(({ id }) => id));
      this.messages = this.messages.filter(({ id }) => !ids.has(id));
      for (const { at, message } of messages) this.messages.splice(at, 0, message);
    }
    this.pending = pending;
    this.state = { ...this.state, ...state, hasOlder };
    for (const message of changed) this.#tell("message", { message, isNew: !known.has(message.id) });
    this.#tell("change", { messages: changed, whole });
  }

  #tell(name, detail) {
    if (this.#isOver) return true;
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable: name === "sending" }));
  }
}
