// The deployed component in a Salesforce stand-in: Lightning's policy, no WebAssembly, records that change without a reload.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { Hosted, answeredOutage, inside } from "./hosted.mjs";

const DEV = "+919888888888";
const SIDEBAR = "#sidebar iframe";

const visit = async (t, options = {}, path = "/") => {
  const world = await Hosted.start(t, "salesforce", { messages: ["Is the ground floor free?"], ...options });
  const page = await world.visit(path);
  return { world, page, panel: inside(page, SIDEBAR) };
};

const tab = (page, name) => page.getByRole("button", { name, exact: true });
const activity = (page) => page.getByRole("list", { name: "Activity" });

test("the thread of the record, an answer that arrives and is logged once a day, a message that comes in", async (t) => {
  const { world, page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  assert.equal(await page.evaluate(() => { try { return WebAssembly.validate(new Uint8Array()); } catch (problem) { return problem.message; } }), "Lightning Web Security: WebAssembly.validate is blocked");
  await panel.send("Yes, held for you");
  await panel.reaches("Yes, held for you", "delivered");
  await world.asha.say("Thank you");
  await panel.shows("Thank you");
  await panel.send("See you on Thursday");
  await panel.reaches("See you on Thursday", "delivered");
  await activity(page).getByText("See you on Thursday").waitFor();
  const [task, ...others] = world.hosting.state.tasks;
  assert.equal(others.length, 0, "one task for both answers");
  assert.match(task.Subject, /^Sidethread \d{4}-\d\d-\d\d$/);
  assert.match(task.Description, /^\d\d:\d\d WhatsApp: Yes, held for you\n\d\d:\d\d WhatsApp: See you on Thursday$/);
  assert.deepEqual([task.Status, task.WhoId.slice(0, 3)], ["Completed", "003"]);
  const { parameters } = world.hosting.state.apex.find(({ method }) => method === "SidethreadSession.open");
  assert.equal(parameters.origin, world.proxy);

  await page.reload();
  await panel.shows("See you on Thursday");
  await panel.send("One more thing");
  await panel.reaches("One more thing", "delivered");
  await activity(page).getByText("One more thing").waitFor();
  assert.equal(world.hosting.state.tasks.length, 1, "the task of the day is found again");
});

test("another record without a reload: its thread, its token, and an answer that lands nowhere else", async (t) => {
  const { world, page, panel } = await visit(t);
  const dev = new Customer(world, DEV);
  await dev.change({ name: "Dev Rao", talkative: false });
  await dev.say("This is Dev");
  await panel.shows("Is the ground floor free?");
  const frame = await page.locator(SIDEBAR).elementHandle();
  await tab(page, "Dev Rao").click();
  await panel.shows("This is Dev");
  assert.equal(await panel.bubble("Is the ground floor free?").count(), 0);
  assert.equal(await frame.evaluate((node) => node.isConnected), true, "the same frame shows both");
  await panel.send("Hello Dev");
  await panel.reaches("Hello Dev", "delivered");
  assert.deepEqual((await dev.received()).map(({ content }) => content.body), ["Hello Dev"]);
  assert.equal((await world.asha.received()).length, 0);
  await eventually("the task", () => world.hosting.state.tasks.length === 1);
  assert.equal(world.hosting.state.tasks[0].WhoId, world.hosting.state.records[1].id);

  await tab(page, "Iris Menon").click();
  await page.getByText("This record has no phone number.").waitFor();
  await tab(page, "00001042").click();
  await panel.shows("Is the ground floor free?");
  await page.goBack();
  await page.getByText("This record has no phone number.").waitFor();
});

test("an answer that arrives when the next record is shown is logged where it was written", async (t) => {
  const { world, page, panel } = await visit(t);
  const dev = new Customer(world, DEV);
  await dev.change({ name: "Dev Rao", talkative: false });
  await dev.say("This is Dev");
  await panel.shows("Is the ground floor free?");
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\/v1\/threads\/[^/]+\/messages$/, async (route) => {
    await held;
    await route.continue();
  }, { times: 1 });
  await panel.type("Yes, held for you");
  await page.keyboard.press("Enter");
  await tab(page, "Dev Rao").click();
  await panel.shows("This is Dev");
  release();
  await eventually("the task", () => world.hosting.state.tasks.length === 1);
  assert.equal(world.hosting.state.tasks[0].WhoId, world.hosting.state.records[0].id);
  await eventually("it on Asha's phone", async () => (await world.asha.received()).length === 1);
  assert.equal((await dev.received()).length, 0);
});

test("a phone that is typed into the record opens its thread at once", async (t) => {
  const { world, page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  await tab(page, "Iris Menon").click();
  await page.getByText("This record has no phone number.").waitFor();
  await page.getByRole("textbox", { name: "Mobile" }).fill("+91 99999 99999");
  await page.getByRole("button", { name: "Save phone" }).click();
  await panel.shows("Is the ground floor free?");
  await eventually("the numbers from Apex", () => world.hosting.state.apex.length > 1);
});

test("a number that field-level security hides opens nothing", async (t) => {
  const world = await Hosted.start(t, "salesforce", { messages: ["Is the ground floor free?"] });
  world.hosting.state.hidden = ["MobilePhone"];
  const page = await world.visit();
  await page.locator("#sidebar").getByText("This record has no phone number.").waitFor();
  assert.equal(world.hosting.state.apex.length, 0);
});

test("the panel speaks the agent's language", async (t) => {
  const world = await Hosted.start(t, "salesforce", { messages: ["Is the ground floor free?"] });
  world.hosting.state.language = "hi";
  const page = await world.visit();
  const panel = inside(page, SIDEBAR);
  await panel.shows("Is the ground floor free?");
  assert.equal(await panel.host.getAttribute("locale"), "hi");
  assert.equal(await panel.message.count(), 0, "the composer has another name");
});

test("without network, and with it again", async (t) => {
  const { world, page, panel } = await visit(t);
  await answeredOutage(world, page, panel);
});

test("a frame with an origin of its own does the same", async (t) => {
  const { world, page, panel } = await visit(t, { origins: ["null"] }, "/?isolate=1");
  await panel.shows("Is the ground floor free?");
  const sandbox = await page.locator(SIDEBAR).getAttribute("sandbox");
  assert.ok(sandbox.includes("allow-scripts") && !sandbox.includes("allow-same-origin"), sandbox);
  await panel.send("Out of the sandbox");
  await panel.reaches("Out of the sandbox", "delivered");
  assert.equal(world.hosting.state.apex[0].parameters.origin, "null");
});

test("without the trusted URL the panel says what is missing, and is not blank", async (t) => {
  const { world, page } = await visit(t, {}, "/?untrusted=1");
  world.forgive(/frame-src|Framing/);
  await page.getByText("Sidethread did not load").waitFor();
  await page.getByText(`Trusted URLs must list ${world.proxy} with frame-src`).waitFor();
  assert.equal(await page.locator(SIDEBAR).count(), 0);
});

test("in the utility bar the open record is followed", async (t) => {
  const { page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  await page.getByRole("button", { name: "Sidethread" }).click();
  const bar = inside(page, "#utility-panel iframe");
  await bar.shows("Is the ground floor free?");
  await tab(page, "Iris Menon").click();
  await page.locator("#utility-panel").getByText("This record has no phone number.").waitFor();
});

test("the Visualforce page shows the thread of its contact, in the user's language, and answers", async (t) => {
  const world = await Hosted.start(t, "salesforce", { messages: ["Is the ground floor free?"] });
  const [asha, , iris] = world.hosting.state.records;
  const page = await world.visit(`/apex/SidethreadThread?id=${asha.id}`, { width: 480 });
  const panel = inside(page, "#place iframe");
  await panel.shows("Is the ground floor free?");
  assert.equal(await panel.host.getAttribute("locale"), "en-US");
  await panel.send("From Visualforce");
  await panel.reaches("From Visualforce", "delivered");
  const empty = await world.visit(`/apex/SidethreadThread?id=${iris.id}`);
  await empty.getByRole("alert").getByText("This contact has no phone number.").waitFor();
});

test("a proxy that refuses Apex is said in the panel", async (t) => {
  const { world, page, panel } = await visit(t, { settings: { serverKey: "a key that is not the tenant's own, sadly" } });
  world.forgive(/400/);
  await page.frameLocator(SIDEBAR).getByText("Sidethread refused (401, unauthenticated).").waitFor();
  assert.equal(await panel.articles.count(), 0);
});
