// The script tag: its queue, its pins, several elements, pages that come and go, and pages that forbid what it needs.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { eventually } from "./eventually.mjs";
import { Framed } from "./parent.mjs";

const DIST = process.env.SIDETHREAD_DIST ?? fileURLToPath(new URL("../../dist/web", import.meta.url));
const STUB = `<script>window.sidethread=window.sidethread||function(){(sidethread.q=sidethread.q||[]).push(arguments)}</script>`;
const BOX = `<style>side-thread { display: block; height: 600px }</style>`;
const none = () => "";

/** In every page: a token function, and a memory for events. */
function crm(names) {
  window.before = Object.keys(window);
  window.seen = [];
  window.provider = async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: ["+919999999999"] }) })).json()).token;
  for (const name of names) document.addEventListener(`side-thread-${name}`, (event) => window.seen.push({ name, detail: event.detail }));
}

const visit = (world, html, options = {}) => world.visit("/page", `${BOX}${html}`, { prelude: none, init: crm, ...options });
const tag = (world, path = "/v1/sidethread.js", more = "") => `<script async src="${world.proxy}${path}"${more}></script>`;
const element = (world) => `<side-thread endpoint="${world.proxy}" tenant="acme" phone="+919999999999" name="Asha Nair" locale="en"></side-thread>`;
const mounting = (world) => ` data-endpoint="${world.proxy}" data-tenant="acme" data-phone="+919999999999" data-locale="en" data-token-provider="provider"`;
const shows = (root, text, count = 1) => eventually(`${count} × ${text}`, async () => (await root.getByRole("article").filter({ hasText: text }).count()) === count);
const version = async () => (await readdir(DIST)).find((name) => /^\d/.test(name));
const policy = (world, more = "") => ({ "content-security-policy": `default-src 'none'; script-src ${world.proxy}; style-src 'unsafe-inline'; img-src data:; connect-src 'self'${more}` });

test("calls wait in the queue, and nothing but `sidethread` is left on the window", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await visit(world, `<div id="panel"></div>${STUB}<script>
    sidethread("mount", { target: "#panel", endpoint: "${world.proxy}", tenant: "acme", phone: "+919999999999", name: "Asha Nair", locale: "en" });
    sidethread("tokens", provider);
  </script>${tag(world)}`);
  await shows(page, "Hello");
  assert.equal(await page.locator("#panel > side-thread").count(), 1);
  const litter = await page.evaluate(() => Object.keys(window).filter((name) => ![...window.before, "before", "seen", "provider"].includes(name)));
  assert.deepEqual(litter, ["sidethread"]);
  await page.evaluate(() => window.sidethread("destroy"));
  assert.equal(await page.locator("side-thread").count(), 0);
});

test("a version is pinned by SRI, with all that it loads", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const pin = await version();
  const integrity = (await readFile(join(DIST, pin, "integrity.txt"), "utf8")).trim();
  const page = await visit(world, tag(world, `/${pin}/sidethread.js`, ` integrity="${integrity}" crossorigin${mounting(world)}`));
  await shows(page, "Hello");
  assert.equal(await page.evaluate(() => window.sidethread.version), pin);
  const again = await fetch(`${world.proxy}/${pin}/sidethread.js`);
  assert.match(again.headers.get("cache-control"), /immutable/);
});

test("a binary or a chunk that is not the pinned script's own is refused", async (t) => {
  const pin = await version();
  const integrity = (await readFile(join(DIST, pin, "integrity.txt"), "utf8")).trim();
  for (const [what, code] of [[/\.wasm$/, "wasm-unreachable"], [/^start\..*\.js$/, "script-unreachable"]]) {
    const forged = await mkdtemp(join(tmpdir(), "sidethread-forged-"));
    t.after(() => rm(forged, { recursive: true, force: true }));
    await cp(DIST, forged, { recursive: true });
    for (const name of await readdir(join(forged, "v1"))) {
      const file = join(forged, "v1", name);
      if (what.test(name)) await writeFile(file, Buffer.concat([await readFile(file), what.test("a.wasm") ? Buffer.from([0, 1, 0]) : Buffer.from("window.evil = 1")]));
      else if (what.test(name.replace(/\.(br|gz)$/, ""))) await rm(file);
    }
    const world = await Framed.start(t, { messages: ["Hello"], web: forged });
    world.forgive(/integrity|Failed to fetch|sidethread: /);
    const page = await visit(world, element(world) + tag(world, `/${pin}/sidethread.js`, ` integrity="${integrity}" crossorigin`));
    await page.getByRole("alert").getByText(code === "script-unreachable" ? `allows ${world.proxy}` : "could not be loaded").waitFor();
    assert.deepEqual(await page.evaluate(() => [window.evil, ...window.seen.filter(({ name }) => name === "error").map(({ detail }) => detail.code)]), [undefined, code]);
  }
});

test("two versions on one page: the first serves both, and every tag gets its element", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await visit(world, tag(world, "/sidethread.js", mounting(world)) + tag(world, `/${await version()}/sidethread.js`, mounting(world)));
  await shows(page, "Hello", 2);
  assert.equal(await page.locator("side-thread").count(), 2);
});

test("mounted and taken away as fast as an SPA can, moved about, and alive at the end", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/ERR_ABORTED/);
  const page = await visit(world, `<main></main>${tag(world)}`);
  const streams = new Set();
  page.on("request", (request) => { if (/\/events(\?|$)/.test(request.url())) streams.add(request); });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => streams.delete(request));
  await page.evaluate(async (html) => {
    const main = document.querySelector("main");
    const turn = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    for (let round = 0; round < 60; round += 1) {
      main.innerHTML = html;
      const thread = main.firstElementChild;
      thread.tokenProvider = window.provider;
      if (round % 3 === 0) thread.remove();
      if (round % 3 === 1) { await turn(); main.append(document.createElement("div")); main.lastElementChild.append(thread); }
      if (round % 5 === 0) { await turn(); thread.destroy?.(); history.pushState(null, "", `/page?route=${round}`); }
      if (round % 7 === 0) await new Promise((resolve) => { setTimeout(resolve, 30); });
    }
    main.innerHTML = html;
    main.firstElementChild.tokenProvider = window.provider;
  }, element(world));
  await shows(page, "Hello");
  await eventually("one stream", () => streams.size === 1);
  await world.asha.say("Still here");
  await shows(page, "Still here");
});

test("an element whose number is taken away shows nobody's thread, and the next number's again", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/ERR_ABORTED/);
  const page = await visit(world, tag(world, "/v1/sidethread.js", mounting(world)));
  const ended = page.waitForEvent("requestfailed", (request) => /\/events(\?|$)/.test(request.url()));
  await shows(page, "Hello");
  await page.evaluate(() => document.querySelector("side-thread").removeAttribute("phone"));
  await ended;
  await shows(page, "Hello", 0);
  await page.evaluate(() => document.querySelector("side-thread").setAttribute("phone", "+919999999999"));
  await shows(page, "Hello");
});

test("a policy without WASM: the embed page stands in, with events, answers and the next contact", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/wasm-eval|WebAssembly|unsafe-eval/i, /Creating a worker|violates the (following|document's) Content Security Policy/);
  const page = await visit(world, tag(world, "/v1/sidethread.js", mounting(world)), { headers: policy(world, `; frame-src ${world.proxy}`) });
  const binaries = [];
  page.on("request", (request) => { if (request.url().endsWith(".wasm") && request.frame() === page.mainFrame()) binaries.push(request.url()); });
  const inside = page.frameLocator("side-thread iframe");
  await shows(inside, "Hello");
  await inside.getByRole("textbox", { name: "Message", exact: true }).click();
  await page.keyboard.type("Through the frame");
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
  const names = await page.evaluate(() => window.seen.map(({ name }) => name));
  for (const name of ["ready", "contact", "sending", "sent"]) assert.ok(names.includes(name), `${name} of ${names}`);
  assert.ok(!names.includes("error"));
  await page.evaluate(() => document.querySelector("side-thread").setAttribute("theme", "dark"));
  await eventually("the theme inside", async () => (await inside.locator("side-thread").getAttribute("theme")) === "dark");
  await page.evaluate(() => document.querySelector("side-thread").focusComposer());
  const report = await page.evaluate(() => window.sidethread.probe());
  assert.deepEqual([report.road, report.wasm, report.csp.includes("script-src wasm-eval")], ["frame", "wasm-blocked", true]);
  await page.evaluate(() => document.querySelector("side-thread").remove());
  await eventually("no frame", async () => page.frames().length === 1);
});

test("a policy without WASM and without frames: the exact directives, to be copied", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/wasm-eval|WebAssembly|unsafe-eval|Content Security Policy/i);
  const page = await visit(world, tag(world, "/v1/sidethread.js", mounting(world)), { headers: policy(world) });
  const words = page.getByRole("alert");
  await words.getByText("Ask your administrator").waitFor();
  const exact = (await words.locator("pre").textContent()).split("\n");
  assert.deepEqual(exact, [`script-src ${world.proxy} 'wasm-unsafe-eval';`, `frame-src ${world.proxy};`]);
  const [error] = await page.evaluate(() => window.seen.filter(({ name }) => name === "error"));
  assert.equal(error.detail.code, "wasm-blocked");
  for (const line of exact) assert.ok(error.detail.hint.includes(line), error.detail.hint);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy for the administrator" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  for (const line of [...exact, world.parent, "wasm-blocked"]) assert.ok(copied.includes(line), `${line} in ${copied}`);
});

test("the policy of the docs is enough, down to pictures and voices", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  await world.asha.sendFile("image", "munnar.jpg", "image/jpeg", { caption: "The hills" });
  await world.asha.sendFile("audio", "voice-asha.ogg", "audio/ogg; codecs=opus", { voice: true });
  const lines = (await readFile(new URL("../../docs/embedding/script.md", import.meta.url), "utf8")).split("## Content-Security-Policy")[1].split("```")[1];
  const headers = { "content-security-policy": `default-src 'none'; ${lines.replaceAll("https://threads.example", world.proxy).replace("connect-src", "connect-src 'self'").replaceAll("\n", " ")}` };
  const page = await world.visit("/page", `${tag(world, "/v1/sidethread.js", mounting(world))}`, { prelude: none, init: crm, headers });
  await page.evaluate(() => { document.querySelector("side-thread").style.cssText = "display: block; height: 600px"; });
  await shows(page, "The hills");
  await eventually("the picture", () => page.locator("side-thread").getByRole("article").filter({ hasText: "The hills" }).locator("img").evaluate((image) => image.naturalWidth > 0));
  await page.getByRole("button", { name: "Play" }).click();
  await eventually("the voice", () => page.locator("side-thread audio").evaluate((audio) => audio.duration > 0));
  await page.getByRole("textbox", { name: "Message", exact: true }).click();
  await page.keyboard.type("All is allowed that is needed");
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);
});

test("probe() says what the page allows and which road was taken", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const page = await visit(world, tag(world, "/v1/sidethread.js", mounting(world)));
  await shows(page, "Hello");
  const report = await page.evaluate(() => window.sidethread.probe());
  assert.deepEqual([report.road, report.elements, report.wasm, report.worker, report.connect, report.storage.local, report.frame.framed], ["wasm", 1, "ok", "ok", "ok", "ok", false]);
  assert.deepEqual([report.sidethread, report.endpoint, report.csp], [await version(), world.proxy, []]);
});
