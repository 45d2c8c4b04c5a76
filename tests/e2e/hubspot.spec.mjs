// The card in a HubSpot stand-in: its small thread in a worker, every request signed, and the whole thread in the modal by a code.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { NETWORK } from "./harness.mjs";
import { Hosted, inside } from "./hosted.mjs";

const DEV = "+919888888888";
const MODAL = "#modal iframe";

const visit = async (t, options = {}) => {
  const world = await Hosted.start(t, "hubspot", { messages: ["Is the ground floor free?"], ...options });
  const page = await world.visit();
  return { world, page, card: page.locator("#card"), panel: inside(page, MODAL) };
};

const button = (page, name) => page.getByRole("button", { name, exact: true });
const activities = (world) => world.hosting.state.activities;
const figures = async (world) => (await fetch(`${world.proxy}/metrics`)).text();
const fetches = (world, path) => world.hosting.state.fetches.filter((one) => one.path === path);

async function openAll(page) {
  await button(page, "Open the whole conversation").click();
}

test("the card shows the last messages and who waits, and an answer from it arrives once though HubSpot asked twice", async (t) => {
  const { world, page, card } = await visit(t);
  await card.getByText("Is the ground floor free?").waitFor();
  await card.getByText(/^Waiting for 1 min$/).waitFor();
  assert.equal(await page.evaluate(() => document.querySelector("#card iframe")), null);
  world.hosting.state.lose = 1;
  await card.getByRole("textbox").fill("Yes, held for you");
  await button(page, "Send").click();
  await eventually("the answer on her phone", async () => (await world.asha.received()).length === 1);
  await card.getByText(/^Your business · .* · (Sending|Accepted|Sent|Delivered)$/).waitFor();
  await eventually("an empty field", async () => (await card.getByRole("textbox").inputValue()) === "");
  const tries = fetches(world, "/v1/hubspot/reply");
  assert.deepEqual(tries.map(({ attempt, status }) => [attempt, status]), [[1, 502], [2, 202]]);
  assert.equal(tries[0].body.client_id, tries[1].body.client_id);
  assert.equal((await world.accepted()).length, 1);
  await card.getByText("Nobody is waiting").waitFor();
});

test("answers from the card and from the modal stand on the contact's timeline, each once, in one activity of the day", async (t) => {
  const { world, page, card, panel } = await visit(t);
  const timeline = page.getByLabel("Timeline");
  await card.getByText("Is the ground floor free?").waitFor();
  world.hosting.state.lose = 1;
  world.hosting.state.busy = 2;
  await card.getByRole("textbox").fill("Yes, <held> for you");
  await button(page, "Send").click();
  await timeline.getByText(/^Sidethread \d{4}-\d\d-\d\d, meera@acme\.example\n\d\d:\d\d WhatsApp: Yes, <held> for you$/).waitFor();
  assert.deepEqual(fetches(world, "/v1/hubspot/reply").map(({ attempt }) => attempt), [1, 2], "HubSpot asked twice");
  const [{ object, contact, properties }] = activities(world);
  assert.deepEqual([object, contact, properties.hs_communication_channel_type, properties.hubspot_owner_id], ["communications", "90001", "WHATS_APP", "41629779"]);
  await openAll(page);
  await panel.send("See you on Thursday");
  await timeline.getByText(/: Yes, <held> for you\n\d\d:\d\d WhatsApp: See you on Thursday$/).waitFor({ state: "attached" });
  await panel.reaches("See you on Thursday", "delivered");
  await page.getByRole("button", { name: "Close" }).click();
  await world.asha.say("Thank you");
  await button(page, "Dev Rao").click();
  await timeline.getByText("Logged WhatsApp message").waitFor({ state: "detached" });
  await button(page, "Asha Nair").click();
  await card.getByText("Thank you").waitFor();
  assert.equal(activities(world).length, 1);
  assert.equal(activities(world)[0].properties.hs_communication_body.split("<br>").length, 3, "a heading and two answers; what she wrote is not the agent's");
  assert.deepEqual(world.hosting.state.calls.map(({ status }) => status), [429, 429, 200, 200, 201, 200]);
});

test("an answer that a killed proxy had not logged yet is logged once when it is back", async (t) => {
  const { world, page, card } = await visit(t);
  await card.getByText("Is the ground floor free?").waitFor();
  world.hosting.state.busy = 1000;
  await card.getByRole("textbox").fill("Before the crash");
  await button(page, "Send").click();
  await eventually("HubSpot to be asked", async () => /^sidethread_digest_outcomes_total\{outcome="later"\} [1-9]/m.test(await figures(world)));
  await eventually("it on her phone", async () => (await world.asha.received()).length === 1);
  await world.killProxy();
  world.hosting.state.busy = 0;
  await world.startProxy();
  await page.getByLabel("Timeline").getByText(/WhatsApp: Before the crash$/).waitFor({ timeout: 60000 });
  assert.equal(activities(world).length, 1);
});

test("an answer that HubSpot lets nobody log is sent, and the card and the figures say so", async (t) => {
  const { world, page, card } = await visit(t, { settings: { hubspot: { accessToken: "another token" } } });
  await card.getByText("Is the ground floor free?").waitFor();
  await card.getByRole("textbox").fill("Not to be logged");
  await button(page, "Send").click();
  await eventually("it on her phone", async () => (await world.asha.received()).length === 1);
  await eventually("the figure", async () => /^sidethread_digests_troubled 1$/m.test(await figures(world)));
  await button(page, "Dev Rao").click();
  await button(page, "Asha Nair").click();
  await card.getByRole("alert").getByText("The answer was sent, but not logged: HubSpot doesn’t let Sidethread in. Tell your administrator.").waitFor();
  assert.match(await world.log("proxy"), /HubSpot doesn't let us log answers/);
  assert.equal(activities(world).length, 0);
});

test("the card and the modal speak the agent's language", async (t) => {
  const { page, card } = await visit(t, { settings: { hubspot: { locale: "pt-br" } } });
  await card.getByText("Is the ground floor free?").waitFor();
  await card.getByText(/^Esperando há 1 min$/).waitFor();
  await button(page, "Abrir a conversa inteira").click();
  await page.frameLocator(MODAL).getByRole("button", { name: "Enviar", exact: true }).waitFor();
});

test("the whole thread opens by a code that is gone from the address, sends, receives, and the card knows when it is closed", async (t) => {
  const { world, page, card, panel } = await visit(t);
  await card.getByText("Is the ground floor free?").waitFor();
  await openAll(page);
  await panel.shows("Is the ground floor free?");
  const address = await page.locator(MODAL).getAttribute("src");
  assert.match(address, /#code=/);
  const frame = page.frames().find((one) => one.url().startsWith(world.proxy));
  assert.doesNotMatch(frame.url(), /code=/, "the code is taken out of the address");
  await panel.send("From the modal");
  await panel.reaches("From the modal", "delivered");
  await world.asha.say("Thank you");
  await panel.shows("Thank you");
  await page.getByRole("button", { name: "Close" }).click();
  await card.getByText("Thank you").waitFor();

  const again = await page.evaluate((src) => new Promise((resolve) => {
    const made = Object.assign(document.createElement("iframe"), { src, id: "again", width: 400, height: 400 });
    made.onload = () => resolve(true);
    document.body.append(made);
  }), address);
  assert.ok(again);
  world.forgive(/401/);
  const stolen = inside(page, "#again");
  await eventually("words about the code", async () => (await page.frameLocator("#again").locator("body").innerText()).trim().length > 0);
  assert.equal(await stolen.articles.count(), 0, "a code opens nothing twice");
});

test("another contact is another card and another thread", async (t) => {
  const { world, page, card } = await visit(t);
  const dev = new Customer(world, DEV);
  await dev.change({ name: "Dev Rao", talkative: false });
  await dev.say("This is Dev");
  await card.getByText("Is the ground floor free?").waitFor();
  await button(page, "Dev Rao").click();
  await card.getByText("This is Dev").waitFor();
  assert.equal(await card.getByText("Is the ground floor free?").count(), 0);
  await card.getByRole("textbox").fill("Hello Dev");
  await button(page, "Send").click();
  await eventually("it on his phone", async () => (await dev.received()).length === 1);
  assert.equal((await world.asha.received()).length, 0);
  await button(page, "Iris Menon").click();
  await card.getByText("No phone number is set for this record.").waitFor();
});

test("a number that is typed into the record opens its thread at once", async (t) => {
  const { page, card } = await visit(t);
  await button(page, "Iris Menon").click();
  await card.getByText("No phone number is set for this record.").waitFor();
  await page.getByRole("textbox", { name: "Mobile phone" }).fill("+91 99999 99999");
  await page.keyboard.press("Tab");
  await card.getByText("Is the ground floor free?").waitFor();
});

test("without network the draft stays, and the same answer goes out once when it is back", async (t) => {
  const { world, page, card } = await visit(t);
  world.forgive(NETWORK);
  await card.getByText("Is the ground floor free?").waitFor();
  await card.getByRole("textbox").fill("Typed before the fall");
  await page.context().setOffline(true);
  await button(page, "Send").click();
  await card.getByRole("alert").getByText("The message server doesn’t answer.").waitFor();
  assert.equal(await card.getByRole("textbox").inputValue(), "Typed before the fall");
  await page.context().setOffline(false);
  await button(page, "Send").click();
  await eventually("it on her phone", async () => (await world.asha.received()).length === 1);
  assert.equal((await world.accepted()).length, 1);
});

test("the modal loses the network and catches up", async (t) => {
  const { world, page, card, panel } = await visit(t);
  world.forgive(NETWORK);
  await card.getByText("Is the ground floor free?").waitFor();
  await openAll(page);
  await panel.shows("Is the ground floor free?");
  await page.context().setOffline(true);
  await panel.noConnection.first().waitFor();
  await world.asha.say("Said while you were away");
  await page.context().setOffline(false);
  await panel.shows("Said while you were away");
});

test("what HubSpot's proxy forbids is forbidden here too", async (t) => {
  const world = await Hosted.start(t, "hubspot");
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  t.after(() => { silent.closeAllConnections(); silent.close(); });
  await once(silent, "listening");
  const ask = async (url, options) => (await fetch(`${world.page}/hubspot/fetch`, { method: "POST", body: JSON.stringify({ url, options }) })).json();
  const thread = `${world.proxy}/v1/hubspot/thread`;
  const said = async (url, options) => JSON.parse((await ask(url, options)).body).message;
  assert.match(await said(`http://127.0.0.1:${silent.address().port}/`, { method: "POST" }), /not in permittedUrls/);
  assert.match(await said(thread, { method: "POST", headers: { "x-mine": "1" } }), /custom headers/);
  assert.match(await said(thread, { method: "POST", body: { object_id: "1", phones: ["x".repeat(1_000_001)] } }), /1 MB/);
  assert.equal(fetches(world, "/v1/hubspot/thread").length, 0, "none of them left");
  await world.killProxy();
  assert.equal((await ask(thread, { method: "POST", timeout: 500, body: { object_id: "1", phones: ["+919999999999"] } })).status, 502);
  assert.deepEqual(fetches(world, "/v1/hubspot/thread").map(({ attempt }) => attempt), [1, 2], "one retry");
});

test("an app of another portal, or with another secret, is told nothing", async (t) => {
  const { world, card } = await visit(t, { settings: { hubspot: { clientSecret: "not the secret of this app" } } });
  await card.getByRole("alert").waitFor();
  assert.deepEqual(fetches(world, "/v1/hubspot/thread").map(({ status }) => status), [401]);
  assert.equal(await card.getByText("Is the ground floor free?").count(), 0);
});
