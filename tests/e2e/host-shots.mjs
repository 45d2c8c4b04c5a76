// Takes the pictures of the simulated hosts for docs/embedding: node --test tests/e2e/host-shots.mjs

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Hosted, inside } from "./hosted.mjs";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const PICTURES = {
  salesforce: async (page) => { await answer(page, "#sidebar iframe"); },
  zoho: async (page) => { await answer(page, "#related iframe", "iframe"); },
  hubspot: async (page) => {
    await page.locator("#card").getByRole("textbox").fill("The lakeside rooms are held until Friday.");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByLabel("Timeline").getByText(/lakeside rooms are held/).waitFor();
  },
};

/** A line of ours, so that the host has something logged. */
async function answer(page, ...frames) {
  const panel = inside(page, ...frames);
  await panel.thread.waitFor();
  await panel.send("The lakeside rooms are held until Friday.");
  await panel.reaches("The lakeside rooms are held until Friday.", "delivered");
}

/** The page as it stands, small enough for a document. */
async function shoot(page, name) {
  await page.evaluate(() => scrollTo(0, 0));
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", { ...page.viewportSize(), deviceScaleFactor: 2, mobile: false });
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 75 });
  await writeFile(join(ROOT, `docs/embedding/${name}.webp`), Buffer.from(data, "base64"));
}

for (const [host, prepare] of Object.entries(PICTURES)) {
  test(host, async (t) => {
    const world = await Hosted.start(t, host, { history: join(ROOT, "www/demo.json"), messages: ["Perfect. Please hold the lakeside ones."] });
    const page = await world.visit("/", { width: 1200, height: host === "hubspot" ? 960 : 860 });
    await prepare(page);
    await shoot(page, host);
    if (host !== "hubspot") return;
    await page.getByRole("button", { name: "Open the whole conversation" }).click();
    await inside(page, "#modal iframe").shows("Perfect. Please hold the lakeside ones.");
    await shoot(page, "hubspot-modal");
  });
}
