// The widget's own files in a Zoho stand-in that speaks the dialect of the shipped SDK, with everything that Zoho is known to leave out.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { NETWORK } from "./harness.mjs";
import { Hosted, answeredOutage, inside } from "./hosted.mjs";

const DEV = "+919888888888";
const OMAR = "+919777777777";
const WIDGET = "#related iframe";

const visit = async (t, path = "/", settings = {}) => {
  const world = await Hosted.start(t, "zoho", { messages: ["Is the ground floor free?"], settings });
  const page = await world.visit(path);
  return { world, page, panel: inside(page, WIDGET, "iframe"), widget: page.frameLocator(WIDGET) };
};

const record = (page, name) => page.getByRole("button", { name, exact: true });

test("the thread of the record, an answer that arrives and is noted once a day, a message that comes in", async (t) => {
  const { world, page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  await panel.send("Yes, held for you");
  await panel.reaches("Yes, held for you", "delivered");
  await world.asha.say("Thank you");
  await panel.shows("Thank you");
  await panel.send("See you on Thursday");
  await panel.reaches("See you on Thursday", "delivered");
  await page.getByRole("list", { name: "Notes" }).getByText("See you on Thursday").waitFor();
  const [note, ...others] = world.hosting.state.notes;
  assert.equal(others.length, 0, "one note for both answers");
  assert.match(note.Note_Title, /^Sidethread \d{4}-\d\d-\d\d, Meera Pillai$/);
  assert.match(note.Note_Content, /^\d\d:\d\d WhatsApp: Yes, held for you\n\d\d:\d\d WhatsApp: See you on Thursday$/);
  const [{ name, parameters }] = world.hosting.state.functions;
  assert.deepEqual([name, parameters], ["sidethread_token", { module: "Contacts", record_id: "3000000000000001", fields: "Mobile,Phone", origin: world.proxy }]);

  await page.reload();
  await panel.shows("See you on Thursday");
  await panel.send("One more thing");
  await page.getByRole("list", { name: "Notes" }).getByText("One more thing").waitFor();
  assert.equal(world.hosting.state.notes.length, 1, "the note of the day is found again");
});

test("another record is another thread; the phone's field is whatever the module calls it", async (t) => {
  const { world, page, panel, widget } = await visit(t);
  const dev = new Customer(world, DEV);
  const omar = new Customer(world, OMAR);
  for (const [customer, name] of [[dev, "Dev Rao"], [omar, "Omar Haddad"]]) await customer.change({ name, talkative: false });
  await dev.say("This is Dev");
  await omar.say("This is Omar");
  world.forgive(NETWORK);
  await panel.shows("Is the ground floor free?");
  await record(page, "Dev Rao").click();
  await panel.shows("This is Dev");
  assert.equal(await panel.bubble("Is the ground floor free?").count(), 0);
  await panel.send("Hello Dev");
  await panel.reaches("Hello Dev", "delivered");
  assert.equal((await world.asha.received()).length, 0);
  await record(page, "Omar Haddad").click();
  await panel.shows("This is Omar");
  assert.equal(world.hosting.state.functions.at(-1).parameters.fields, "WhatsApp_No");
  await record(page, "Iris Menon").click();
  await widget.getByText("This record has no phone number.").waitFor();
});

test("behind a button the record comes as a list, and the popup gets its size", async (t) => {
  const { world, page } = await visit(t);
  world.forgive(NETWORK);
  await record(page, "Messages").click();
  const popup = inside(page, "#popup iframe", "iframe");
  await popup.shows("Is the ground floor free?");
  assert.deepEqual(await page.locator("#popup iframe").evaluate((node) => [node.style.height, node.style.width]), ["640px", "480px"]);
});

test("several chosen records show none", async (t) => {
  const { widget } = await visit(t, "/?many=1");
  await widget.getByText("Choose one record to see its messages.").waitFor();
});

test("an edited number is read when the agent comes back, since Zoho tells nobody", async (t) => {
  const { page, panel, widget } = await visit(t);
  await panel.shows("Is the ground floor free?");
  await record(page, "Iris Menon").click();
  await widget.getByText("This record has no phone number.").waitFor();
  await page.getByRole("textbox", { name: "Mobile" }).fill("+91 99999 99999");
  await page.getByRole("button", { name: "Save" }).click();
  await widget.locator("body").click();
  await panel.shows("Is the ground floor free?");
});

test("the panel speaks the agent's language, and does not wait for one that is never told", async (t) => {
  const world = await Hosted.start(t, "zoho", { messages: ["Is the ground floor free?"] });
  world.hosting.state.language = "hi_IN";
  const page = await world.visit();
  const panel = inside(page, WIDGET, "iframe");
  await panel.shows("Is the ground floor free?");
  assert.equal(await panel.host.getAttribute("locale"), "hi-IN");
  const other = await world.visit("/?unanswered=CONFIG.getCurrentUser");
  await inside(other, WIDGET, "iframe").shows("Is the ground floor free?");
});

test("without network, and with it again", async (t) => {
  const { world, page, panel } = await visit(t);
  await answeredOutage(world, page, panel);
});

test("a promise that Zoho leaves unanswered is said and can be tried again", async (t) => {
  const { widget } = await visit(t, "/?unanswered=API.getRecord", { patience: 600 });
  await widget.getByText("The record cannot be read").waitFor();
  await widget.getByText("Zoho does not answer").waitFor();
  await widget.getByRole("button", { name: "Try again" }).click();
  await eventually("the second failure", async () => (await widget.getByText("Zoho does not answer").count()) === 1);
});

test("a frame without serviceOrigin, and one that is told of no record, say so", async (t) => {
  const { world, widget } = await visit(t, "/?noservice=1", { patience: 600 });
  await widget.getByText("The address lacks serviceOrigin").waitFor();
  const page = await world.visit("/?mute=1");
  await page.frameLocator(WIDGET).getByText("Zoho did not say which record is open").waitFor();
});

test("a note that is refused is said, and the answer is sent all the same", async (t) => {
  const { world, panel, widget } = await visit(t);
  world.hosting.state.refuseNotes = true;
  await panel.shows("Is the ground floor free?");
  await panel.send("Not to be noted");
  await panel.reaches("Not to be noted", "delivered");
  await widget.getByText("The answer was sent, but not logged: permission denied").waitFor();
});
