// Sessions in a real browser: the page exchanges assertions, tokens are good there alone, end when they are revoked, and go with the user.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { ASHA, start } from "./harness.mjs";

const REFUSED = /status of 401/;

/** Assertions of an agent, as her CRM would sign them one by one. */
function assertions(world, agent, count) {
  const exp = Math.floor(Date.now() / 1000) + 280;
  return Array.from({ length: count }, (_, index) => world.token({ aud: "sidethread-session", sub: agent, name: agent, phones: [ASHA], exp, jti: `${agent}-${index}`, scope: "thread:read thread:write" }));
}

/** A page whose element exchanges these; `window.tokens` are what it got. */
async function page(world, proofs) {
  const panel = await world.open({ mount: false });
  const streams = new Set();
  panel.page.on("request", (request) => { if (/\/events(\?|$)/.test(request.url())) streams.add(request); });
  for (const end of ["requestfinished", "requestfailed"]) panel.page.on(end, (request) => streams.delete(request));
  await panel.page.evaluate(([endpoint, given]) => {
    window.tokens = [];
    window.proofs = given;
    const thread = document.createElement("side-thread");
    thread.tokenProvider = async () => {
      const answer = await fetch(`${endpoint}/v1/session`, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ grant: "assertion", assertion: window.proofs.shift() }),
      });
      const { token } = await answer.json();
      window.tokens.push(token);
      return token;
    };
    for (const [key, value] of Object.entries({ endpoint, tenant: "acme", phone: "+919999999999", name: "Asha Nair" })) thread.setAttribute(key, value);
    document.body.insertBefore(thread, document.body.lastElementChild);
  }, [world.proxy, proofs]);
  await panel.ready();
  await eventually("a stream", () => streams.size === 1);
  return { panel, streams, tokens: () => panel.page.evaluate(() => window.tokens) };
}

async function revoke(world, body) {
  const answer = await world.ask("POST", "/v1/session/revoke", { body, token: world.token({ sub: "boss", scope: "admin" }) });
  assert.equal(answer.status, 204, answer.text);
}

test("a token that is revoked is replaced in place, and was good in its page alone", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const { panel, tokens } = await page(world, assertions(world, "meera", 3));
  await panel.shows("Hello");
  await panel.send("With a session");
  await panel.reaches("With a session", "delivered");
  await panel.type("A draft over the change");
  const [first] = await tokens();
  for (const origin of [world.simulator, world.proxy, "https://evil.example", null]) {
    const stolen = await world.ask("POST", "/v1/threads/open", { body: { phones: [ASHA] }, token: first, origin });
    assert.equal(stolen.status, 403, `${origin}: ${stolen.text}`);
  }
  await revoke(world, { jti: "meera-0" });
  await eventually("a second token", async () => (await tokens()).length === 2);
  await world.asha.say("After the change");
  await panel.shows("After the change");
  assert.equal(await panel.message.inputValue(), "A draft over the change");
});

test("log-out ends the stream, and the next user gets a token of her own", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const { panel, streams, tokens } = await page(world, [...assertions(world, "meera", 1), ...assertions(world, "ravi", 1)]);
  await panel.shows("Hello");
  const [meeras] = await tokens();
  await panel.page.evaluate(() => document.querySelector("side-thread").destroy());
  await eventually("the stream to end", () => streams.size === 0);
  assert.equal(await panel.articles.count(), 0, "nothing of the thread is left");
  await revoke(world, { agent: "meera" });
  const late = await world.ask("POST", "/v1/threads/open", { body: { phones: [ASHA] }, token: meeras, origin: world.host });
  assert.equal(late.status, 401, late.text);
  await panel.page.evaluate(() => document.querySelector("side-thread").open({ phone: "+919999999999" }));
  await panel.shows("Hello");
  const [, ravis] = await tokens();
  assert.equal(JSON.parse(Buffer.from(ravis.split(".")[1], "base64url")).sub, "ravi");
});
