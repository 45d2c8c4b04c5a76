// The disk takes nothing more: the panel says so, what was typed is kept, and all of it arrives once when there is room.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";

test("a full disk: nothing is taken that is not kept, nothing typed is lost, and it comes through when there is room", async (t) => {
  const world = await start(t, { messages: ["Before"] });
  world.forgive(/status of 503/);
  const panel = await world.open();
  await panel.shows("Before");
  const room = (bytes) => execFileSync("prlimit", ["--pid", String(world.running.pid), `--fsize=${bytes}:unlimited`]);

  room(0);
  await world.asha.say("While it was full");
  await eventually("the proxy to say that it keeps nothing", async () => (await fetch(`${world.proxy}/readyz`)).status === 503);
  await panel.send("Typed while it was full");
  await panel.host.getByText("Not sent yet").waitFor();
  await panel.type("A draft");
  const { messages } = await world.snapshot();
  assert.deepEqual(messages.map((message) => message.content.body), ["Before"], "what is kept can be read");

  room("unlimited");
  await panel.reaches("Typed while it was full", "delivered");
  await panel.shows("While it was full");
  assert.equal(await panel.message.inputValue(), "A draft");
  await eventually("the proxy to be ready", async () => (await fetch(`${world.proxy}/readyz`)).ok);
  assert.deepEqual((await world.asha.received()).map((message) => message.content.body), ["Typed while it was full"]);
});
