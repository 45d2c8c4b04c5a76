// One person over all five providers: WhatsApp by several business numbers, RCS, Viber and SMS in one thread, answered on each.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

/** Every account of the mixed thread: how its provider's channel is called, and how far a tick can climb there. */
const LINES = [
  { account: "acme-comms", label: /^WhatsApp .*5683/, highest: "read", limit: 4096 },
  { account: "acme-redington", label: /^WhatsApp .*5684/, highest: "read", limit: 4096 },
  { account: "acme-rcs", label: /^RCS /, highest: "read", limit: 3072 },
  { account: "acme-exotel", label: /^WhatsApp .*5685/, highest: "read", limit: 4096 },
  { account: "acme-viber", label: /^Viber /, highest: "read", limit: 3000 },
  { account: "acme-sms", label: /^SMS /, highest: "delivered", limit: 3000 },
];
const ACCOUNTS = LINES.map((line) => line.account);

/** The words of the thread from top to bottom, of those that match. */
const order = async (panel, pattern) => (await panel.articles.allInnerTexts()).map((text) => pattern.exec(text)?.[0]).filter(Boolean);

test("one thread, in order, answered on each channel, each tick as far as its channel goes", async (t) => {
  const world = await start(t, { accounts: ACCOUNTS });
  const panel = await world.open({ height: 2400 });
  const base = Date.now() - 60000;
  const wanted = [];
  for (const [at, { account }] of LINES.entries()) {
    await world.asha.with(account).say({ type: "text", text: { body: `Question ${at} by ${account}` }, at: base + at * 2000 });
    wanted.push(`Question ${at} by ${account}`);
  }
  await eventually("the questions in order", async () => JSON.stringify(await order(panel, /Question \d by [a-z-]+/)) === JSON.stringify(wanted));

  for (const { account, label, highest } of LINES) {
    await panel.from(label);
    const words = `Answer for ${account}`;
    await panel.send(words);
    await panel.reaches(words, "delivered");
    const [received] = await world.asha.with(account).received();
    assert.equal(received.content.body, words, "the phone has it in the chat of this account");
    await world.asha.with(account).read();
    if (highest === "read") await panel.reaches(words, "read");
  }
  await world.control("GET", "/_control/idle?ms=10000");
  for (const { account, label, highest } of LINES) {
    await panel.reaches(`Answer for ${account}`, highest);
    const way = panel.thread.locator(".row", { hasText: `Answer for ${account}` }).locator(".author");
    assert.match((await way.innerText()).split(" · ").at(-1), label, "it says over what it went");
  }
  const all = [...wanted, ...LINES.map(({ account }) => `Answer for ${account}`)];
  assert.deepEqual(await order(panel, /(Question \d by|Answer for) [a-z-]+/), all);
  const state = await world.asha.state();
  assert.equal(state.messages.filter((message) => message.direction === "in").length, LINES.length, "each answer went out once");
});

test("the chooser changes limits, files, templates and the window with the channel", async (t) => {
  const world = await start(t, { accounts: ACCOUNTS });
  const panel = await world.open();
  for (const account of ACCOUNTS.filter((one) => one !== "acme-redington")) await world.asha.with(account).say("Hello");
  await eventually("the greetings", async () => (await panel.articles.count()) === ACCOUNTS.length - 1);
  for (const { account, label, limit } of LINES.filter((line) => line.account !== "acme-redington")) {
    await panel.from(label);
    await panel.message.fill("x".repeat(limit + 1));
    await panel.page.getByText(/1 (character )?too many|too many/).first().waitFor();
    await panel.message.fill("x".repeat(limit - 5));
    await panel.page.getByText(/\b5\b/).first().waitFor();
    await panel.message.fill("");
    const isWhatsApp = label.source.includes("WhatsApp");
    assert.equal(await panel.button("Templates").count(), isWhatsApp ? 1 : 0, `templates: ${account}`);
    assert.equal(await panel.button("Attach").count(), account === "acme-sms" ? 0 : 1, `files: ${account}`);
  }
  // She never wrote to this number: WhatsApp allows a template alone.
  await panel.from(LINES[1].label);
  await eventually("a locked composer", async () => (await panel.message.count()) === 0);
  await panel.from(LINES[5].label);
  await panel.message.waitFor();
});

test("what each channel alone can say becomes its bubble", async (t) => {
  const world = await start(t, { accounts: ACCOUNTS, past: true });
  const panel = await world.open({ height: 1200 });
  await panel.shows("Is there a socket on deck");
  const { json } = await world.ask("POST", "/v1/threads/open", { body: { phones: ["+919999999999"] } });
  assert.deepEqual([...new Set(json.messages.map((message) => message.channel))].sort(), ["rcs", "sms", "viber", "whatsapp"]);
  const times = json.messages.map((message) => Date.parse(message.at));
  assert.deepEqual(times, [...times].sort((a, b) => a - b), "by time, whatever the channel");

  const rcs = world.asha.with("acme-rcs");
  await rcs.say({ type: "location", location: { latitude: 9.9312, longitude: 76.2673 } });
  await panel.thread.getByRole("article", { name: /location/i }).last().waitFor();
  await rcs.sendFile("image", "campfire.jpg", "image/jpeg", { filename: "fire.jpg" });
  await eventually("the picture over RCS", () => panel.articles.last().locator("img").evaluate((img) => img.naturalWidth > 0));
  await rcs.say({ type: "suggestion", suggestion: { plainText: "Both boats", postBack: { data: "boats-2" }, type: "REPLY" } });
  await panel.shows("Both boats");
});
