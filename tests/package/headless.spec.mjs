// The package without a panel: somebody else draws, and the session, the state and the outbox are ours.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { eventually } from "../e2e/eventually.mjs";
import { NETWORK } from "../e2e/harness.mjs";
import { Framed } from "../e2e/parent.mjs";
import { installed } from "./project.mjs";

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Headless</title><link rel="icon" href="data:,"></head>
<body><ol></ol><script type="module">
  import { Conversation } from "./node_modules/sidethread/dist/headless.js";
  const phone = "+919999999999";
  const talk = new Conversation({
    endpoint: new URLSearchParams(location.search).get("endpoint"), tenant: "acme",
    tokenProvider: async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: [phone] }) })).json()).token,
  });
  window.talk = talk;
  window.told = [];
  for (const name of ["ready", "contact", "unread", "sending", "sent", "error"]) talk.addEventListener(name, (event) => {
    window.told.push(name);
    if (name === "sending" && window.veto) event.preventDefault();
  });
  talk.addEventListener("message", ({ detail }) => window.told.push(detail.isNew ? "new " + detail.message.content.body : detail.message.status.state));
  talk.addEventListener("change", () => {
    document.querySelector("ol").replaceChildren(...talk.messages.map(({ content, status, direction }) => Object.assign(document.createElement("li"), { textContent: [content.body, direction === "outbound" ? status.state : ""].join(" ").trim() })));
  });
  await talk.open({ phone, name: "Asha Nair" });
</script></body></html>`;

test("messages come, answers go and climb, a veto holds, problems are said, nothing is drawn", async (t) => {
  const folder = await installed(t, async (to) => {
    await writeFile(join(to, "package.json"), '{"private": true}');
    await writeFile(join(to, "index.html"), PAGE);
  });
  const world = await Framed.start(t, { messages: ["First", "Second"], site: folder });
  const page = await world.browse(`/index.html?endpoint=${encodeURIComponent(world.proxy)}`);
  const lines = () => page.locator("li").allTextContents();
  await eventually("the first two", async () => (await lines()).join() === "First,Second");
  await world.asha.say("Third");
  await eventually("the third", async () => (await lines()).join() === "First,Second,Third");
  const ask = (act) => page.evaluate(act);
  assert.deepEqual(await ask(() => [window.talk.state.phase, window.talk.state.connection, window.talk.state.lock, window.talk.state.sender]), ["ready", "online", null, { account: "acme-wa", channel: "whatsapp" }]);

  await ask(() => { window.veto = true; });
  await ask(() => window.talk.send("Held back"));
  assert.deepEqual(await ask(() => window.talk.pending), []);
  await ask(() => { window.veto = false; });
  assert.deepEqual((await ask(() => window.talk.send("x".repeat(5000)))).problems.map(({ rule, limit }) => [rule, limit]), [["max-length", 4096]]);
  assert.deepEqual((await ask(() => window.talk.send({ type: "text", body: "" }))).problems.map(({ path }) => path), ["/body"]);

  const { clientId, problems } = await ask(() => window.talk.send("An answer", { replyTo: window.talk.messages[1].id }));
  assert.deepEqual(problems, []);
  await eventually("two ticks", async () => (await lines()).at(-1) === "An answer delivered");
  const [answer] = await ask(() => window.talk.messages.slice(-1));
  assert.deepEqual([answer.client_id, answer.reply_to], [clientId, await ask(() => window.talk.messages[1].id)]);
  await ask(() => window.talk.send({ type: "text", body: "As a content" }));
  await eventually("both on the phone", async () => (await world.asha.received()).length === 2);
  await ask(() => window.talk.seen(window.talk.messages[2].id));

  world.forgive(NETWORK);
  await world.killProxy();
  await eventually("a broken line", () => ask(() => window.talk.state.connection === "retrying"));
  await ask(() => window.talk.send("Into the dark"));
  await eventually("an echo that waits", () => ask(() => window.talk.pending[0]?.state === "unreached"));
  await world.startProxy();
  await eventually("it goes out by itself, once", async () => (await world.asha.received()).length === 3);
  await eventually("nothing waits", () => ask(() => window.talk.pending.length === 0));

  const told = await ask(() => window.told);
  for (const name of ["ready", "contact", "unread", "sending", "sent", "new Third", "delivered"]) assert.ok(told.includes(name), `${name} of ${told}`);
  assert.equal(await ask(() => document.querySelectorAll("body > :not(ol, script)").length), 0);
  await ask(() => window.talk.destroy());
  await world.asha.say("Nobody listens");
  await world.control("GET", "/_control/idle?ms=5000");
  assert.ok(!(await ask(() => window.told)).includes("new Nobody listens"));
});
