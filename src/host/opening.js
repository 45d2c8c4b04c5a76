// Opening a thread: the token and the first request, which run while the WASM is still on its way.

import { Tokens } from "./token.js";

const TIMEOUT = 20000;

export class Opening {
  #context;
  #tokens;
  #end = new AbortController();
  #out;

  /**
   * Begins at once; `first` is the promise of the first answer, `{status, body, retryAfter}` or `{fault, hint}`, and `asked` settles
   * as soon as the question is on its way.
   */
  constructor(context, provider, tell) {
    this.#context = context;
    this.#tokens = new Tokens(context, provider, tell);
    const out = new Promise((resolve) => { this.#out = resolve; });
    this.first = this.again();
    this.asked = Promise.race([out, this.first]);
  }

  token(fresh) {
    return this.#tokens.get(fresh);
  }

  /** Asks once more. Never rejects. */
  async again() {
    const { endpoint } = this.#context;
    if (!endpoint) return { fault: "no-endpoint" };
    try {
      let answer = await this.#ask(endpoint, await this.#tokens.get(false));
      if (answer.status === 401) answer = await this.#ask(endpoint, await this.#tokens.get(true));
      return { status: answer.status, body: await answer.text(), retryAfter: Number(answer.headers.get("retry-after")) || 0 };
    } catch (fault) {
      return { fault: fault?.code && typeof fault.code === "string" ? fault.code : "unreachable", hint: String(fault?.message ?? fault) };
    }
  }

  /** The host moved on: answers that are under way may end, nothing is renewed. */
  leave() {
    this.#tokens.leave();
  }

  end() {
    this.#end.abort();
    this.#tokens.end();
  }

  #ask(endpoint, token) {
    const { phones, userIds, record, name } = this.#context;
    const body = { phones, user_ids: userIds, record, name };
    const answer = fetch(`${endpoint}/v1/threads/open`, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any && AbortSignal.timeout ? AbortSignal.any([this.#end.signal, AbortSignal.timeout(TIMEOUT)]) : this.#end.signal,
    });
    this.#out();
    return answer;
  }
}
