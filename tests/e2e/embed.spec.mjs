// The embed page in a frame: handshake, context, tokens, events, veto, heights, and everything that can go wrong with frames.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isAllowed } from "../../src/host/port/handshake.js";
import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { Framed } from "./parent.mjs";

const BOB = "+918888888888";
const ABORTED = /ERR_ABORTED/;

/** What an agent sees in a frame. */
class Inside {
  constructor(page, selector = "iframe") {
    this.page = page;
    this.root = page.frameLocator(selector);
    this.articles = this.root.getByRole("log").getByRole("article");
    this.message = this.root.getByRole("textbox", { name: "Message", exact: true });
  }

  bubble(text) { return this.articles.filter({ hasText: text }); }

  shows(text) { return eventually(`one bubble with ${text}`, async () => (await this.bubble(text).count()) === 1); }

  async type(text) {
    await this.message.click();
    await this.page.keyboard.type(text);
  }
}

const make = (page, options = {}) => page.evaluate(async (all) => {
  if (!window.canMake) await new Promise((resolve) => { addEventListener("can-make", resolve, { once: true }); });
  window.make({ container: "#place", ...all });
}, options);
const events = (page, name) => page.evaluate((wanted) => window.seen.filter((event) => event.name === wanted), name);
const first = (page, name) => eventually(`the event ${name}`, async () => (await events(page, name))[0]);

test("parents are believed by the tenant's patterns, as browsers read them", () => {
  const patterns = ["https://crm.example", "https://*.lightning.force.com", "http://*.local.test:8080"];
  for (const origin of ["https://crm.example", "https://acme.lightning.force.com", "https://a.b.lightning.force.com", "http://x.local.test:8080"]) assert.ok(isAllowed(patterns, origin), origin);
  for (const origin of ["null", "http://crm.example", "https://crm.example:8443", "https://crm.example.evil.test", "https://lightning.force.com", "https://evillightning.force.com", "http://acme.lightning.force.com", "http://x.local.test"]) assert.ok(!isAllowed(patterns, origin), origin);
});

test("a page that frames us shows the thread, answers, hears events, may veto, and changes the contact", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello from the frame"] });
  const bob = new Customer(world, BOB);
  await bob.change({ name: "Bob Mathew", talkative: false });
  await bob.say("I am Bob");
  const page = await world.visit("/crm", "");
  await make(page);
  const inside = new Inside(page);
  await inside.shows("Hello from the frame");
  assert.match((await first(page, "ready")).detail.thread, /^th_/);
  assert.deepEqual((await first(page, "contact")).detail.phones, ["+919999999999"]);
  assert.deepEqual(await page.evaluate(() => window.wishes), [{ fresh: false, phones: ["+919999999999"] }]);

  await page.evaluate(() => window.embed.focusComposer());
  await eventually("the focus in the composer", () => inside.message.evaluate((node) => node.matches(":focus")));
  await page.evaluate(() => { window.veto = true; });
  await inside.type("Held back");
  await page.keyboard.press("Enter");
  await eventually("the question", async () => (await events(page, "sending")).length === 1);
  await page.evaluate(() => { window.veto = false; });
  assert.equal(await inside.message.inputValue(), "Held back");
  assert.equal((await world.accepted()).length, 0);
  await page.keyboard.press("Enter");
  await inside.shows("Held back");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  const sent = await first(page, "sent");
  assert.ok(JSON.stringify(sent.detail).includes("Held back"));
  assert.equal((await events(page, "sending")).length, 2);

  await page.evaluate((phone) => window.embed.open({ phone, name: "Bob Mathew", locale: "hi", theme: "dark" }), BOB);
  await inside.shows("I am Bob");
  assert.equal(await inside.bubble("Hello from the frame").count(), 0);
  assert.equal(await inside.message.count(), 0, "the names are those of the other language");
  assert.equal(await inside.root.locator("side-thread").getAttribute("theme"), "dark");
});

test("without a theme the frame is as light or dark as the page around it, whatever the system is", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello from the frame"] });
  const page = await world.visit("/crm", "");
  for (const [system, letters, look] of [["dark", "#222", "light"], ["light", "#eee", "dark"]]) {
    await page.emulateMedia({ colorScheme: system });
    await page.evaluate((color) => { document.body.style.color = color; }, letters);
    await make(page, { context: { phone: "+919999999999", locale: "en" } });
    const inside = new Inside(page);
    await inside.shows("Hello from the frame");
    assert.equal(await inside.root.locator("side-thread").getAttribute("theme"), look);
    await page.evaluate(() => window.embed.destroy());
  }
});

test("createEmbed() as a plain script", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", `<script src="${world.proxy}/v1/embed.js"></script>`);
  await page.evaluate(() => window.sidethreadEmbed.createEmbed({ endpoint: document.querySelector("script[src]").src.replace("/v1/embed.js", "/"), tenant: "acme", container: "#place", height: "fill", context: { phone: "+919999999999" }, tokenProvider: (wish) => window.tokenProvider(wish) }));
  await new Inside(page).shows("Hello");
});

test("a send button agrees like a key does, and nothing is sent twice", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", "");
  await make(page);
  const inside = new Inside(page);
  await inside.shows("Hello");
  await inside.type("By the button");
  await inside.root.getByRole("button", { name: "Send", exact: true }).dblclick();
  await inside.shows("By the button");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  await world.control("GET", "/_control/idle?ms=5000");
  assert.equal((await world.accepted()).length, 1);
  assert.equal(await inside.message.inputValue(), "");
});

test("no phone, then one; close() ends the stream and leaves nothing", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(ABORTED);
  const page = await world.visit("/crm", "");
  const streams = new Set();
  page.on("request", (request) => { if (/\/events(\?|$)/.test(request.url())) streams.add(request); });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => streams.delete(request));
  await make(page, { context: { locale: "en" } });
  const inside = new Inside(page);
  await inside.root.getByText("There is no phone number here.").waitFor();
  await page.evaluate(() => window.embed.open({ phone: "+919999999999", name: "Asha Nair" }));
  await inside.shows("Hello");
  await eventually("a stream", () => streams.size === 1);
  await page.evaluate(() => window.embed.open({ locale: "en" }));
  await inside.root.getByText("There is no phone number here.").waitFor();
  await eventually("the stream to end", () => streams.size === 0);
  await page.evaluate(() => window.embed.open({ phone: "+919999999999", name: "Asha Nair" }));
  await inside.shows("Hello");
  await page.evaluate(() => window.embed.destroy());
  await eventually("the stream to end", () => streams.size === 0);
  assert.equal(await page.locator("iframe").count(), 0);
  assert.equal(await page.evaluate(() => window.embed.ready.then(() => "ready", ({ code }) => code)), "ready");
});

test("a parent that comes late knocks, and one that comes again takes over", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme" title="Thread" style="width: 100%; height: 600px"></iframe>`);
  const inside = new Inside(page, "#there");
  const hellos = page.evaluate(() => new Promise((resolve) => {
    let count = 0;
    addEventListener("message", ({ data }) => { if (data?.type === "hello" && ++count === 3) resolve(count); });
  }));
  assert.equal(await hellos, 3, "it goes on saying hello");
  const late = () => page.evaluate(() => window.make({ frame: document.querySelector("#there"), container: "#place" }).ready);
  await late();
  await inside.shows("Hello");
  await inside.type("Typed before the script came again");
  await page.evaluate(() => { window.seen = []; });
  await page.evaluate(() => { window.make({ frame: document.querySelector("#there"), container: "#place" }); });
  await eventually("the new line to be heard", async () => (await events(page, "resize")).length > 0);
  await page.evaluate(() => window.embed.open({ phone: "+919999999999", name: "Asha Nair", theme: "dark" }));
  assert.equal(await inside.root.locator("side-thread").getAttribute("theme"), "dark");
  assert.equal(await inside.message.inputValue(), "Typed before the script came again", "the same thread was not opened again");
});

test("the frame's own reload and the parent's reload end in the thread again", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(ABORTED);
  const page = await world.visit("/crm", "");
  await make(page);
  const inside = new Inside(page);
  await inside.shows("Hello");
  await page.evaluate(() => { window.embed.frame.src += "?again"; });
  await eventually("a second ready", async () => (await events(page, "ready")).length === 2);
  await inside.shows("Hello");
  await page.reload();
  await make(page);
  await inside.shows("Hello");
});

test("a sandbox without an origin: fetched as null, when the tenant allows that", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"], origins: ["null"] });
  const page = await world.visit("/crm", "");
  await make(page, { sandbox: "allow-scripts allow-forms allow-popups" });
  const inside = new Inside(page);
  await inside.shows("Hello");
  await inside.type("Out of the sandbox");
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  await world.asha.say("And in again");
  await inside.shows("And in again");
});

test("a sandbox without an origin is refused in words where the tenant does not allow it", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/CORS policy|ERR_FAILED/);
  const page = await world.visit("/crm", "");
  await make(page, { sandbox: "allow-scripts" });
  const error = await first(page, "error");
  assert.equal(error.detail.code, "unreachable");
  await new Inside(page).root.getByRole("button").first().waitFor();
});

test("a foreign parent may not frame us, and is told which line is missing", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"], ancestors: ["https://crm.example"] });
  world.forgive(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/);
  const page = await world.visit("/crm", "");
  await make(page);
  const error = await eventually("the error", async () => (await events(page, "error"))[0], 25000);
  assert.equal(error.detail.code, "no-frame");
  assert.ok(error.detail.hint.includes(`frame-src ${world.proxy}`) && error.detail.hint.includes(world.parent), error.detail.hint);
  assert.equal(await page.evaluate(() => window.embed.ready.catch(({ code }) => code)), "no-frame");
});

test("a page that forbids the frame is told at once", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/Content Security Policy/);
  const page = await world.visit("/crm", "", { headers: { "content-security-policy": "frame-src 'none'" } });
  await make(page);
  const error = await first(page, "error");
  assert.deepEqual([error.detail.code, error.detail.hint.endsWith(`add ${world.proxy} to frame-src.`)], ["frame-blocked", true]);
});

test("nobody else is believed: other frames, other nonces, foreign origins", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme" title="Thread"></iframe><iframe id="evil" srcdoc="<p>Evil</p>" title="Evil"></iframe>`);
  const inside = new Inside(page, "#there");
  const frame = page.frame({ url: /\/embed\/v1\/acme/ });
  const nonce = await page.evaluate(() => new Promise((resolve) => { addEventListener("message", ({ data }) => { if (data?.type === "hello") resolve(data.nonce); }); }));
  const attack = (from, word) => from.evaluate(([said, at]) => {
    const { port2 } = new MessageChannel();
    const context = { phone: "+910000000000", name: "Evil" };
    const target = window.parent === window ? document.querySelector("#there").contentWindow : window.parent.document.querySelector("#there").contentWindow;
    target.postMessage({ sidethread: 1, type: "init", nonce: said, context, capabilities: {} }, at, [port2]);
  }, [word, "*"]);
  await attack(page.frame({ name: "evil" }) ?? page.frames().find((one) => one.url() === "about:srcdoc"), nonce);
  await attack(page, "another nonce");
  await page.evaluate(() => document.querySelector("#there").contentWindow.postMessage({ sidethread: 1, type: "init", nonce: null }, "*"));
  assert.equal(await frame.evaluate(() => document.querySelector("side-thread")), null, "nobody was believed");
  await page.evaluate(() => window.make({ frame: document.querySelector("#there"), container: "#place" }).ready);
  await inside.shows("Hello");
});

test("ten frames on one page, over HTTP/2: a browser gives an HTTP/1.1 server six connections, and each frame keeps one", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello to ten"], front: true });
  const page = await world.visit("/crm", Array.from({ length: 10 }, (_, at) => `<div id="place-${at}"></div>`).join(""));
  await make(page, { container: "#place-0" });
  await page.evaluate(() => Promise.all(Array.from({ length: 9 }, (_, at) => window.make({ container: `#place-${at + 1}` }).ready)));
  for (let at = 0; at < 10; at += 1) await new Inside(page, `#place-${at} iframe`).shows("Hello to ten");
  await world.asha.say("One for all");
  for (let at = 0; at < 10; at += 1) await new Inside(page, `#place-${at} iframe`).shows("One for all");
});

test("the frame grows with the thread, between its bounds; Escape with nothing open comes out", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", "");
  await make(page);
  const inside = new Inside(page);
  await inside.shows("Hello");
  const height = () => page.locator("iframe").evaluate((node) => node.clientHeight);
  const before = await height();
  assert.ok(before >= 320, `${before}`);
  for (let at = 0; at < 30; at += 1) await world.asha.say(`Line ${at}`);
  await inside.shows("Line 29");
  await eventually("a higher frame", async () => (await height()) > before);
  await eventually("the bound", async () => (await height()) === 640);
  await inside.message.click();
  await page.keyboard.press("Escape");
  await first(page, "escape");
});

test("a silent parent: the page says so after ten seconds, and goes on listening", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme" title="Thread"></iframe>`);
  const inside = new Inside(page, "#there");
  await inside.root.getByText("does not answer").waitFor({ timeout: 20000 });
  await page.evaluate(() => window.make({ frame: document.querySelector("#there"), container: "#place" }).ready);
  await inside.shows("Hello");
});

test("a code needs no parent's script, leaves the address at once, and is good for one time", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/status of 401/);
  const code = await world.code(["+919999999999"]);
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme?host=hubspot#code=${code}" title="Thread" style="height: 600px"></iframe>`);
  const inside = new Inside(page, "#there");
  await inside.shows("Hello");
  const frame = page.frame({ url: /\/embed\/v1\/acme/ });
  assert.equal(await frame.evaluate(() => location.href), `${world.proxy}/embed/v1/acme?host=hubspot`);
  await inside.type("By code");
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  const again = await world.visit("/again", `<iframe id="there" src="${world.proxy}/embed/v1/acme#code=${code}" title="Thread"></iframe>`);
  await new Inside(again, "#there").root.getByText("used already").waitFor();
  await frame.evaluate(() => location.reload());
  await inside.root.getByText("used already").waitFor();
});

test("a code leads to the next: when its token is refused, the panel goes on without asking anybody", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/status of 401/);
  const code = await world.code(["+919999999999"]);
  const page = await world.visit("/crm", "");
  const tokens = new Set();
  page.on("request", (request) => { if (request.headers().authorization) tokens.add(request.headers().authorization); });
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement("iframe"), { id: "there", src, title: "Thread" });
    frame.style.height = "600px";
    document.body.append(frame);
  }, `${world.proxy}/embed/v1/acme?host=hubspot#code=${code}`);
  const inside = new Inside(page, "#there");
  await inside.shows("Hello");
  await inside.type("Sent over the change");
  const body = JSON.stringify({ type: "about:blank", title: "A valid token is needed.", status: 401, code: "unauthenticated", request_id: "rq_1" });
  await page.route(/\/v1\/threads\/[^/]+\/messages$/, (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body }), { times: 1 });
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  assert.equal(tokens.size, 2, "a second token");
  await world.asha.say("After the change");
  await inside.shows("After the change");
});

test("the probe says what a frame may do here", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/Creating a worker/);
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme/probe" title="Probe" allow="clipboard-write"></iframe>`);
  const text = await eventually("the report", () => page.frameLocator("#there").locator("pre").textContent());
  const report = JSON.parse(text);
  assert.deepEqual([report.tenant, report.wasm, report.connect, report.frame.framed, report.frame.opaque], ["acme", "ok", "ok", true, false]);
  assert.deepEqual(report.frame.ancestors, [world.parent]);
  assert.deepEqual([report.clipboard.write, report.microphone.policy, report.worker], ["ok", "blocked", "blocked"]);
});
