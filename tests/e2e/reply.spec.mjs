// Walk 2: what an agent writes reaches the phone once, and its tick climbs to blue; what fails says why and what to do.

import assert from "node:assert/strict";
import { test } from "node:test";

import { samplePath, sample } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";
import { STATES, name } from "./panel.mjs";

test("from typing to blue ticks, and out of the outbox once", async (t) => {
  const world = await start(t, { messages: ["Is the room free?"] });
  const panel = await world.open();
  await panel.shows("Is the room free?");
  await panel.send("Yes, it is yours.");
  assert.equal(await panel.message.inputValue(), "", "the composer is ready for the next one");
  await panel.reaches("Yes, it is yours.", "delivered");
  const [received] = await world.asha.received();
  assert.equal(received.content.body, "Yes, it is yours.");
  await world.asha.read();
  await panel.reaches("Yes, it is yours.", "read");
  assert.equal((await panel.events("sending")).length, 1);
  assert.equal((await panel.events("sent")).length, 1);
  assert.equal((await world.accepted()).length, 1);
});

test("an offline phone holds the tick at sent until it is back", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.asha.change({ online: false });
  await panel.send("Are you there?");
  await panel.reaches("Are you there?", "sent");
  assert.equal((await world.asha.received()).length, 0);
  await world.asha.change({ online: true });
  await panel.reaches("Are you there?", "delivered");
});

test("a quoted reply quotes on the phone too", async (t) => {
  const world = await start(t, { messages: ["Which gate?"] });
  const panel = await world.open();
  const question = await panel.shows("Which gate?");
  await question.focus();
  await panel.page.keyboard.press("r");
  await panel.page.keyboard.type("Gate three.");
  await panel.button("Send").click();
  await panel.reaches("Gate three.", "delivered");
  assert.match(await panel.bubble("Gate three.").innerText(), /Which gate\?/);
  const state = await world.asha.state();
  const asked = state.messages.find((message) => message.direction === "out");
  const answer = state.messages.find((message) => message.direction === "in");
  assert.equal(answer.context.id, asked.id);
});

test("a reaction of the agent lands on the customer's message", async (t) => {
  const world = await start(t, { messages: ["We signed!"] });
  const panel = await world.open();
  const bubble = await panel.shows("We signed!");
  await bubble.focus();
  await panel.page.keyboard.press("e");
  const choice = panel.page.getByRole("button", { name: /🎉|👍/u }).or(panel.page.getByRole("menuitem", { name: /🎉|👍/u })).first();
  const emoji = /🎉|👍/u.exec(`${await choice.getAttribute("aria-label") ?? ""}${await choice.innerText()}`)[0];
  await choice.click();
  await eventually("the reaction on the phone", async () => {
    const { messages } = await world.asha.state();
    return messages[0].reactions.some((reaction) => reaction.by === "business" && reaction.emoji === emoji);
  });
  await eventually("the reaction in the panel", async () => (await panel.thread.innerText()).includes(emoji));
});

test("a file goes up once and arrives byte for byte", async (t) => {
  const world = await start(t, { messages: ["Photo please"] });
  const panel = await world.open();
  const chooser = panel.page.waitForEvent("filechooser");
  await panel.button("Attach").click();
  await (await chooser).setFiles(samplePath("campfire.jpg"));
  await panel.message.click();
  await panel.page.keyboard.type("The campfire field");
  await panel.button("Send").click();
  await panel.reaches("The campfire field", "delivered");
  const [photo] = await world.asha.received();
  assert.equal(photo.type, "image");
  assert.equal(photo.content.caption, "The campfire field");
  const bytes = Buffer.from(await (await fetch(new URL(photo.content.url, world.simulator))).arrayBuffer());
  assert.ok(bytes.equals(await sample("campfire.jpg")), "the phone has the very same bytes");
  const drawn = panel.bubble("The campfire field").getByRole("img").first();
  await eventually("the photo in the panel", () => drawn.evaluate((img) => img.naturalWidth > 0));
});

test("a final failure says what happened, and offers no retry where none helps", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.faults({ seed: 1, fail_next: [{ code: 131026 }] });
  await panel.send("Into the void");
  await panel.reaches("Into the void", "failed");
  const words = await panel.thread.innerText();
  assert.match(words, /not delivered[\s\S]*WhatsApp/i, "it says what happened");
  assert.doesNotMatch(words, /\b131026\b/, "never a code alone");
  assert.equal(await panel.button("Retry").count(), 0);
});

test("a passing failure can be retried, and the retry is one message more for nobody", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.faults({ seed: 1, fail_next: [{ code: 131000 }] });
  await panel.send("Second time lucky");
  await panel.reaches("Second time lucky", "failed");
  await panel.button("Retry").click();
  await eventually("the retried message on the phone", async () => (await world.asha.received()).length === 1);
  await eventually("a delivered bubble", async () => {
    const names = await Promise.all((await panel.bubble("Second time lucky").all()).map(name));
    return names.some((one) => STATES.delivered.test(one));
  });
  assert.equal((await world.asha.received()).filter((message) => message.content.body === "Second time lucky").length, 1);
});

test("an answer lost on the way is shown as not known, is not sent again, and is settled by the provider's word", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.faults({ seed: 1, api: { cut_after_accept: 1 }, webhook: { delay_ms: [2500, 2500] } });
  await panel.send("Did it go?");
  await panel.reaches("Did it go?", "unknown");
  await panel.reaches("Did it go?", "delivered");
  assert.equal((await world.accepted()).length, 1, "sent once");
  assert.equal((await world.asha.received()).length, 1, "received once");
});

test("a busy provider is asked again until it takes the message, once", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.faults({ seed: 5, api: { too_many: 1 } });
  await panel.send("Patience");
  await eventually("a refused attempt", async () => (await world.journal()).some((entry) => entry.outcome === "too_many"));
  const busy = panel.thread.getByText("It is tried again by itself.");
  await busy.waitFor();
  await world.faults({});
  await eventually("the message on the phone", async () => (await world.asha.received()).length === 1, 40000);
  await panel.reaches("Patience", "delivered");
  assert.equal(await busy.count(), 0, "why it waited is no news any more");
  assert.equal((await world.accepted()).length, 1);
});

test("statuses out of order and doubled never move a tick back", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await world.asha.change({ auto_read: true, auto_read_ms: 50 });
  await world.faults({ seed: 11, webhook: { double: 1, reorder: 0.9 } });
  for (const text of ["One of three", "Two of three", "Three of three"]) await panel.send(text);
  for (const text of ["One of three", "Two of three", "Three of three"]) await panel.reaches(text, "read");
  await world.control("GET", "/_control/idle?ms=10000");
  for (const text of ["One of three", "Two of three", "Three of three"]) await panel.reaches(text, "read");
  assert.equal(await panel.articles.count(), 4);
});

test("too long a text is stopped in place, with the number, and nothing typed is lost", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  const long = "a".repeat(4097);
  await panel.message.fill(long);
  await panel.page.getByText(/too many|4,?096/).first().waitFor();
  await panel.message.press("Enter");
  assert.equal(await panel.message.inputValue(), long);
  assert.equal((await world.accepted()).length, 0);
  await panel.message.fill("b".repeat(4096));
  await panel.button("Send").click();
  await eventually("the longest text on the phone", async () => (await world.asha.received()).length === 1);
});
