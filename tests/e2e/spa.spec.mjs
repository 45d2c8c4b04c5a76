// An application of 2012 that tears views out and moves nodes: the element dies with its node, and only with it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { NETWORK } from "./harness.mjs";
import { Hosted, outage } from "./hosted.mjs";
import { Panel } from "./panel.mjs";

const visit = async (t, host = "spa", path = "/#/contacts/asha") => {
  const world = await Hosted.start(t, host, { messages: ["Is the ground floor free?"] });
  const page = await world.visit(path);
  return { world, page, panel: new Panel(page) };
};

const link = (page, name) => page.getByRole("link", { name, exact: true });
const streams = async (world) => Number(/^sidethread_streams(?:_open)?(?:\{[^}]*\})? ([\d.]+)$/m.exec(await (await fetch(`${world.proxy}/metrics`)).text())?.[1] ?? Number.NaN);

test("views come and go: each shows its own thread, answers go to its own contact and are logged", async (t) => {
  const { world, page, panel } = await visit(t);
  world.forgive(NETWORK);
  const dev = new Customer(world, "+919888888888");
  await dev.change({ name: "Dev Rao", talkative: false });
  await dev.say("This is Dev");
  await panel.shows("Is the ground floor free?");
  await link(page, "Dev Rao").click();
  await panel.shows("This is Dev");
  await panel.send("Hello Dev");
  await panel.reaches("Hello Dev", "delivered");
  await page.getByRole("list", { name: "Log" }).getByText("whatsapp: Hello Dev").waitFor();
  await link(page, "All").click();
  await page.getByText("Choose one.").waitFor();
  assert.equal(await page.locator("side-thread").count(), 0);
  await page.goBack();
  await panel.shows("Hello Dev");
  await world.asha.say("Not for this view");
  await dev.say("For this view");
  await panel.shows("For this view");
  assert.equal(await panel.bubble("Not for this view").count(), 0);
});

test("a moved node keeps its thread and its draft, and opens nothing anew", async (t) => {
  const { world, page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  await panel.type("A draft");
  const tokens = world.hosting.state.tokens.length;
  for (const place of ["#dock", "#view", "#dock"]) {
    await page.locator("#move").click();
    await page.locator(`${place} side-thread`).waitFor();
  }
  assert.equal(await panel.message.inputValue(), "A draft");
  assert.equal(world.hosting.state.tokens.length, tokens);
  await world.asha.say("After the move");
  await panel.shows("After the move");
});

test("twenty quick changes of the view leave one stream and one thread", async (t) => {
  const { world, page, panel } = await visit(t);
  world.forgive(NETWORK);
  await panel.shows("Is the ground floor free?");
  await page.evaluate(async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      location.hash = turn % 2 ? "#/contacts/asha" : "#/";
      await new Promise((done) => { requestAnimationFrame(done); });
    }
  });
  await panel.shows("Is the ground floor free?");
  assert.equal(await page.locator("side-thread").count(), 1);
  await eventually("one open stream", async () => (await streams(world)) === 1);
});

test("without network, and with it again", async (t) => {
  const { world, page, panel } = await visit(t);
  await outage(world, page, panel);
});

test("the plain page shows the thread by the tag and logs an answer", async (t) => {
  const { page, panel } = await visit(t, "plain", "/");
  await panel.shows("Is the ground floor free?");
  await panel.send("From a page of one's own");
  await panel.reaches("From a page of one's own", "delivered");
  await page.getByRole("list", { name: "Log" }).getByText("whatsapp: From a page of one's own").waitFor();
});
