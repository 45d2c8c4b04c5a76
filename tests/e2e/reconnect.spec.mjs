// The proxy dies by kill -9 and comes back on the same database: the panel says so, and nothing is lost or doubled.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { NETWORK, start } from "./harness.mjs";
import { STATES } from "./panel.mjs";

test("killed and restarted: said in the panel, nothing lost, nothing doubled, the draft kept", async (t) => {
  const world = await start(t, { messages: ["Before the crash"] });
  world.forgive(NETWORK);
  const panel = await world.open();
  await panel.shows("Before the crash");
  await panel.send("Sent before the crash");
  await panel.reaches("Sent before the crash", "delivered");
  await panel.type("A draft");

  await world.killProxy();
  await panel.noConnection.first().waitFor();
  for (const text of ["While you were gone, one", "While you were gone, two", "While you were gone, three"]) await world.asha.say(text);
  assert.equal(await panel.message.inputValue(), "A draft");
  await panel.message.press("Enter");
  await panel.shows("A draft");
  await panel.type("Another draft");

  await world.startProxy();
  for (const text of ["While you were gone, one", "While you were gone, two", "While you were gone, three"]) await panel.shows(text);
  await panel.reaches("A draft", "delivered");
  assert.equal(await panel.message.inputValue(), "Another draft");
  await eventually("the connection words to go", async () => (await panel.noConnection.count()) === 0);
  await world.control("GET", "/_control/idle?ms=10000");
  assert.equal(await panel.articles.count(), 6);
  const bodies = (await world.asha.received()).map((message) => message.content.body);
  assert.deepEqual(bodies, ["Sent before the crash", "A draft"]);
  assert.equal((await world.accepted()).length, 2);
  const { messages } = await world.snapshot();
  assert.equal(new Set(messages.map((message) => message.id)).size, messages.length);
});

test("killed again and again under traffic: every message once, in the log without a hole", async (t) => {
  const world = await start(t, { messages: ["Start"] });
  world.forgive(NETWORK);
  const panel = await world.open();
  await panel.shows("Start");
  let said = 0;
  for (let round = 0; round < 4; round += 1) {
    const talk = (async () => { for (let at = 0; at < 10; at += 1) await world.asha.say(`Traffic ${String(said++).padStart(2, "0")}`); })();
    await panel.type(`Reply of round ${round}`);
    await panel.page.keyboard.press("Enter");
    await world.killProxy();
    await talk;
    await world.startProxy();
  }
  // A send that a crash cut off may have left or not: it is said to be unknown and never sent again, until the provider
  // speaks of it. All others arrive.
  const replies = async () => (await world.snapshot()).messages.filter((message) => message.direction === "outbound");
  await eventually("every reply to arrive or to be said unknown", async () => {
    const all = await replies();
    return all.length === 4 && all.every(({ status }) => ["delivered", "unknown"].includes(status.state));
  }, 60000);
  await panel.send("After the last crash");
  await panel.reaches("After the last crash", "delivered");
  await world.control("GET", "/_control/idle?ms=20000");
  const arrived = (await world.asha.received()).map((message) => message.content.body);
  const outcomes = (await replies()).map(({ content: { body }, status }) => [body, status.state]);
  for (const [body, state] of outcomes) assert.equal(state, arrived.includes(body) ? "delivered" : "unknown", body);
  const wanted = ["Start", ...Array.from({ length: said }, (_, at) => `Traffic ${String(at).padStart(2, "0")}`), ...[0, 1, 2, 3].map((round) => `Reply of round ${round}`), "After the last crash"];
  const { messages } = await world.snapshot();
  assert.deepEqual(messages.map((message) => message.content.body).sort(), wanted.sort());
  assert.equal(new Set(arrived).size, arrived.length, `no reply came twice: ${arrived}`);
  // The list draws what is near; walking up it must meet the same messages in the same order.
  const met = new Map();
  await panel.articles.last().hover();
  await eventually("the first message", async () => {
    for (const label of await panel.articles.evaluateAll((all) => all.map((article) => article.ariaLabel))) met.set(wanted.find((one) => label.includes(one)), label);
    await panel.page.mouse.wheel(0, -300);
    return met.has("Start");
  });
  assert.deepEqual([...met.keys()].sort(), wanted);
  for (const [body, state] of outcomes) assert.match(met.get(body).replace(body, ""), STATES[state], body);
});

test("a page that lost the network catches up when it is back", async (t) => {
  const world = await start(t, { messages: ["Online"] });
  world.forgive(/ERR_INTERNET_DISCONNECTED/, NETWORK);
  const panel = await world.open();
  await panel.shows("Online");
  await panel.page.context().setOffline(true);
  await panel.noConnection.first().waitFor();
  await world.asha.say("Sent to a panel without network");
  await panel.type("Typed without network");
  await panel.page.keyboard.press("Enter");
  await panel.shows("Typed without network");
  assert.equal((await world.accepted()).length, 0);
  await panel.page.context().setOffline(false);
  await panel.shows("Sent to a panel without network");
  await panel.reaches("Typed without network", "delivered");
  assert.equal((await world.accepted()).length, 1);
});
