// The demo page: the visitor is the agent on the left and the customer on the right, and each sees the other's doing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";
import { Panel } from "./panel.mjs";

const HISTORY = fileURLToPath(new URL("../../www/demo.json", import.meta.url));

/** The demo page in a browser of this size. */
async function demo(world, { width = 1280, height = 800, query = "?theme=light" } = {}) {
  const { page } = await world.open({ width, height, mount: false });
  await page.goto(`${world.simulator}/${query}`);
  const panel = new Panel(page);
  await panel.articles.last().waitFor();
  return { page, panel, chat: page.getByRole("group", { name: "The customer's chat" }), her: page.getByRole("textbox", { name: "Message as the customer" }) };
}

test("what is typed on one side appears on the other, ticks climb, Read turns them blue", async (t) => {
  const world = await start(t, { history: HISTORY });
  const begun = Date.now();
  const { page, panel, chat, her } = await demo(world);
  await her.fill("Typed on the phone");
  await her.press("Enter");
  await panel.shows("Typed on the phone");

  await panel.send("Typed in the panel");
  await chat.getByText("Typed in the panel").waitFor();
  await panel.reaches("Typed in the panel", "delivered");
  await page.getByText("WhatsApp message sent").first().waitFor();
  await page.getByRole("button", { name: "Read", exact: true }).click();
  await panel.reaches("Typed in the panel", "read");

  await page.getByRole("button", { name: "Attach as the customer" }).click();
  await page.getByRole("button", { name: "Photo", exact: true }).click();
  await panel.shows("Like this one please!");
  // The phone holds the history too.
  const written = (await world.asha.state()).messages.filter((message) => message.direction === "out" && message.at >= begun);
  assert.equal(written.length, 2);
});

test("the history stands on both sides, and buttons of the past can be tapped", async (t) => {
  const world = await start(t, { history: HISTORY });
  const { page, panel, chat } = await demo(world);
  await panel.shows("charge his chair overnight");
  await chat.getByText("charge his chair overnight").waitFor();
  await chat.getByRole("button", { name: "I need more time" }).last().click();
  await panel.shows("I need more time");
  await chat.getByRole("button", { name: /^Actions for: Of course\. The driver is told/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "React 🙏" }).click();
  await eventually("the reaction in the panel", async () => (await panel.thread.innerText()).includes("🙏"));
});

test("an offline phone, a fault and back again", async (t) => {
  const world = await start(t, { history: HISTORY });
  const { page, panel } = await demo(world);
  await page.getByRole("switch", { name: "Online" }).uncheck();
  await panel.send("Waiting for the phone");
  await panel.reaches("Waiting for the phone", "sent");
  await page.getByRole("switch", { name: "Online" }).check();
  await panel.reaches("Waiting for the phone", "delivered");
  await page.getByRole("button", { name: "Make something go wrong" }).click();
  await page.getByRole("button", { name: "Fail the next message" }).click();
  await page.keyboard.press("Escape");
  await panel.send("This one fails");
  await panel.reaches("This one fails", "failed");
});

test("light, dark and right to left: no console error, no violation, no sideways scroll", async (t) => {
  const world = await start(t, { history: HISTORY });
  for (const query of ["?theme=light", "?theme=dark", "?theme=light&locale=ar"]) {
    for (const [width, height] of [[1280, 800], [1600, 1000], [860, 900]]) {
      const { page } = await demo(world, { width, height, query });
      const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(scroll <= client, `${query} at ${width}`);
      if (width === 1280) {
        await page.addScriptTag({ path: new URL(import.meta.resolve("axe-core/axe.min.js")).pathname });
        const found = await page.evaluate(() => window.axe.run({ exclude: ["side-thread"] }, { resultTypes: ["violations"] }).then((all) => all.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)));
        assert.deepEqual(found, [], query);
      }
      await page.context().close();
    }
  }
});
