// The part of the WASM that few visits need: not fetched to read and answer, once for all that needs it, and again after a failure.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

const PART = /\/sidethread_part\.[^/]*$/;

/** The requests for the part, from now on. */
function watch(page) {
  const seen = [];
  page.on("request", (request) => { if (PART.test(request.url())) seen.push(request.url()); });
  return seen;
}

test("reading and answering do without it; search and templates fetch it once", async (t) => {
  const world = await start(t, { messages: ["Is the house free in May?"] });
  const panel = await world.open();
  const fetched = watch(panel.page);
  await panel.shows("Is the house free in May?");
  await panel.send("It is, from the 3rd.");
  await panel.reaches("It is, from the 3rd.", "delivered");
  assert.equal(fetched.length, 0);

  await panel.button("Search").click();
  const field = panel.page.getByRole("textbox", { name: /search/i });
  await field.waitFor();
  await eventually("the focus in the field", () => field.evaluate((node) => node.getRootNode().activeElement === node));
  await panel.page.keyboard.press("Escape");
  await panel.openTemplates();
  await panel.picker.getByText("proposal_follow_up").first().waitFor();
  assert.equal(fetched.length, 1);
});

test("where it can't be had the panel says so, works on, and fetches it the next time", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(/ERR_FAILED/);
  const panel = await world.open();
  await panel.shows("Hello");
  await panel.page.route(PART, (route) => route.abort());
  await panel.page.getByRole("button", { name: "Templates", exact: true }).click();
  await panel.host.getByText("That did not work. Try again.").first().waitFor();
  assert.equal(await panel.picker.count(), 0);
  await panel.send("Still here.");
  await panel.reaches("Still here.", "delivered");

  await panel.page.unroute(PART);
  await panel.openTemplates();
  await panel.picker.getByText("proposal_follow_up").first().waitFor();
});

test("while it is on its way the panel lives on, and then shows what was asked for last", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await panel.page.route(PART, async (route) => {
    await held;
    await route.continue();
  });
  await panel.page.getByRole("button", { name: "Templates", exact: true }).click();
  await world.asha.say("Are you there?");
  await panel.shows("Are you there?");
  await panel.page.keyboard.press("Escape");
  await panel.page.getByRole("button", { name: "Templates", exact: true }).click();
  assert.equal(await panel.picker.count(), 0);
  release();
  await panel.picker.getByText("proposal_follow_up").first().waitFor();
});
