// A conversation without a panel: session, state and outbox of the element, for those who draw by themselves.

import { Opening } from "./host/opening.js";
import { Templates } from "./templates.js";

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

/** A name for a sending, random enough to be unique in a tenant. */
const named = () => `cl_${[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("")}`;

/** Why free text can't go out, in words. */
const LOCKS = {
  "no-sender": "No business account could answer.",
  "not-opted-in": "The customer does not want messages on this channel.",
  "window-closed": "The reply window is closed: only a template can go out.",
};

/** What a browser may show inside the page's own origin; everything else is only to be saved. */
const SHOWN = /^(image|video|audio)\/(?!svg)/;

/** What is known of nobody. */
const empty = () => ({
  phase: "idle", connection: "connecting", refusal: null, thread: null, senders: [], sender: null, lock: null, draft: { text: "", reply_to: null, waits: false },
  files: [], problems: [], typing: null, older: "none", picker: null,
});

export class Conversation extends EventTarget {
  /** The loaded messages, oldest first. */
  messages = [];
  /** Answers that the server has not named yet. */
  pending = [];
  state = empty();
  /** The templates of the chosen way to answer. */
  templates = new Templates((act) => this.#inner && act(this.#inner), () => this.state.picker, () => this.#sending());

  #settings;
  #inner = null;
  #openings = new Set();
  #isOver = false;
  /** Whose tokens they are, and whom she looks at. */
  #agent = null;
  #asked = null;
  #said = 0;

  constructor({ endpoint, tenant, tokenProvider, wasmUrl, locale = "en" }) {
    super();
    this.#settings = { endpoint: endpoint.replace(/\/+$/, ""), tenant, tokenProvider, wasmUrl, locale };
  }

  /** Shows a contact: `{phone | phones, userIds, name, record, channel}`. The promise ends with the first answer of the server. */
  async open({ phone, phones = phone ? [phone] : [], userIds = [], name, record, channel } = {}) {
    const { endpoint, tenant, tokenProvider, wasmUrl, locale } = this.#settings;
    this.#asked = { phones, userIds, name, record, channel };
    const context = { endpoint, tenant, locale, ...this.#asked };
    for (const last of this.#openings) last.leave();
    const opening = new Opening(context, () => tokenProvider, (event, detail) => (event === "agent" ? this.#meet(detail) : this.#tell(event, detail)));
    this.#openings.add(opening);
    const Headless = await start(wasmUrl);
    if (this.#isOver || opening !== this.#last) return;
    const port = { tell: (event, detail) => this.#tell(event, JSON.parse(detail)) };
    this.#inner ??= new Headless(JSON.stringify(context), port, (news) => this.#take(JSON.parse(news)));
    this.#inner.open(JSON.stringify(context), opening);
    await opening.first;
  }

  /** The words of the draft, while somebody writes them. */
  draft(words) { this.#inner?.draft(words); }

  /** Takes files into the draft and gives those of `state.files` that they became; what fits begins to leave. */
  attach(...files) {
    const known = new Set(this.state.files.map(({ id }) => id));
    this.#inner?.attach(files);
    return this.state.files.filter(({ id }) => !known.has(id));
  }

  /** Takes a file of the draft, or of a template's value, away, or stops its upload. */
  detach(id) { this.#inner?.detach(id); }

  /** Uploads a file again whose upload failed. */
  retryUpload(id) { this.#inner?.retryUpload(id); }

  /**
   * Sends words with the draft's files, the draft as it is, or a content of the API. Answers with its name in `pending`, or null and what is
   * wrong. Without a name and a problem it waits for its files (`state.draft.waits`), or a listener of `sending` kept it back.
   */
  send(content, { replyTo = content === undefined ? this.state.draft.reply_to ?? "" : "" } = {}) {
    return typeof content === "object" ? this.#sendContent(content) : this.#sendDraft(content ?? this.state.draft.text, replyTo);
  }

  #sendContent(content) {
    const sending = this.#sending();
    const problems = sending.isReady ? JSON.parse(this.#inner.sendContent(JSON.stringify(content), sending.clientId)) : [];
    return sending.outcome(problems, content.type === "template");
  }

  #sendDraft(content, replyTo) {
    const sending = this.#sending();
    if (!sending.isReady) return sending.outcome([]);
    if (content.trim() === "" && this.state.files.length === 0) return sending.outcome([{ path: "/body", rule: "required", message: "There is nothing to send." }]);
    this.#inner.quote(replyTo);
    this.#inner.draft(content);
    this.#inner.send(sending.clientId);
    return sending.outcome(this.state.problems);
  }

  /** Answers by this account and channel, one of `state.senders`. */
  choose({ account, channel }) { this.#inner?.choose(account, channel); }

  /** Tries again: a pending answer by its client id, a failed message by its id. */
  retry(id) { this.#inner?.retry(id, named()); }

  /** Takes a pending answer away; its words go back to an empty draft. */
  discard(clientId) { this.#inner?.discard(clientId); }

  /** Puts an emoji on a message; empty takes it away. */
  react(message, emoji) { this.#inner?.react(message, emoji); }

  /** Somebody has seen everything up to this message. Counts once the page is in front and has the focus. */
  seen(message) { this.#inner?.seen(message); }

  /** Loads an older page, where `state.older` is `more` or `failed`. */
  loadOlder() { this.#inner?.older(); }

  /** The ids of the loaded messages that hold these words, newest first. */
  find(words) { return this.#inner ? JSON.parse(this.#inner.find(words)) : []; }

  /** A file of a message or of the draft, by its `media.id`. */
  async file(id) {
    const opening = this.#last;
    if (!opening) throw new Error("sidethread: nothing is open");
    const ask = async (fresh) => fetch(`${this.#settings.endpoint}/v1/media/${encodeURIComponent(id)}`, { headers: { authorization: `Bearer ${await opening.token(fresh)}` }, credentials: "omit" });
    let answer = await ask(false);
    if (answer.status === 401) answer = await ask(true);
    if (!answer.ok) throw Object.assign(new Error(`sidethread: the file ${id} can't be had (${answer.status})`), { status: answer.status });
    const blob = await answer.blob();
    return SHOWN.test(blob.type) ? blob : blob.slice(0, blob.size, "application/octet-stream");
  }

  /** Ends stream, timers, listeners and memory. */
  destroy() {
    this.#isOver = true;
    this.#drop();
  }

  /** The first token of another agent ends what the last one had, and opens the thread anew for her. */
  #meet(agent) {
    const last = this.#agent;
    this.#agent = agent;
    if (!last || last === agent || this.#isOver) return;
    this.#drop();
    this.open(this.#asked);
  }

  #drop() {
    for (const opening of this.#openings) opening.end();
    this.#openings.clear();
    [this.messages, this.pending, this.state] = [[], [], empty()];
    const inner = this.#inner;
    this.#inner = null;
    // A listener may call this while the WASM is still telling it something.
    queueMicrotask(() => {
      inner?.close();
      inner?.free();
    });
  }

  get #last() { return [...this.#openings].at(-1); }

  /** A sending that begins: its name, and what came of it. */
  #sending() {
    const clientId = named();
    const isReady = Boolean(this.#inner) && this.state.phase === "ready";
    const outcome = (problems, isTemplate = false) => {
      if (!isReady) return { clientId: null, problems: [{ path: "", rule: "not-ready", message: "The thread is not open." }] };
      if (this.pending.some((one) => one.client_id === clientId)) return { clientId, problems: [] };
      const lock = isTemplate && this.state.lock === "window-closed" ? null : this.state.lock;
      return { clientId: null, problems: lock && problems.length === 0 ? [{ path: "", rule: lock, message: LOCKS[lock] }] : problems };
    };
    return { clientId, isReady, outcome };
  }

  #take({ whole, messages, pending, picker, notice, ...state }) {
    const known = new Set(whole ? [] : this.messages.map(({ id }) => id));
    const changed = messages.map(({ message }) => message);
    if (whole) this.messages = changed;
    else if (changed.length > 0) {
      const ids = new Set(changed.map(({ id }) => id));
      this.messages = this.messages.filter(({ id }) => !ids.has(id));
      for (const { at, message } of messages) this.messages.splice(at, 0, message);
    }
    this.pending = pending;
    const shown = picker && { ...picker, templates: picker.templates ?? this.state.picker?.templates ?? [] };
    this.state = { ...this.state, ...state, picker: shown };
    for (const message of changed) this.#tell("message", { message, isNew: !known.has(message.id) });
    this.#tell("change", { messages: changed, whole });
    if (notice && notice.serial > this.#said) {
      this.#said = notice.serial;
      this.#tell("notice", { key: notice.key, text: notice.text });
    }
  }

  #tell(name, detail) {
    if (this.#isOver) return true;
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable: name === "sending" }));
  }
}
