// What becomes of templates at the provider reaches the picker while the page stays open.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

async function handIn(world, account, name, body) {
  const template = { name, language: "en_US", category: "utility", body };
  const made = await world.ask("POST", `/v1/templates?account=${account}`, { body: template });
  assert.equal(made.status, 201, made.text);
}

/** Where the registry says that a template stands. */
async function status(world, account, name, more = "") {
  const { json } = await world.ask("GET", `/v1/templates?account=${account}${more}`);
  return json.templates.find((template) => template.name === name).status;
}

/** Opens the picker again and again until the template's row says so, and leaves it open. */
async function says(panel, template, words) {
  const row = panel.picker.getByRole("button").filter({ has: panel.page.getByText(template, { exact: true }) });
  await eventually(`“${template}” to be ${words}`, async () => {
    await panel.openTemplates();
    await row.waitFor();
    if (words.test(await row.innerText())) return true;
    await panel.page.keyboard.press("Escape");
    await panel.picker.waitFor({ state: "detached" });
    return false;
  });
  return row;
}

test("Meta's word on a template reaches the picker, and so does what customers make of it", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  await handIn(world, "acme-wa", "games", "Our casino is open again, come in.");
  await handIn(world, "acme-wa", "ready", "Your order is ready now.");
  const games = await says(panel, "games", /Rejected/);
  assert.match(await games.innerText(), /WhatsApp rejected it\. ABUSIVE_CONTENT/);
  assert.ok(await games.isDisabled());
  await panel.page.keyboard.press("Escape");

  await eventually("an approved template", async () => (await status(world, "acme-wa", "ready")) === "approved");
  await panel.openTemplates();
  await panel.picker.getByText("ready", { exact: true }).click();
  await panel.picker.getByRole("button", { name: "Send", exact: true }).click();
  await panel.reaches("Your order is ready now.", "delivered");
  const [{ id }] = (await world.asha.received()).filter((message) => message.content.name === "ready");
  for (let times = 0; times < 3; times += 1) await world.control("POST", `${world.asha.base}/reports`, { message_id: id });
  const held = await says(panel, "ready", /Paused/);
  assert.ok(await held.isDisabled());
});

test("a template of the configuration that the provider doesn't have is shown as missing", async (t) => {
  const world = await start(t, { accounts: ["acme-exotel"] });
  const pass = Buffer.from("acme-exotel:token-of-the-account").toString("base64");
  const gone = await fetch(`${world.simulator}/exotel/v2/accounts/palmgrove1/templates?waba_id=1000200030004`, {
    method: "DELETE", body: JSON.stringify({ whatsapp: { templates: [{ template: { name: "welcome" } }] } }),
    headers: { authorization: `Basic ${pass}`, "content-type": "application/json" },
  });
  assert.equal(gone.status, 200, await gone.text());
  await eventually("a fresh list", async () => (await status(world, "acme-exotel", "welcome", "&refresh=true")) === "missing");
  const panel = await world.open();
  const missing = await says(panel, "welcome", /Missing/);
  assert.match(await missing.innerText(), /The provider’s list doesn’t have it\./);
  assert.ok(await missing.isDisabled());
});
