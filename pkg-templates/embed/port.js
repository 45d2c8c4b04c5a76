// The port protocol, version 1: what the embed page and the page around it say to each other. Both halves use this file.

/** The version that both halves speak. */
export const VERSION = 1;

/** The element's events, which come over the port by these names. */
export const EVENTS = ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"];

/** Messages between windows: only for the handshake, and without a secret. */
export const hello = (nonce) => ({ sidethread: VERSION, type: "hello", nonce, versions: [VERSION] });
export const init = (nonce, context, capabilities) => ({ sidethread: VERSION, type: "init", nonce, context, capabilities });
export const knock = () => ({ sidethread: VERSION, type: "knock" });

/** Whether the data of a window message is ours and of this type. */
export const is = (data, type) => data?.sidethread === VERSION && data.type === type;

/** A failure with a stable word for programs. */
export const fault = (code, hint) => Object.assign(new Error(hint), { code, hint });

/** A port with questions and answers. `handlers` has a function for each type that is understood; what it gives is the answer. */
export class Line {
  #port;
  #handlers;
  #waiting = new Map();
  #last = 0;

  constructor(port, handlers) {
    this.#port = port;
    this.#handlers = handlers;
    port.onmessage = ({ data }) => this.#take(data);
  }

  /** Says something that needs no answer. */
  tell(type, fields) {
    this.#port.postMessage({ type, ...fields });
  }

  /** A promise of the answer; rejects with a `code` after `patience` ms, when it is refused or when the line is closed. */
  ask(type, fields, patience) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = patience && setTimeout(() => this.#settle(id, { code: "no-answer", hint: `No answer to ${type} after ${patience} ms.` }), patience);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#port.postMessage({ id, type, ...fields });
    });
  }

  /** Hears and says nothing any more; open questions are refused with this word. */
  close(code = "closed") {
    this.#port.close();
    for (const id of [...this.#waiting.keys()]) this.#settle(id, { code, hint: "The line is closed." });
  }

  async #take(message) {
    const { id, type } = message ?? {};
    if (type === "ack") return this.#settle(id, message);
    const handler = Object.hasOwn(this.#handlers, type) ? this.#handlers[type] : null;
    let answer;
    try {
      answer = handler ? { ok: true, value: await handler(message) } : { ok: false, code: "unknown-type", hint: `Nothing here understands ${type}.` };
    } catch (problem) {
      answer = { ok: false, code: problem?.code ?? "failed", hint: String(problem?.hint ?? problem?.message ?? problem) };
    }
    if (id) this.#port.postMessage({ type: "ack", id, ...answer });
  }

  #settle(id, { ok = false, value, code, hint }) {
    const asked = this.#waiting.get(id);
    if (!asked) return;
    this.#waiting.delete(id);
    clearTimeout(asked.timer);
    if (ok) asked.resolve(value);
    else asked.reject(fault(code, hint));
  }
}
