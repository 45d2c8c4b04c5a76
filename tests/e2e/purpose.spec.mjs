// Two accounts of one channel, of which one may carry less: the composer offers what the chosen one can send.

import assert from "node:assert/strict";
import { test } from "node:test";

import { samplePath } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

const BILLS = { slug: "acme-bills", provider: "tyntec", channel: "viber", number: "+15551305689", options: { purpose: "transaction" }, simulated: {} };

test("a Viber account for transactions takes words and no files", async (t) => {
  const world = await start(t, { accounts: ["acme-viber", BILLS] });
  const panel = await world.open();
  await world.asha.with("acme-viber").say("Hello");
  await world.asha.with(BILLS.slug).say("My bill?");
  await panel.shows("My bill?");
  await panel.from(/^Viber .*5687/);
  assert.equal(await panel.button("Attach").count(), 1);
  await panel.from(/^Viber .*5689/);
  await eventually("no way to attach", async () => (await panel.button("Attach").count()) === 0);

  // A file that was chosen for the other account says why it can't go by this one.
  await panel.from(/^Viber .*5687/);
  await panel.page.locator('input[type="file"]').first().setInputFiles(samplePath("cottage.jpg"));
  await panel.from(/^Viber .*5689/);
  await panel.button("Send").click();
  await panel.page.getByText("This channel can’t carry it.").first().waitFor();
  await panel.page.getByRole("button", { name: /^Remove/ }).first().click();
  await panel.send("It is on its way.");
  await panel.reaches("It is on its way.", "delivered");
});
