// The whole of an agent's work without a mouse.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

test("read, answer, quote, react, search and send a template by keyboard alone", async (t) => {
  const world = await start(t, { messages: ["First question", "Second question"] });
  const panel = await world.open();
  const keys = panel.page.keyboard;
  await panel.shows("Second question");

  await panel.page.evaluate(() => document.querySelector("side-thread").focusComposer());
  assert.equal((await panel.focused()).tag, "textarea");
  await keys.type("Line one");
  await keys.press("Shift+Enter");
  await keys.type("line two");
  await keys.press("Enter");
  await panel.reaches("Line one", "delivered");
  assert.equal((await world.asha.received())[0].content.body, "Line one\nline two");
  assert.equal((await panel.focused()).tag, "textarea", "the focus stays where she writes");

  await keys.press("Alt+ArrowUp");
  await eventually("a bubble to have the focus", async () => (await panel.focused()).role === "article" || (await panel.focused()).tag === "article");
  await keys.press("Alt+ArrowUp");
  assert.match((await panel.focused()).name, /Second question/);
  await keys.press("r");
  assert.equal((await panel.focused()).tag, "textarea");
  await keys.type("About the second");
  await keys.press("Escape");
  assert.equal(await panel.message.inputValue(), "About the second", "Escape goes back one step and loses no text");
  await keys.press("Enter");
  await panel.reaches("About the second", "delivered");

  await keys.press("Control+k");
  const picker = panel.picker;
  await picker.waitFor();
  await keys.press("Escape");
  await picker.waitFor({ state: "hidden" });
  assert.equal((await panel.focused()).tag, "textarea", "the focus comes back");

  await keys.press("Control+f");
  await keys.type("First");
  await eventually("search to find the first question", async () => (await panel.page.getByText("First question").count()) >= 1);
  await keys.press("Escape");
  await eventually("search to close", async () => (await panel.page.getByRole("searchbox").or(panel.page.getByRole("textbox", { name: /search/i })).count()) === 0);
});

test("Tab goes in at one end and out at the other, and everything on the way has a name", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.shows("Hello");
  await panel.page.locator("#before").focus();
  const way = [];
  for (let step = 0; step < 60; step += 1) {
    await panel.page.keyboard.press("Tab");
    const now = await panel.focused();
    if (now.id === "after") break;
    way.push(now);
  }
  assert.ok(way.length > 2 && way.length < 59, `Tab leaves the panel: ${way.length} stops`);
  assert.deepEqual(way.filter((stop) => !stop.name && stop.tag !== "textarea"), [], "every stop has a name");
  assert.ok(way.some((stop) => stop.tag === "textarea"), "the composer is on the way");
  for (let step = 0; step < way.length + 1; step += 1) await panel.page.keyboard.press("Shift+Tab");
  assert.equal((await panel.focused()).id, "before", "and back the same way");
});
