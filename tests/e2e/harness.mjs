// Starts the real simulator and the real proxy on free ports in a folder of their own, and a real Chromium; ends all of
// them, and fails the test if the browser logged an error or the outbox still holds something.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { hostPage } from "./host.mjs";
import { Panel } from "./panel.mjs";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const WWW = join(ROOT, "www");
const BIN = {
  proxy: process.env.SIDETHREAD_BIN ?? join(ROOT, "target/debug/sidethread"),
  simulator: process.env.SIMULATOR_BIN ?? join(ROOT, "target/debug/simulator"),
};
const DIST = process.env.SIDETHREAD_DIST ?? join(ROOT, "dist/web");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Without our own SIDETHREAD_… words, which the proxy would take for its configuration. */
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SIDETHREAD_")));

export const NUMBER = "+15551305682";
export const ACCOUNT = "acme-wa";
export const ASHA = "+919999999999";
export const KEY = "a key for the tests, well over thirty-two bytes long";
export const HOOK = "hook-secret-for-tests";
export const SIGNING = "signing-secret-for-tests";
/** What Chromium says of a server that went away, in whatever moment. */
export const NETWORK = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|NETWORK\w*|ABORTED)/;

/** What an account is authorised by: in two words, as one of the providers wants it. */
const pass = (slug) => `${slug}:token-of-the-account`;

/** Worlds that are up: when this process is told to end in the middle of a test, nothing of them stays behind. */
const UP = new Set();
process.on("exit", () => { for (const world of UP) world.vanish(); });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** A world for one test; it is taken down, and judged, when the test ends. */
export async function start(t, options = {}) {
  const world = new World();
  t.after(() => world.end());
  await world.begin(options);
  return world;
}

/** Simulator, proxy and browser that know each other. */
export class World {
  forgiven = [];
  errors = [];
  pages = [];
  children = new Set();

  /** `accounts` are slugs of www/accounts.json, or accounts as they stand there; without them there is the first one, with `history` as its past. */
  async begin({ accounts = [ACCOUNT], past = false, history = null, config = "", messages = [] } = {}) {
    const all = JSON.parse(await readFile(join(WWW, "accounts.json"), "utf8"));
    this.accounts = accounts.map((one) => all.find((account) => account.slug === one) ?? one);
    this.folder = await mkdtemp(join(tmpdir(), "sidethread-e2e-"));
    UP.add(this);
    [this.proxyPort, this.simulatorPort, this.hostPort] = [await freePort(), await freePort(), await freePort()];
    this.host = `http://127.0.0.1:${this.hostPort}`;
    this.proxy = `http://127.0.0.1:${this.proxyPort}`;
    this.simulator = `http://127.0.0.1:${this.simulatorPort}`;
    await writeFile(join(this.folder, "sidethread.toml"), this.settings(config));
    await writeFile(join(this.folder, "crm.toml"), this.crm());
    await this.startHost();
    await this.startSimulator();
    const templates = JSON.parse(await readFile(join(WWW, "templates.json"), "utf8"));
    for (const account of this.accounts) {
      await this.control("PUT", `/_control/accounts/${account.slug}`, this.account(account));
      await this.control("PUT", `/_control/templates/${account.slug}`, templates);
    }
    this.asha = new Customer(this, ASHA);
    await this.asha.change({ name: "Asha Nair", talkative: false });
    if (history) await this.import(ACCOUNT, history);
    for (const account of past ? this.accounts : []) await this.import(account.slug, join(WWW, account.history));
    await this.startProxy();
    for (const message of messages) await this.asha.say(message);
  }

  import(account, history) { return this.run("import", "--tenant", "acme", "--account", account, "--phone", ASHA, history); }

  settings(more) {
    return `listen = "127.0.0.1:${this.proxyPort}"
public_url = "${this.proxy}"
database = "sqlite://sidethread.db"
media_dir = "media"
web_dir = ${JSON.stringify(DIST)}
allow_private_addresses = true

[[tenant]]
id = "acme"
origins = ["${this.simulator}", "${this.host}"]
default_region = "IN"

[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "${KEY}"

${this.accounts.map((account) => this.accountSettings(account)).join("\n")}
[[tenant]]
id = "other"
origins = ["http://other.example"]

[[tenant.key]]
kid = "k2"
alg = "HS256"
secret = "the other tenant's key, also over thirty-two bytes"
${more}`;
  }

  accountSettings({ slug, provider, channel, number, templates, signed, options = {} }) {
    const lines = [`[[tenant.account]]`, ...Object.entries({
      slug, provider, channel, number, base_url: `${this.simulator}/${provider}`, token: pass(slug), hook_secret: HOOK,
      ...(signed ? { signing_secret: SIGNING } : {}),
      ...(templates ? { templates: join(WWW, templates) } : {}),
    }).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)];
    const words = Object.entries(options).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    return `${lines.join("\n")}\noptions = { ${words.join(", ")} }\n`;
  }

  crm() {
    return `endpoint = "${this.proxy}"
tenant = "acme"
kid = "k1"
secret = "${KEY}"
agent = "meera"
agent_name = "Meera Pillai"
accounts = ${JSON.stringify(this.accounts.map((account) => account.slug))}

[contact]
name = "Asha Nair"
phone = "${ASHA}"
`;
  }

  account({ slug, provider, channel, number, signed, options = {}, simulated = options }) {
    return {
      provider, channel, number, token: pass(slug), options: simulated,
      webhook_url: `${this.proxy}/hooks/${slug}/${HOOK}`,
      ...(signed ? { signing_secret: SIGNING, signature_form: "prefixed" } : {}),
    };
  }

  /** A CRM of our own with its back end: the host page, and tokens. Chromium wants a page that really comes from loopback. */
  async startHost() {
    const answer = async (request, response) => {
      if (request.url === "/token") {
        const chunks = await request.toArray();
        const { phone } = JSON.parse(Buffer.concat(chunks).toString());
        response.setHeader("content-type", "application/json");
        return response.end(JSON.stringify({ token: this.token({ phones: [phone] }) }));
      }
      response.setHeader("content-type", "text/html; charset=utf-8");
      return response.end(hostPage(this, this.pages[Number(request.url.slice(1))]));
    };
    this.hostServer = createHttpServer((request, response) => answer(request, response).catch((problem) => { this.errors.push(`host: ${problem.message}`); response.destroy(); }));
    this.hostServer.listen(this.hostPort, "127.0.0.1");
    await once(this.hostServer, "listening");
  }

  async startSimulator() {
    const listen = `127.0.0.1:${this.simulatorPort}`;
    this.spawn("simulator", BIN.simulator, ["--listen", listen, "--seed", "1", "--quiet", "--www", WWW, "--crm", join(this.folder, "crm.toml")]);
    await eventually("the simulator to answer", () => fetch(`${this.simulator}/_control/accounts`).then((answer) => answer.ok));
  }

  /** Starts the proxy, again after a kill on the same port and database. */
  async startProxy() {
    // As if the disk were full, a write over a limit of the system fails instead of ending the process.
    const patient = ["-c", "trap '' XFSZ; exec \"$@\"", "sh", BIN.proxy];
    this.running = this.spawn("proxy", "sh", [...patient, "serve", "--config", join(this.folder, "sidethread.toml")]);
    const { running } = this;
    await eventually("the proxy to be ready", async () => {
      if (running.exitCode !== null) throw Object.assign(new Error("it ended"), { final: true });
      const answer = await fetch(`${this.proxy}/readyz`);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return true;
    }).catch(async (problem) => { throw new Error(`${problem.message} (${problem.cause?.message})\n${await this.log("proxy")}`); });
  }

  /** `kill -9`: no goodbye, as in a crash. */
  async killProxy() {
    const gone = once(this.running, "exit");
    process.kill(this.running.pid, "SIGKILL");
    await gone;
  }

  /** Runs a `sidethread` command on this world's configuration and gives back what it printed. */
  async run(command, ...words) {
    const child = spawn(BIN.proxy, [command, "--config", join(this.folder, "sidethread.toml"), ...words], { cwd: ROOT, env: ENV });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => { out += bytes; });
    const [code] = await once(child, "exit");
    assert.equal(code, 0, `sidethread ${command}: ${out}`);
    return out;
  }

  spawn(name, file, words) {
    const log = createWriteStream(join(this.folder, `${name}.log`), { flags: "a" });
    const child = spawn(file, words, { stdio: ["ignore", "pipe", "pipe"], cwd: ROOT, env: ENV });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on("error", (problem) => this.errors.push(`${name}: ${problem.message}`));
    this.children.add(child);
    child.on("exit", () => this.children.delete(child));
    return child;
  }

  async log(name) {
    const text = await readFile(join(this.folder, `${name}.log`), "utf8");
    return text.split("\n").slice(-30).join("\n");
  }

  /** Asks the simulator. */
  async control(method, path, body) {
    const answer = await fetch(`${this.simulator}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  faults(faults) { return this.control("PUT", "/_control/faults", faults); }

  async journal() { return (await this.control("GET", "/_control/journal?after=0")).entries; }

  /** The sends that the provider took, in order. */
  async accepted() {
    const sends = (await this.journal()).filter((entry) => entry.kind === "api" && entry.method === "POST" && /\/whatsapp-cloud\/messages$/.test(entry.path ?? ""));
    return sends.filter((entry) => ["accepted", "cut_after_accept"].includes(entry.outcome));
  }

  /** Posts exactly these bytes as a webhook, signed as the provider signs. */
  hook(bytes, { secret = HOOK, signature = sign(bytes) } = {}) {
    return fetch(`${this.proxy}/hooks/${ACCOUNT}/${secret}`, {
      method: "POST", body: bytes, headers: { "content-type": "application/json", ...(signature ? { "x-hub-signature-256": signature } : {}) },
    });
  }

  /** An agent token; `claims` and `head` replace what is usual, `key` signs. */
  token(claims = {}, { key = KEY, kid = "k1" } = {}) {
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = `${part({ alg: "HS256", typ: "JWT", kid })}.${part({
      iss: "e2e", aud: "sidethread", sub: "meera", name: "Meera Pillai", tenant: "acme", phones: [ASHA],
      scope: "thread:read thread:write template:write", iat: now, exp: now + 600, jti: randomUUID(), ...claims,
    })}`;
    return `${body}.${createHmac("sha256", key).update(body).digest("base64url")}`;
  }

  /** Asks the proxy as an agent's browser would. */
  async ask(method, path, { token = this.token(), body, origin = this.simulator } = {}) {
    const answer = await fetch(`${this.proxy}${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(origin ? { origin } : {}), ...(body ? { "content-type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: text.startsWith("{") ? JSON.parse(text) : null };
  }

  /** The contact's thread as the proxy gives it. */
  async snapshot(phone = ASHA) {
    const answer = await this.ask("POST", "/v1/threads/open", { body: { phones: [phone], name: "Asha Nair" }, token: this.token({ phones: [phone] }) });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  /** The browser, started when the first page is opened. */
  async launch() {
    this.browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
    return this.browser;
  }

  /** Opens a host page with the element in it; see host.mjs for what can be asked. */
  async open(options = {}) {
    await this.launch();
    const { width = 360, height = 760, page: pageOptions = {}, mount = true, wait = mount } = options;
    const context = await this.browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", ...pageOptions });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on("console", (line) => { if (line.type() === "error") this.errors.push(`console: ${line.text()}`); });
    page.on("pageerror", (problem) => this.errors.push(`page: ${problem.stack}`));
    await page.goto(`${this.host}/${this.pages.push(options) - 1}`);
    const panel = new Panel(page);
    if (wait) await panel.ready();
    return panel;
  }

  /** What the console may say in this test. */
  forgive(...patterns) { this.forgiven.push(...patterns); }

  /** How many rows the outbox holds, by the proxy's own metric. */
  async outbox() {
    const metrics = await (await fetch(`${this.proxy}/metrics`)).text();
    const rows = /^sidethread_outbox(?:\{[^}]*\})? ([\d.e+]+)$/m.exec(metrics);
    assert.ok(rows, "no outbox metric");
    return Number(rows[1]);
  }

  /** Ends everything at once, without a word and without waiting. */
  vanish() {
    for (const child of this.children) child.kill("SIGKILL");
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  async end() {
    const problems = [];
    try {
      await this.browser?.close();
      if (this.running?.exitCode === null && this.running.signalCode === null) {
        await eventually("the outbox to be empty", async () => (await this.outbox()) === 0).catch((problem) => problems.push(problem.message));
      }
    } finally {
      this.hostServer?.closeAllConnections();
      this.hostServer?.close();
      for (const child of this.children) {
        const gone = once(child, "exit");
        child.kill("SIGINT");
        const late = setTimeout(() => child.kill("SIGKILL"), 5000);
        await gone;
        clearTimeout(late);
      }
      if (this.folder) await rm(this.folder, { recursive: true, force: true });
      UP.delete(this);
    }
    problems.push(...this.errors.filter((line) => !this.forgiven.some((pattern) => pattern.test(line))));
    assert.deepEqual(problems, [], "the world was not left in order");
  }
}

/** The provider's signature over these bytes. */
export function sign(bytes, secret = SIGNING) {
  return `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
}

/** A port that nobody listens on, below those that the system gives to outgoing connections: it stays free until it is used. */
async function freePort() {
  for (;;) {
    const port = 20000 + Math.floor(Math.random() * 12000);
    const server = createServer();
    const taken = await new Promise((done) => { server.once("error", () => done(true)).listen(port, "127.0.0.1", () => done(false)); });
    if (taken) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
