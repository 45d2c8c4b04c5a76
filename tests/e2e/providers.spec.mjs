// One person over all five providers: WhatsApp by several business numbers, RCS, Viber and SMS in one thread, answered on each.

import assert from "node:assert/strict";
import { test } from "node:test";

import { samplePath } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";
import { Panel, STATES, literally, name } from "./panel.mjs";

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
    assert.equal(await panel.bubble(`Answer for ${account}`).getAttribute("aria-description"), await way.innerText(), "and a screen reader hears it");
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

test("a file goes out on each channel that takes one, with an upload or by a link that expires", async (t) => {
  const world = await start(t, { accounts: ACCOUNTS });
  const panel = await world.open();
  for (const account of ACCOUNTS) await world.asha.with(account).say(`Photo please, ${account}`);
  await eventually("the questions", async () => (await panel.articles.count()) === ACCOUNTS.length);
  for (const { account, label } of LINES.filter((line) => line.account !== "acme-sms")) {
    await panel.from(label);
    const chooser = panel.page.waitForEvent("filechooser");
    await panel.button("Attach").click();
    await (await chooser).setFiles(samplePath("campfire.jpg"));
    await panel.button("Send").click();
    await eventually(`the photo of ${account} on the phone`, async () => (await world.asha.with(account).received()).length === 1);
    await eventually(`${account} to say delivered`, async () => STATES.delivered.test(await name(panel.articles.last())));
  }
  // A browser says `audio/ogg` of a voice note; providers that fetch it by its link want to hear the codec.
  for (const { account, label } of LINES.filter((line) => ["acme-comms", "acme-exotel"].includes(line.account))) {
    await panel.from(label);
    const chooser = panel.page.waitForEvent("filechooser");
    await panel.button("Attach").click();
    await (await chooser).setFiles(samplePath("voice-meera.ogg"));
    await panel.button("Send").click();
    await eventually(`the voice note of ${account} on the phone`, async () => (await world.asha.with(account).received()).at(-1).type === "audio");
    await eventually(`${account} to say delivered`, async () => STATES.delivered.test(await name(panel.articles.last())));
  }
});

test("what fails says why and what to do, in words of its own channel", async (t) => {
  const world = await start(t, { accounts: ACCOUNTS });
  const panel = await world.open({ height: 1600 });
  for (const account of ACCOUNTS) await world.asha.with(account).say(`Hello, ${account}`);
  await eventually("the greetings", async () => (await panel.articles.count()) === ACCOUNTS.length);
  const failures = {
    "acme-comms": [{ code: 131026 }, /isn't on WhatsApp/, /Use another channel/],
    "acme-redington": [{ code: 131056 }, /too many messages to this person/, /Retry/],
    "acme-rcs": [{ code: 404, details: "The phone number is not reachable by the agent" }, /not reachable by the agent/, /use another channel/],
    "acme-exotel": [{ code: 131047 }, /more than 24 hours/, /Send a template/],
    "acme-viber": [{ code: 6, details: "The receiver is not registered to Viber" }, /not registered to Viber/, /administrator/],
    "acme-sms": [{ code: 1, details: "Unknown subscriber" }, /Unknown subscriber/, /administrator/],
  };
  for (const { account, label } of LINES) {
    const [failing, why, todo] = failures[account];
    await panel.from(label);
    await world.faults({ fail_next: [failing] });
    const words = `It fails for ${account}`;
    await panel.send(words);
    await panel.reaches(words, "failed");
    const said = await panel.bubble(words).innerText();
    assert.match(said, why);
    assert.match(said, todo);
    if (!label.source.includes("WhatsApp")) assert.doesNotMatch(said, /WhatsApp/);
  }
});

test("a quote goes by the number that the quoted message came by, and each bubble offers what its channel can do", async (t) => {
  const world = await start(t, { accounts: ["acme-exotel", "acme-rcs"] });
  const panel = await world.open();
  const asked = await world.asha.with("acme-exotel").say("Which gate?");
  await world.asha.with("acme-rcs").say("And which coach?");
  const [gate, coach] = [await panel.shows("Which gate?"), await panel.shows("And which coach?")];
  assert.equal(await coach.getByRole("button", { name: "Reply" }).count(), 0, "RCS has no quotes");
  assert.equal(await coach.getByRole("button", { name: "React" }).count(), 0, "nor reactions");
  await gate.focus();
  await panel.page.keyboard.press("r");
  await panel.page.keyboard.type("Gate three.");
  await panel.button("Send").click();
  await panel.reaches("Gate three.", "delivered");
  const [answer] = await world.asha.with("acme-exotel").received();
  assert.equal(answer.context.id, asked);
});

test("a template opens the way to somebody who never wrote, by every WhatsApp number", async (t) => {
  const numbers = ["acme-comms", "acme-redington", "acme-exotel", "acme-tyntec"];
  const world = await start(t, { accounts: numbers });
  const panel = await world.open({ height: 1600 });
  const labels = await panel.host.getByRole("combobox").getByRole("option").allTextContents();
  for (const [at, account] of numbers.entries()) {
    await panel.from(new RegExp(`^${literally(labels[at])}$`));
    await panel.openTemplates();
    await panel.picker.getByText("proposal_follow_up").first().click();
    const fields = panel.picker.getByRole("textbox");
    await eventually("four fields", async () => (await fields.count()) >= 4);
    const guests = String(20 + at);
    for (const [place, field] of (await fields.all()).slice(-4).entries()) await field.fill(["Asha", "PGJ-2291", guests, "6 November"][place]);
    await panel.picker.getByRole("button", { name: "Send", exact: true }).click();
    const words = `your proposal PGJ-2291 for ${guests} guests is valid until 6 November`;
    await panel.shows(words);
    await panel.reaches(words, "delivered");
    const [received] = await world.asha.with(account).received();
    assert.ok(received.content.rendered.body.includes(words), "the phone reads what the panel shows");
    await world.asha.with(account).tap(received.id, "Yes, keep them");
    await eventually("her answer", async () => (await panel.thread.getByRole("article", { name: /^Asha Nair\b.*Yes, keep them/ }).count()) === at + 1);
    await panel.message.waitFor();
  }
});

test("the demo page: one phone with a chat for each account, and each sees the other's doing", async (t) => {
  const world = await start(t, { accounts: ["acme-comms", "acme-rcs", "acme-viber", "acme-sms"], past: true });
  const { page } = await world.open({ width: 1440, height: 900, mount: false });
  await page.goto(`${world.simulator}/?theme=light`);
  const panel = new Panel(page);
  await panel.shows("On the coach");
  const chat = page.getByRole("group", { name: "The customer's chat" });
  const her = page.getByRole("textbox", { name: "Message as the customer" });
  const open = (app) => page.getByRole("group", { name: "Conversations on the phone" }).getByRole("button", { name: app }).click();

  await open(/^SMS/);
  await chat.getByText("On the coach").waitFor();
  assert.equal(await chat.getByText("Found this in an old album").count(), 0, "a text message is in its own chat");
  await her.fill("A text from the hills");
  await her.press("Enter");
  await panel.shows("A text from the hills");
  await panel.send("Lunch is at the spice garden");
  await chat.getByText("Lunch is at the spice garden").waitFor();
  await page.getByText("SMS message sent").first().waitFor();
  assert.equal(await chat.getByRole("img", { name: /^(Sent|Delivered|Read)$/ }).count(), 0, "text messages have no ticks");

  await open(/^RCS/);
  await her.pressSequentially("One");
  await panel.host.getByText("Asha Nair is typing").waitFor();
  await her.fill("");
  await page.getByRole("button", { name: "Make something go wrong" }).click();
  assert.deepEqual(await page.getByRole("combobox", { name: "Failure code" }).getByRole("option").allTextContents(), ["404, phone without RCS"]);
  await page.keyboard.press("Escape");
  await chat.getByRole("button", { name: "Yes, one coach" }).click();
  const answer = panel.thread.getByRole("article", { name: /^Asha Nair\b.*Yes, one coach/ });
  await answer.waitFor();
  assert.match(await answer.innerText(), /Shall we pick the team up together\?/, "it names the question");

  await panel.from(/^Viber/);
  await panel.send("There is a socket at the stern");
  await panel.reaches("There is a socket at the stern", "delivered");
  await open(/^Viber/);
  await chat.getByText("There is a socket at the stern").waitFor();
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
  await rcs.typing();
  await panel.host.locator(".typing").waitFor();
  await rcs.say({ type: "location", location: { latitude: 9.9312, longitude: 76.2673 } });
  await panel.thread.getByRole("article", { name: /location/i }).last().waitFor();
  await rcs.sendFile("image", "campfire.jpg", "image/jpeg", { filename: "fire.jpg" });
  await eventually("the picture over RCS", () => panel.articles.last().locator("img").evaluate((img) => img.naturalWidth > 0));
  await rcs.say({ type: "suggestion", suggestion: { plainText: "Both boats", postBack: { data: "boats-2" }, type: "REPLY" } });
  await panel.shows("Both boats");

  await panel.hasNoViolations("a mixed thread");
  for (const [width, dir] of [[300, "ltr"], [320, "rtl"]]) {
    const narrow = await world.open({ width, dir, lang: dir === "rtl" ? "ar" : "en" });
    await narrow.articles.last().waitFor();
    await narrow.hasNoViolations(`a mixed thread, ${width} ${dir}`);
    const [scroll, client] = await narrow.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(scroll <= client, `no sideways scroll at ${width}`);
  }
});
