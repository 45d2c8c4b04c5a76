// A page and a proxy for tests: `fetch` is answered here, and every timer and listener of the page is counted.

const json = (body, status = 200, type = "application/json") => new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
const problem = (code, status, title) => json({ type: `https://sidethread.dev/problems/${code}`, title, status, code, request_id: "rq_1" }, status, "application/problem+json");

export class World {
  requests = [];
  seen = [];
  tokens = 0;
  mode = { streaming: true, down: false, refuse: 0, hold: false, invalid: 0 };
  messages = new Map();
  streams = new Set();
  held = [];

  constructor() {
    for (const node of document.querySelectorAll("side-thread, side-thread-late, side-thread-broken")) node.remove();
    this.#countTimers();
    this.#countListeners();
    this.#answerFetch();
    for (const name of ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"]) {
      document.addEventListener(`side-thread-${name}`, this.#listen);
    }
  }

  #listen = (event) => {
    this.seen.push({ name: event.type.slice("side-thread-".length), detail: event.detail, bubbles: event.bubbles, composed: event.composed, cancelable: event.cancelable });
    if (event.type === "side-thread-sending" && this.veto) event.preventDefault();
  };

  #countTimers() {
    const { setTimeout, setInterval, clearTimeout, clearInterval } = window;
    this.timers = new Set();
    this.restore = [() => Object.assign(window, { setTimeout, setInterval, clearTimeout, clearInterval })];
    window.setTimeout = (act, ms, ...rest) => {
      const id = setTimeout(() => { this.timers.delete(id); act(...rest); }, ms);
      this.timers.add(id);
      return id;
    };
    window.setInterval = (act, ms, ...rest) => {
      const id = setInterval(act, ms, ...rest);
      this.timers.add(id);
      return id;
    };
    window.clearTimeout = (id) => { this.timers.delete(id); clearTimeout(id); };
    window.clearInterval = (id) => { this.timers.delete(id); clearInterval(id); };
  }

  #countListeners() {
    this.listeners = 0;
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...all) => { this.listeners += 1; addEventListener.apply(target, all); };
      target.removeEventListener = (...all) => { this.listeners -= 1; removeEventListener.apply(target, all); };
      this.restore.push(() => { delete target.addEventListener; delete target.removeEventListener; });
    }
  }

  #answerFetch() {
    const own = window.fetch;
    this.restore.push(() => { window.fetch = own; });
    window.fetch = (url, init = {}) => {
      if (!String(url).startsWith("https://proxy.test/")) return own(url, init);
      const { pathname, searchParams } = new URL(url);
      const request = { method: init.method ?? "GET", path: pathname, query: Object.fromEntries(searchParams), body: init.body ? JSON.parse(init.body) : null, token: new Headers(init.headers).get("authorization"), aborted: false };
      this.requests.push(request);
      return new Promise((resolve, reject) => {
        const abort = () => { request.aborted = true; reject(new DOMException("aborted", "AbortError")); };
        if (init.signal?.aborted) return abort();
        init.signal?.addEventListener("abort", abort, { once: true });
        const go = () => {
          if (this.mode.down) return reject(new TypeError("Failed to fetch"));
          resolve(this.#answer(request, init.signal));
        };
        if (this.mode.hold && request.method === "POST" && pathname.endsWith("/messages")) this.held.push(go);
        else queueMicrotask(go);
      });
    };
  }

  #answer(request, signal) {
    const { method, path, query, body } = request;
    if (this.mode.invalid > 0) {
      this.mode.invalid -= 1;
      return problem("unauthenticated", 401, "The token is not accepted");
    }
    if (path === "/v1/threads/open") return json(this.snapshot(body.phones[0]));
    const [, , , thread, what] = path.split("/");
    if (what === "events") return this.mode.streaming ? this.#stream(thread, Number(query.after), signal) : json({ events: [] });
    if (what === "messages" && method === "POST") return json(this.#take(thread, body), 202);
    if (what === "messages") return json({ messages: [], older: null });
    if (path === "/v1/templates") return json({ templates: [] });
    if (path.startsWith("/v1/media/")) return new Response(new Uint8Array([1, 2, 3]), { headers: { "content-type": "image/png" } });
    return new Response(null, { status: 204 });
  }

  #stream(thread, after, signal) {
    let stream;
    const body = new ReadableStream({
      start: (controller) => {
        stream = { thread, controller };
        this.streams.add(stream);
        const missed = (this.messages.get(thread) ?? []).filter(({ seq }) => seq > after);
        controller.enqueue(new TextEncoder().encode(": hello\n\n" + missed.map(told).join("")));
      },
      cancel: () => { this.streams.delete(stream); },
    });
    signal.addEventListener("abort", () => {
      if (this.streams.delete(stream)) stream.controller.error(new DOMException("aborted", "AbortError"));
    }, { once: true });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  snapshot(phone) {
    const thread = `th_${phone.replace(/\D/g, "")}`;
    const messages = this.messages.get(thread) ?? [];
    const now = new Date().toISOString();
    const capabilities = { content: ["text", "image", "template"], limits: { "text.body": { max: 4096, unit: "utf16" } }, media: { image: ["image/png"] }, templates: true, quotes: true, reactions: true, read: true, typing: false };
    return {
      thread: { id: thread, contact: { name: "Asha", addresses: [{ kind: "phone", value: phone }] }, seq: messages.length, waiting_since: null },
      channels: [{ channel: "whatsapp", account: "acme-wa", label: "WhatsApp +1 555-130-5682", window: { state: "always" }, consent: "unknown", capabilities }],
      messages, older: null, complete_to: messages.length, now,
    };
  }

  /** Puts a message of the customer's, as JSON of its content, into a thread, and on its stream. */
  say(phone, content) {
    return this.#add(`th_${phone.replace(/\D/g, "")}`, { direction: "inbound", author: { kind: "customer", name: "Asha" }, content: JSON.parse(content), status: "delivered" });
  }

  #take(thread, body) {
    const known = this.messages.get(thread)?.find((message) => message.client_id === body.client_id);
    return known ?? this.#add(thread, { direction: "outbound", author: { kind: "agent", name: "Meera" }, content: body.content, client_id: body.client_id, status: "queued" });
  }

  #add(thread, { status, ...rest }) {
    const messages = this.messages.get(thread) ?? [];
    this.messages.set(thread, messages);
    const seq = messages.length + 1;
    const at = new Date(Date.now() - 60000 + seq * 100).toISOString();
    const message = { id: `ms_${String(seq).padStart(5, "0")}`, seq, channel: "whatsapp", account: "acme-wa", at, received_at: at, status: { state: status, at }, reactions: [], provenance: "live", ...rest };
    messages.push(message);
    for (const stream of this.streams) if (stream.thread === thread) stream.controller.enqueue(new TextEncoder().encode(told(message)));
    return message;
  }

  /** Cuts every stream as a dying proxy does. */
  cut() {
    for (const stream of this.streams) stream.controller.error(new TypeError("network error"));
    this.streams.clear();
  }

  release() {
    for (const go of this.held.splice(0)) go();
  }

  set(key, value) { this.mode[key] = value; }

  set veto(value) { this.vetoed = value; }
  get veto() { return this.vetoed ?? false; }

  /** A function that gives tokens which live `seconds`. */
  provider(seconds) {
    return async () => {
      this.tokens += 1;
      const now = Math.floor(Date.now() / 1000);
      const part = (value) => btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
      return `${part({ alg: "HS256" })}.${part({ iat: now, exp: now + seconds, n: this.tokens })}.signature`;
    };
  }

  element(tag, phone, provider) {
    const thread = document.createElement(tag);
    Object.assign(thread.style, { display: "block", blockSize: "4000px", inlineSize: "360px" });
    if (provider) thread.tokenProvider = provider;
    for (const [name, value] of Object.entries({ endpoint: "https://proxy.test", tenant: "acme", phone, locale: "en" })) thread.setAttribute(name, value);
    document.body.append(thread);
    return thread;
  }

  events(name) { return this.seen.filter((event) => event.name === name); }
  count(method, ending) { return this.requests.filter((request) => request.method === method && request.path.endsWith(ending)).length; }
  articles(thread) { return [...thread.shadowRoot.querySelectorAll("[role=article], article")]; }
  texts(thread) { return this.articles(thread).map((article) => article.textContent).join("\n"); }
  html(thread) { return thread.shadowRoot.innerHTML; }
  trace() { return JSON.stringify([this.timers.size, this.listeners, this.streams.size, document.head.childElementCount, document.adoptedStyleSheets.length]); }

  type(thread, text) {
    const area = thread.shadowRoot.querySelector("textarea");
    area.focus();
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: text }));
  }

  draft(thread) { return thread.shadowRoot.querySelector("textarea")?.value ?? null; }
  press(thread, key) { thread.shadowRoot.querySelector("textarea").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true })); }
  alerts(thread) { return [...thread.shadowRoot.querySelectorAll("[role=alert], [role=status], [part~=strip]")].map((node) => node.textContent.trim()).filter(Boolean).join("\n"); }
  eval(code) { return new Function("world", `return (${code});`)(this); }

  end() {
    for (const name of ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"]) document.removeEventListener(`side-thread-${name}`, this.#listen);
    for (const undo of this.restore) undo();
  }
}

/** A message as the stream tells it. */
function told(message) {
  return `id: ${message.seq}\nevent: message\ndata: ${JSON.stringify({ seq: message.seq, kind: "message", message })}\n\n`;
}
