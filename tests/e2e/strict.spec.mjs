// A page with the strictest policy, by createEmbed(): nothing of others runs in it, and the thread is there all the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Customer } from "./customer.mjs";
import { Hosted, inside, outage } from "./hosted.mjs";

const visit = async (t, path = "/") => {
  const world = await Hosted.start(t, "strict", { messages: ["Is the ground floor free?"] });
  const page = await world.visit(path);
  return { world, page, panel: inside(page, "#place iframe") };
};

test("the thread, an answer that is logged, a message that comes in, another contact", async (t) => {
  const { world, page, panel } = await visit(t);
  const dev = new Customer(world, "+919888888888");
  await dev.change({ name: "Dev Rao", talkative: false });
  await dev.say("This is Dev");
  await panel.shows("Is the ground floor free?");
  await panel.send("Through the frame");
  await panel.reaches("Through the frame", "delivered");
  await page.getByRole("list", { name: "Log" }).getByText("whatsapp: Through the frame").waitFor();
  await world.asha.say("Thank you");
  await panel.shows("Thank you");
  await page.getByRole("button", { name: "Dev Rao" }).click();
  await panel.shows("This is Dev");
  assert.equal(await panel.bubble("Thank you").count(), 0);
});

test("without network, and with it again", async (t) => {
  const { world, page, panel } = await visit(t);
  await outage(world, page, panel);
});

test("a policy without the frame names the line that is missing", async (t) => {
  const { world, page } = await visit(t, "/?policy=closed");
  world.forgive(/frame-src|Framing/);
  await page.getByRole("alert").getByText(`add ${world.proxy} to frame-src`).waitFor();
});

test("the policy is as strict as it says", async (t) => {
  const { world, page, panel } = await visit(t);
  await panel.shows("Is the ground floor free?");
  world.forgive(/Content Security Policy|TrustedScript|wasm/i);
  const refused = await page.evaluate(async (proxy) => {
    const tries = {
      wasm: () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
      inline: () => { document.createElement("script").text = "window.ran = true"; },
      fetch: () => fetch(`${proxy}/healthz`),
      script: () => new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error("refused"));
        script.src = `${proxy}/sidethread.js`;
        document.head.append(script);
      }),
    };
    const names = [];
    for (const [name, attempt] of Object.entries(tries)) await Promise.resolve().then(attempt).catch(() => names.push(name));
    return names;
  }, world.proxy);
  assert.deepEqual(refused, ["wasm", "inline", "fetch", "script"]);
});
