// What is promised to hosts: attributes, methods, events, accessible names, and that nothing stays behind.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";
import { name } from "./panel.mjs";

const BOB = "+918888888888";

test("accessible names: log, articles that say who, what, when and state, Message, Send, Templates, Attach, Search", async (t) => {
  const world = await start(t, { messages: ["What does it cost?"] });
  const panel = await world.open();
  await panel.shows("What does it cost?");
  await panel.send("Fourteen lakh eighty thousand");
  await panel.reaches("Fourteen lakh eighty thousand", "delivered");
  for (const label of ["Send", "Templates", "Attach", "Search"]) assert.equal(await panel.button(label).count(), 1, label);
  assert.equal(await panel.message.count(), 1);
  const theirs = await name(panel.bubble("What does it cost?"));
  assert.match(theirs, /Asha Nair/, "who");
  assert.match(theirs, /What does it cost\?/, "what");
  assert.match(theirs, /\d{1,2}[:.]\d{2}/, "when");
  const ours = await name(panel.bubble("Fourteen lakh eighty thousand"));
  assert.match(ours, /Meera Pillai|You/, "who");
  assert.match(ours, /delivered/i, "state");
});

test("events bubble and are composed; sending can be vetoed and the draft stays", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  await panel.page.evaluate(() => { window.veto = true; });
  await panel.type("Not to be sent");
  await panel.button("Send").click();
  await eventually("the sending event", async () => (await panel.events("sending")).length === 1);
  assert.equal(await panel.message.inputValue(), "Not to be sent");
  assert.equal((await world.accepted()).length, 0);
  await panel.page.evaluate(() => { window.veto = false; });
  await panel.button("Send").click();
  await panel.reaches("Not to be sent", "delivered");
  const [sent] = await panel.events("sent");
  assert.ok(JSON.stringify(sent.detail).includes("Not to be sent"), "a CRM can log what was sent");
  for (const event of await panel.events()) assert.ok(event.bubbles && event.composed, event.name);
  assert.deepEqual((await panel.events("sending")).map((event) => event.cancelable), [true, true]);
});

test("unread says since when the customer waits, until she is answered", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  await world.asha.say("One");
  await world.asha.say("Two");
  const latest = async () => (await panel.events("unread")).at(-1)?.detail;
  const waits = await eventually("a waiting customer", async () => ((await latest())?.waitingSince ? latest() : null));
  assert.ok(Math.abs(Date.now() - Date.parse(waits.waitingSince)) < 60000);
  assert.ok(Number.isInteger(waits.count) && waits.count >= 0 && waits.count <= 2);
  await panel.shows("Two");
  await panel.send("Here I am");
  await eventually("nobody waiting", async () => (await latest()).waitingSince === null && (await latest()).count === 0);
});

test("open() and the phone attribute change the contact; a draft stays with its thread", async (t) => {
  const world = await start(t, { messages: ["I am Asha"] });
  const bob = new Customer(world, BOB);
  await bob.change({ name: "Bob Mathew", talkative: false });
  await bob.say("I am Bob");
  const panel = await world.open();
  await panel.shows("I am Asha");
  await panel.type("A draft for Asha");
  await panel.page.evaluate((phone) => document.querySelector("side-thread").setAttribute("phone", phone), BOB);
  await panel.shows("I am Bob");
  assert.equal(await panel.bubble("I am Asha").count(), 0);
  assert.equal(await panel.message.inputValue(), "");
  await panel.send("For Bob alone");
  await eventually("the message on Bob's phone", async () => (await bob.received()).length === 1);
  assert.equal((await world.asha.received()).length, 0);
  await panel.page.evaluate(() => { const thread = document.querySelector("side-thread"); thread.setAttribute("phone", "+919999999999"); return thread.open({ phone: "+919999999999", name: "Asha Nair" }); });
  await panel.shows("I am Asha");
  assert.equal(await panel.message.inputValue(), "A draft for Asha");
});

test("focusComposer() focuses, theme and locale change in place", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  await panel.page.evaluate(() => document.querySelector("side-thread").focusComposer());
  assert.equal((await panel.focused()).tag, "textarea");
  const ground = () => panel.thread.evaluate((node) => {
    for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/rgba\(0, 0, 0, 0\)|transparent/.test(color)) return color;
    }
    return null;
  });
  const light = await ground();
  await panel.page.evaluate(() => document.querySelector("side-thread").setAttribute("theme", "dark"));
  await eventually("another ground", async () => (await ground()) !== light);
  await panel.page.evaluate(() => document.querySelector("side-thread").setAttribute("locale", "hi"));
  await eventually("the names to change with the locale", async () => (await panel.button("Send").count()) === 0);
  assert.equal(await panel.thread.count(), 1);
});

test("two elements share one module, and live side by side", async (t) => {
  const world = await start(t, { messages: ["Hello to both"] });
  const panel = await world.open();
  const wasm = [];
  panel.page.on("request", (request) => { if (request.url().includes(".wasm")) wasm.push(request.url()); });
  await panel.page.evaluate(() => {
    const twin = document.querySelector("side-thread").cloneNode();
    twin.tokenProvider = window.tokenProvider;
    document.body.append(twin);
  });
  await eventually("two threads", async () => (await panel.page.getByRole("log").count()) === 2);
  await eventually("the message in both", async () => (await panel.page.getByRole("article").filter({ hasText: "Hello to both" }).count()) === 2);
  assert.deepEqual(wasm, [], "the module was not fetched again");
});

test("the page's styles stay out and the element's stay in", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  const inside = await panel.bubble("Hello").evaluate((node) => [...node.querySelectorAll("p, span, div")].some((one) => getComputedStyle(one).letterSpacing === "3px" || getComputedStyle(one).color === "rgb(1, 2, 3)"));
  assert.equal(inside, false);
  const words = await panel.thread.getByText("Hello").first().evaluate((node) => {
    const { fontSize, lineHeight, color } = getComputedStyle(node);
    return { fontSize, lineHeight, color };
  });
  assert.deepEqual(words, { fontSize: "14px", lineHeight: "20px", color: "rgb(20, 24, 31)" }, "names that the page gives its own properties are not ours");
  const outside = await panel.page.evaluate(() => ({ styles: document.adoptedStyleSheets.length, tags: document.querySelectorAll("head style, head link[rel=stylesheet]").length, margin: getComputedStyle(document.body).margin }));
  assert.deepEqual(outside, { styles: 0, tags: 1, margin: "0px" });
});

test("moving the element keeps its stream; removing it leaves no trace", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(/ERR_ABORTED/);
  const panel = await world.open({ mount: false });
  const { page } = panel;
  const streams = new Set();
  let opened = 0;
  page.on("request", (request) => { if (/\/events(\?|$)/.test(request.url())) { streams.add(request); opened += 1; } });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => streams.delete(request));
  await page.evaluate(() => customElements.whenDefined("side-thread"));
  const trace = () => page.evaluate(() => ({ globals: Object.keys(window).length, head: document.head.children.length, body: document.body.children.length, sheets: document.adoptedStyleSheets.length }));
  const before = await trace();
  await page.evaluate(([endpoint]) => {
    const thread = document.createElement("side-thread");
    thread.tokenProvider = window.tokenProvider;
    for (const [key, value] of Object.entries({ endpoint, tenant: "acme", phone: "+919999999999", name: "Asha Nair" })) thread.setAttribute(key, value);
    document.body.insertBefore(thread, document.body.lastElementChild);
  }, [world.proxy]);
  await panel.ready();
  await panel.shows("Hello");
  await eventually("a stream", () => streams.size === 1);
  await panel.type("Typed before the move");

  await page.evaluate(() => { const box = document.createElement("section"); document.body.append(box); box.append(document.querySelector("side-thread")); });
  await world.asha.say("After the move");
  await panel.shows("After the move");
  assert.equal(opened, 1, "the stream was not opened again");
  assert.equal(await panel.message.inputValue(), "Typed before the move");

  await page.evaluate(() => { document.querySelector("section").remove(); });
  await eventually("the stream to end", () => streams.size === 0);
  assert.deepEqual(await trace(), before);
  const count = (await panel.events()).length;
  await world.asha.say("Nobody listens");
  await world.control("GET", "/_control/idle?ms=5000");
  assert.equal((await panel.events()).length, count, "no event comes out of what is gone");
});

test("destroy() ends it like a removal", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(/ERR_ABORTED/);
  const panel = await world.open();
  const ended = panel.page.waitForEvent("requestfailed", (request) => /\/events(\?|$)/.test(request.url()));
  await panel.page.evaluate(() => document.querySelector("side-thread").destroy());
  await ended;
  assert.equal(await panel.thread.count(), 0);
});

test("plain.html, the five lines, shows the thread", async (t) => {
  const world = await start(t, { messages: ["From five lines"] });
  const panel = await world.open({ mount: false });
  await panel.page.goto(`${world.simulator}/plain.html`);
  await panel.shows("From five lines");
});
