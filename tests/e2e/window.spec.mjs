// The closed window: the composer is locked and says so, a template opens the way, and the customer's answer the window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

const HOUR = 3600 * 1000;
const past = (hours, body) => ({ type: "text", text: { body }, at: Date.now() - hours * HOUR });

/** Whether words can be typed and sent: a locked composer is gone, disabled or read-only. */
async function locked(panel) {
  if ((await panel.message.count()) === 0) return true;
  return !(await panel.message.isEnabled()) || !(await panel.message.isEditable());
}

test("a closed window locks the composer, a template goes out, her answer opens it again", async (t) => {
  const world = await start(t, { messages: [past(30, "See you soon")] });
  const panel = await world.open();
  await panel.shows("See you soon");
  await eventually("a locked composer", () => locked(panel));
  await panel.page.getByText(/24 hours|window/i).first().waitFor();

  await panel.openTemplates();
  const picker = panel.picker;
  await picker.waitFor();
  await picker.getByText("monsoon_escape").first().waitFor();
  assert.match(await picker.innerText(), /review|pending/i, "a template in review is shown with its state");
  await picker.getByRole("textbox", { name: /search/i }).fill("proposal");
  await eventually("the search to narrow", async () => (await picker.getByText("trip_documents").count()) === 0);
  await picker.getByText("proposal_follow_up").first().click();

  const fields = picker.getByRole("textbox");
  await eventually("four fields", async () => (await fields.count()) >= 4);
  const values = ["Asha", "PGJ-2291", "24", "6 November"];
  const all = (await fields.all()).slice(-4);
  await all[0].fill(values[0]);
  const { preview } = panel;
  await eventually("the preview to follow", async () => (await preview.innerText()).includes("Hello Asha"));
  const go = picker.getByRole("button", { name: "Send", exact: true });
  await go.click();
  assert.equal((await world.accepted()).length, 0, "nothing is sent with empty places");
  for (const [at, value] of values.entries()) await all[at].fill(value);
  const filled = "Hello Asha, your proposal PGJ-2291 for 24 guests is valid until 6 November.";
  await eventually("the whole preview", async () => (await preview.innerText()).includes(filled));
  await go.click();

  await panel.shows(filled);
  await panel.reaches(filled, "delivered");
  const [received] = await world.asha.received();
  assert.equal(received.type, "template");
  assert.ok(received.content.rendered.body.startsWith(filled), "the phone reads what the preview showed");
  assert.ok(await locked(panel), "a template does not open the window");

  await world.asha.tap(received.id, "Yes, keep them");
  await panel.thread.getByRole("article", { name: /^Asha Nair\b.*Yes, keep them/ }).waitFor();
  await eventually("an open composer", async () => !(await locked(panel)));
  await panel.send("Wonderful, they are yours.");
  await panel.reaches("Wonderful, they are yours.", "delivered");
});

test("the proxy refuses free text outside the window, whoever asks", async (t) => {
  const world = await start(t, { messages: [past(30, "Long ago")] });
  await world.control("GET", "/_control/idle?ms=5000");
  const { thread, channels } = await world.snapshot();
  assert.equal(channels[0].window.state, "closed");
  const answer = await world.ask("POST", `/v1/threads/${thread.id}/messages`, {
    body: { client_id: "cl_e2e_window", channel: "whatsapp", account: "acme-wa", content: { type: "text", body: "Too late" } },
  });
  assert.equal(answer.status, 409, answer.text);
  assert.equal(answer.json.code, "window-closed");
  assert.equal((await world.accepted()).length, 0);
});

test("a window that closes while the agent types keeps what she typed", async (t) => {
  const world = await start(t, { messages: [{ type: "text", text: { body: "Nearly a day ago" }, at: Date.now() - 24 * HOUR + 9000 }] });
  const panel = await world.open();
  await panel.shows("Nearly a day ago");
  await panel.type("A draft that must not be lost");
  await eventually("the window to close", () => locked(panel), 20000);
  await world.asha.say("Hello again");
  await eventually("an open composer", async () => !(await locked(panel)));
  assert.equal(await panel.message.inputValue(), "A draft that must not be lost");
});

test("a contact who never wrote: the thread is empty, and a first template starts it", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  assert.equal(await panel.articles.count(), 0);
  assert.ok(await locked(panel));
  await panel.openTemplates();
  const picker = panel.picker;
  await picker.getByText("welcome", { exact: true }).first().click();
  await picker.getByRole("button", { name: "Send", exact: true }).click();
  await panel.reaches("We have received your enquiry", "delivered");
  assert.equal((await world.asha.received())[0].content.name, "welcome");
});

test("a place in a template is asked for its coordinates, and goes out with them", async (t) => {
  const world = await start(t);
  const panel = await world.open();
  await panel.openTemplates();
  const { picker } = panel;
  await picker.getByText("driver_is_waiting").first().click();
  const words = ["Gate 3", "Kochi airport", "Asha", "Joseph", "white coach", "KL 07"];
  const fields = picker.getByRole("textbox");
  await eventually("the form", async () => (await fields.count()) === words.length);
  for (const [at, field] of (await fields.all()).entries()) await field.fill(words[at]);
  const [latitude, longitude] = [picker.getByRole("spinbutton", { name: "Latitude" }), picker.getByRole("spinbutton", { name: "Longitude" })];
  assert.equal(await latitude.inputValue(), "", "nothing stands where nobody typed");
  const go = picker.getByRole("button", { name: "Send", exact: true });
  await go.click();
  await picker.getByRole("group", { name: "Place" }).getByText("Out of range.").first().waitFor();
  assert.equal((await world.accepted()).length, 0);
  await latitude.fill("10.152");
  await longitude.fill("76.3922");
  await go.click();
  await panel.reaches("your driver Joseph is waiting", "delivered");
  const [received] = await world.asha.received();
  assert.deepEqual([received.content.rendered.header.location.latitude, received.content.rendered.header.location.longitude].map(Number), [10.152, 76.3922]);
});
