// Walk 1: whatever a customer's phone sends becomes one bubble, and nothing that is sent can hurt the page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { ASHA, NUMBER, start } from "./harness.mjs";

const DIGITS = ASHA.slice(1);

/** A webhook of Tata Tele's form around one message. */
const webhook = (message, name = "Asha Nair") => JSON.stringify({
  contacts: [{ profile: { name }, wa_id: DIGITS }],
  messages: { from: DIGITS, id: `wamid.${Math.random().toString(36).slice(2)}`, timestamp: String(Math.floor(Date.now() / 1000)), ...message },
  businessPhoneNumber: NUMBER, id: crypto.randomUUID(),
});

test("every kind that the phone can send becomes its bubble, live", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  const { asha } = world;

  const hello = await asha.say("Hello from the phone 👋");
  await panel.shows("Hello from the phone 👋");

  await asha.say({ type: "text", text: { body: "Replying to myself" }, context: { id: hello } });
  const reply = await panel.shows("Replying to myself");
  assert.match(await reply.innerText(), /Hello from the phone/, "the quoted words stand in the reply");

  await asha.sendFile("image", "munnar.jpg", "image/jpeg", { caption: "Tea hills" });
  const photo = (await panel.shows("Tea hills")).getByRole("img").first();
  await eventually("the photo to be drawn", () => photo.evaluate((img) => img.naturalWidth > 0));
  assert.ok(!(await photo.getAttribute("src")).includes("tata-tele"), "the browser never sees the provider's address");

  await asha.sendFile("video", "houseboat.mp4", "video/mp4", { caption: "The boat" });
  await (await panel.shows("The boat")).getByRole("button", { name: "Play" }).click();
  await eventually("a film that plays", () => panel.bubble("The boat").locator("video").evaluate((film) => film.videoWidth > 0));
  await asha.sendFile("audio", "voice-asha.ogg", "audio/ogg; codecs=opus", { voice: true });
  await panel.thread.getByRole("article", { name: /voice/i }).waitFor();
  await asha.sendFile("document", "itinerary.pdf", "application/pdf", { filename: "Rooming list.pdf" });
  await panel.shows("Rooming list.pdf");
  await asha.sendFile("sticker", "chai.webp", "image/webp");
  await panel.thread.getByRole("article", { name: /sticker/i }).waitFor();

  await asha.say({ type: "location", location: { latitude: 9.9312, longitude: 76.2673, name: "Marine Drive", address: "Kochi" } });
  await panel.shows("Marine Drive");
  await asha.say({ type: "contacts", contacts: [{ name: { formatted_name: "Joseph Kurian", first_name: "Joseph" }, phones: [{ phone: "+91 90000 00042" }] }] });
  await panel.shows("Joseph Kurian");
  await asha.say({ type: "interactive", interactive: { type: "button_reply", button_reply: { id: "a", title: "Half work, half fun" } } });
  await panel.shows("Half work, half fun");
  await asha.say({ type: "interactive", interactive: { type: "list_reply", list_reply: { id: "b", title: "10 to 14 December", description: "Thursday to Monday" } } });
  await panel.shows("10 to 14 December");
  await asha.say({ type: "button", button: { payload: "internal-77", text: "Yes, keep them" } });
  await panel.shows("Yes, keep them");
  await asha.say({ type: "order", order: { catalog_id: "c", text: "For Friday", product_items: [{ product_retailer_id: "chai-cart", quantity: "2", item_price: "8500", currency: "INR" }] } });
  await panel.shows("For Friday");
  await asha.say({ type: "unsupported", errors: [{ code: 131051, title: "Message type unknown" }], unsupported: { type: "poll" } });
  await panel.thread.getByRole("article", { name: /poll|unsupported|can.t be shown/i }).waitFor();
  await asha.say({ type: "hologram", hologram: { caption: "Words of a type of tomorrow" } });
  await panel.thread.getByRole("article", { name: /hologram/i }).waitFor();
  await asha.say({ type: "system", system: { type: "user_changed_number", body: "Asha Nair changed her number", wa_id: DIGITS } });
  await panel.thread.getByText(/number/i).last().waitFor();
});

test("reactions, edits and deletions change the bubble that they are about", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  const first = await world.asha.say("At ten o'clock");
  await panel.shows("At ten o'clock");
  await world.asha.say({ type: "reaction", reaction: { message_id: first, emoji: "🎉" } });
  await eventually("the reaction", async () => (await panel.thread.innerText()).includes("🎉"));
  await world.asha.say({ type: "reaction", reaction: { message_id: first } });
  await eventually("the reaction to go", async () => !(await panel.thread.innerText()).includes("🎉"));
  await world.asha.edit(first, "At eleven o'clock");
  const edited = await panel.shows("At eleven o'clock");
  assert.match(await edited.innerText(), /edited/i);
  assert.equal(await panel.bubble("At ten o'clock").count(), 0);
  await world.asha.remove(first);
  await panel.thread.getByRole("article", { name: /deleted/i }).waitFor();
  assert.equal(await panel.articles.count(), 1, "one message, whatever happened to it");
});

test("what she passed on, and the advertisement or product that led her here, stand above her words", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  const says = (body, around) => world.asha.say({ type: "text", text: { body }, ...around });
  await says("Look at this", { context: { forwarded: true } });
  await says("Is it free in June?", { referral: { source_url: "https://fb.me/x", source_type: "ad", source_id: "1", headline: "Kerala, slowly", body: "Four nights" } });
  await says("And this one?", { context: { referred_product: { catalog_id: "c", product_retailer_id: "EX-BLANKET" } } });
  await says("Nothing around it");
  for (const [body, above] of [["Look at this", /^Forwarded/], ["Is it free in June?", /^From an ad ·\s*Kerala, slowly/], ["And this one?", /^Products ·\s*EX-BLANKET/], ["Nothing around it", /^Nothing around it/]]) {
    assert.match(await (await panel.shows(body)).innerText(), above);
  }
  await panel.hasNoViolations("what stands around messages");
});

test("the same webhook twice, or out of order, is one bubble in the right place", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  await world.faults({ seed: 3, webhook: { double: 1, reorder: 0.9, delay_ms: [0, 60] } });
  const lines = Array.from({ length: 12 }, (_, at) => `Line number ${String(at).padStart(2, "0")}`);
  const base = Date.now() - 60000;
  for (const [at, line] of lines.entries()) await world.asha.say({ type: "text", text: { body: line }, at: base + at * 1000 });
  await eventually("all lines", async () => (await panel.articles.count()) >= lines.length);
  await world.control("GET", "/_control/idle?ms=10000");
  await eventually("twelve bubbles in order", async () => {
    const shown = (await panel.articles.allInnerTexts()).map((text) => /Line number \d\d/.exec(text)?.[0]);
    return JSON.stringify(shown) === JSON.stringify(lines);
  });
});

test("hostile input is words in a bubble and nothing else", async (t) => {
  const world = await start(t);
  // So tall that no row is far from the screen, where the list would not draw it.
  const panel = await world.open({ height: 5000 });
  const evil = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>";
  await world.asha.change({ name: evil });
  await world.asha.say(`${evil} in the words`);
  await panel.shows("in the words");
  await world.asha.say("\u202Egnp.exe\u202C reversed");
  const reversed = await panel.shows("reversed");
  await world.asha.say(`z${"\u0301\u0302\u0334\u0316".repeat(150)} stacked`);
  const stacked = await panel.shows("stacked");
  const above = await reversed.screenshot();
  await stacked.evaluate((row) => { row.style.opacity = "0"; });
  assert.ok(above.equals(await reversed.screenshot()), "marks stacked on a letter are drawn over no other message");
  await world.asha.say("\u200B\u200B\u200B");
  await eventually("the empty-looking message to be there", async () => (await panel.articles.count()) === 4);
  await world.asha.say(`${"👩‍👩‍👧‍👦".repeat(160)} family`);
  await panel.shows("family");
  await world.asha.say(`${"W".repeat(3000)} wide`);
  await panel.shows("wide");

  assert.equal(await panel.page.evaluate(() => window.pwned), undefined, "no script of a customer runs");
  const time = await reversed.getByText(/\d\d?:\d\d/).first().boundingBox();
  assert.ok(time, "the time in the bubble is not carried away by the override");
  const [scroll, client] = await panel.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(scroll <= client, "no horizontal scroll");

  const deep = await world.hook(webhook({ type: "deep", deep: JSON.parse("[".repeat(90) + "]".repeat(90)) }));
  assert.equal(deep.status, 200);
  await panel.thread.getByRole("article", { name: /deep/i }).waitFor();
  const wrong = await world.hook(webhook({ type: "text", text: 42 }));
  assert.equal(wrong.status, 200);
  await eventually("the wrongly typed text as a labelled bubble", async () => (await panel.articles.count()) === 8);

  const before = await panel.articles.count();
  for (const bytes of ["", "{", "null", "[]", "\u0000", `{"messages":${"[".repeat(100000)}`, `{"statuses":"all"}`, webhook({ type: "text", text: { body: "cut" } }).slice(0, -9)]) {
    const answer = await world.hook(bytes);
    assert.ok(answer.status === 200 || answer.status === 400, `${JSON.stringify(bytes.slice(0, 20))}: ${answer.status}`);
    assert.ok(answer.status !== 400 || bytes === "", "whatever came is kept, not refused");
  }
  const big = await world.hook(webhook({ type: "text", text: { body: "x".repeat(10 * 1024 * 1024) } }));
  assert.ok([200, 413].includes(big.status), `10 MB: ${big.status}`);
  await world.asha.say("Still here");
  await panel.shows("Still here");
  assert.ok((await panel.articles.count()) >= before + 1);
});

test("older pages come on scrolling up, without a jump, and never more than 200 rows", async (t) => {
  const world = await start(t);
  const base = Date.now() - 20 * 3600 * 1000;
  for (let at = 0; at < 320; at += 1) await world.asha.say({ type: "text", text: { body: `Message ${String(at).padStart(3, "0")}` }, at: base + at * 1000 });
  await world.control("GET", "/_control/idle?ms=20000");
  const panel = await world.open();
  await panel.shows("Message 319");
  await panel.bubble("Message 319").hover();
  const seen = new Set();
  await eventually("the first message", async () => {
    const top = panel.articles.first();
    const text = /Message \d{3}/.exec(await top.innerText())[0];
    seen.add(text);
    await panel.page.mouse.wheel(0, -700);
    assert.ok((await panel.articles.count()) <= 200, "at most 200 rows");
    return (await panel.bubble("Message 000").count()) === 1;
  }, 45000);
  assert.equal(await panel.bubble("Message 000").count(), 1);
  assert.ok(seen.size > 3, "pages came one after the other");
});

test("what is not ours is refused: secret, signature, size", async (t) => {
  const world = await start(t);
  const bytes = webhook({ type: "text", text: { body: "forged" } });
  assert.equal((await world.hook(bytes, { secret: "not-the-secret-at-all" })).status, 401);
  assert.equal((await world.hook(bytes, { signature: `sha256=${"0".repeat(64)}` })).status, 401);
  const { messages } = await world.snapshot();
  assert.equal(messages.length, 0, "nothing forged is kept");
});
