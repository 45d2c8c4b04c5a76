// axe finds nothing: in no state, light or dark, left to right or right to left.

import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { NETWORK, start } from "./harness.mjs";

const HISTORY = fileURLToPath(new URL("../../www/demo.json", import.meta.url));
const LOOKS = [
  { attributes: { theme: "light" } },
  { attributes: { theme: "dark" } },
  { attributes: { theme: "light" }, dir: "rtl", lang: "ar" },
];

/** Runs `look` in each theme and direction, on a fresh page of the same world. */
async function inEachLook(world, look) {
  for (const options of LOOKS) {
    const panel = await world.open(options);
    await look(panel, `${options.attributes.theme} ${options.dir ?? "ltr"}`);
    await panel.page.context().close();
  }
}

test("empty thread", async (t) => {
  const world = await start(t);
  await inEachLook(world, (panel, look) => panel.hasNoViolations(`empty, ${look}`));
});

test("every content type, and the whole history up to its start", async (t) => {
  const world = await start(t, { history: HISTORY });
  await inEachLook(world, async (panel, look) => {
    await panel.articles.first().waitFor();
    await panel.hasNoViolations(`newest page, ${look}`);
    await panel.articles.last().hover();
    for (let turn = 0; turn < 12; turn += 1) await panel.page.mouse.wheel(0, -2000);
    await panel.hasNoViolations(`older page, ${look}`);
  });
});

test("closed window and the template picker with its form", async (t) => {
  const world = await start(t, { messages: [{ type: "text", text: { body: "Long ago" }, at: Date.now() - 30 * 3600 * 1000 }] });
  const panel = await world.open();
  await panel.shows("Long ago");
  await panel.hasNoViolations("closed window");
  await panel.openTemplates();
  const picker = panel.picker;
  await picker.getByText("weekly_deals").first().waitFor();
  await panel.hasNoViolations("template list");
  await picker.getByText("proposal_follow_up").first().click();
  await panel.preview.waitFor();
  await panel.hasNoViolations("template form");
  await picker.getByRole("button", { name: "Send", exact: true }).click();
  await panel.hasNoViolations("template form with problems");
});

test("failed, waiting, quoting and without connection", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(NETWORK);
  const panel = await world.open({ attributes: { theme: "dark" } });
  const hello = await panel.shows("Hello");
  await world.faults({ seed: 1, fail_next: [{ code: 131000 }] });
  await panel.send("It fails");
  await panel.reaches("It fails", "failed");
  await panel.hasNoViolations("failed");
  await hello.focus();
  await panel.page.keyboard.press("r");
  await panel.hasNoViolations("quoting");
  await world.killProxy();
  await panel.noConnection.first().waitFor();
  await panel.hasNoViolations("no connection");
  await world.startProxy();
});
