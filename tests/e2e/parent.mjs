// Pages that frame the embed page or carry the script: a small server of their own origins, with the headers that a test asks for.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import { createSecureServer } from "node:http2";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

import { World } from "./harness.mjs";

export const EVENTS = ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact", "resize", "escape"];

const SERVER_KEY = "the key of a back end, well over thirty-two bytes long";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json" };

/** A world whose tenant is framed by the pages of `parents`, and which serves them. */
export class Framed extends World {
  parents = new Map();
  #server = null;
  #front = null;

  /** `origins` and `ancestors` are added to those of the parent's pages; `front` puts HTTP/2 and TLS before the proxy, as operators do; `site` is a folder of files to serve, `web` another built widget. */
  static async start(t, { origins = [], ancestors, front = false, site, web, ...options } = {}) {
    const world = Object.assign(new Framed(), { site, web });
    t.after(() => world.end());
    await world.#serve();
    if (front) await world.#serveFront();
    world.origins = origins;
    world.ancestors = ancestors ?? [world.parent];
    await world.begin(options);
    return world;
  }

  settings(more) {
    const list = (all) => all.map((one) => JSON.stringify(one)).join(", ");
    const first = 'default_region = "IN"\n';
    return super.settings(more).replace(`public_url = "${this.proxy}"`, `public_url = "${this.public}"`).replace(/origins = \[([^\]]*)\]\n/, (_, known) => `origins = [${known}, ${list([this.parent, ...this.origins])}]\n`)
      .replace(first, `${first}frame_ancestors = [${list(this.ancestors)}]\n`)
      .replace(/web_dir = .*/, (line) => (this.web ? `web_dir = ${JSON.stringify(this.web)}` : line))
      .replace("[[tenant.key]]", `[[tenant.server_key]]\nid = "back-end"\nsecret = "${SERVER_KEY}"\n\n[[tenant.key]]`);
  }

  /** A single-use code, as a CRM's back end gets it. */
  async code(phones) {
    const answer = await fetch(`${this.proxy}/v1/session`, {
      method: "POST", headers: { authorization: `Bearer ${SERVER_KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ grant: "server-key", tenant: "acme", agent: "meera", name: "Meera Pillai", phones, code: true }),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()).code;
  }

  async #serve() {
    this.#server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, "http://x");
      if (pathname === "/token") return this.#token(request, response);
      const page = this.parents.get(pathname);
      const file = this.site && !page ? await readFile(join(this.site, pathname)).catch(() => null) : null;
      response.writeHead(page || file ? 200 : 404, { "content-type": TYPES[extname(pathname)] ?? TYPES[".html"], ...page?.headers });
      return response.end(page?.html ?? file ?? "");
    });
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.parent = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** What browsers call the proxy. */
  get public() { return this.#front ? `https://127.0.0.1:${this.#front.address().port}` : this.proxy; }

  async #serveFront() {
    const pem = execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    this.#front = createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(":")));
      const inner = forward(`${this.proxy}${request.url}`, { method: request.method, headers }, (answer) => {
        const given = Object.entries(answer.headers).filter(([name]) => !["connection", "keep-alive", "transfer-encoding"].includes(name));
        if (response.destroyed) return inner.destroy();
        response.writeHead(answer.statusCode, Object.fromEntries(given));
        return answer.pipe(response);
      });
      inner.on("error", () => response.destroy());
      response.on("close", () => inner.destroy());
      request.pipe(inner);
    });
    this.#front.on("sessionError", () => {});
    this.#front.listen(0, "127.0.0.1");
    await once(this.#front, "listening");
  }

  async #token(request, response) {
    const { phones } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    this.asked = (this.asked ?? 0) + 1;
    response.end(JSON.stringify({ token: this.token({ phones }) }));
  }

  /** Opens a page; `html` is what stands in its body after the preludes. */
  async visit(path, html, { headers = {}, prelude = parentPrelude, ...options } = {}) {
    this.parents.set(path, { headers, html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parent</title><link rel="icon" href="data:,"></head><body>${prelude(this)}${html}</body></html>` });
    return this.browse(path, options);
  }

  /** Opens a path of the parent's origin; `init` runs in it before anything of its own. */
  async browse(path, { width = 420, height = 800, init } = {}) {
    const browser = await this.launch();
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    if (init) await page.addInitScript(init, EVENTS);
    page.on("console", (line) => { if (line.type() === "error") this.errors.push(`console: ${line.text()}`); });
    page.on("pageerror", (problem) => this.errors.push(`page: ${problem.stack}`));
    page.on("request", (request) => this.onRequest?.(request));
    await page.goto(`${this.parent}${path}`);
    return page;
  }

  async end() {
    this.#server.closeAllConnections();
    this.#server.close();
    await super.end();
    this.#front?.close();
  }
}

/** What a CRM developer writes: a token function, and `make(options)` around `createEmbed()`. */
export const parentPrelude = (world) => `
<div id="place"></div>
<script type="module">
  import { createEmbed } from "${world.public}/v1/embed.mjs";
  window.seen = [];
  window.veto = false;
  window.wishes = [];
  for (const name of ${JSON.stringify(EVENTS)}) document.addEventListener("side-thread-" + name, (event) => {
    window.seen.push({ name, detail: JSON.parse(JSON.stringify(event.detail ?? null)), cancelable: event.cancelable });
    if (name === "sending" && window.veto) event.preventDefault();
  });
  window.tokenProvider = async ({ fresh, context }) => {
    window.wishes.push({ fresh, phones: context.phones ?? [context.phone] });
    const answer = await fetch("/token", { method: "POST", body: JSON.stringify({ phones: context.phones ?? [context.phone] }) });
    return (await answer.json()).token;
  };
  window.make = (options) => {
    window.embed = createEmbed({ endpoint: "${world.public}", tenant: "acme", tokenProvider: window.tokenProvider, context: { phone: "+919999999999", name: "Asha Nair", locale: "en", theme: "light" }, ...options });
    return window.embed;
  };
  window.dispatchEvent(new Event("can-make"));
  window.canMake = true;
</script>`;
