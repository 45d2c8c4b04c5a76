// Who may see what: tokens are refreshed in place; foreign origins, tenants and threads get nothing, and learn nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { ASHA, start } from "./harness.mjs";

const REFUSED = /status of 40[13]/;

/** A refusal says that, and nothing else. */
function saysNothing(answer, statuses, what) {
  assert.ok(statuses.includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
  assert.match(answer.headers.get("content-type") ?? "", /problem\+json/, what);
  assert.ok(answer.json.code && answer.json.request_id, what);
  assert.doesNotMatch(answer.text, /9999999999|Asha|secret|sqlite|panicked|src\//i, `${what} leaks nothing`);
}

test("an expired token is replaced in place, and the agent sees nothing of it", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const now = Math.floor(Date.now() / 1000);
  const tokens = [world.token({ iat: now - 900, exp: now - 120 }), world.token()];
  const panel = await world.open({ tokens });
  await panel.shows("Hello");
  assert.ok((await panel.page.evaluate(() => window.asked)) >= 2, "a second token was asked for");
  await panel.send("Still the same page");
  await panel.reaches("Still the same page", "delivered");
});

test("a token that runs out under an open thread is renewed while it lives", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const now = Math.floor(Date.now() / 1000);
  const panel = await world.open({ tokens: [world.token({ exp: now + 8 }), world.token()] });
  await panel.type("A draft over the change");
  await eventually("a second token", () => panel.page.evaluate(() => window.asked >= 2), 30000);
  await world.asha.say("After the change");
  await panel.shows("After the change");
  assert.equal(await panel.message.inputValue(), "A draft over the change");
});

test("a host that cannot give a token is told so, in the panel and by an event", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const panel = await world.open({ tokens: ["not.a.token"], wait: false });
  const error = await eventually("the error event", async () => (await panel.events("error"))[0]);
  assert.ok(error.detail.code, "a code for programs");
  assert.ok(error.detail.hint, "a hint for people");
  await panel.page.getByRole("alert").or(panel.page.getByRole("status")).first().waitFor();
});

test("refused: no token, expired, wrong key, wrong audience, another tenant's key, another contact", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const now = Math.floor(Date.now() / 1000);
  const open = (token, phone = ASHA) => world.ask("POST", "/v1/threads/open", { token, body: { phones: [phone] } });
  saysNothing(await open(null), [401], "no token");
  saysNothing(await open(world.token({ iat: now - 900, exp: now - 120 })), [401], "expired");
  saysNothing(await open(world.token({ exp: now + 7200 })), [401], "lives too long");
  saysNothing(await open(world.token({}, { key: "another key, also over thirty-two bytes long" })), [401], "wrong key");
  saysNothing(await open(world.token({}, { kid: "k9" })), [401], "unknown key");
  saysNothing(await open(world.token({ aud: "elsewhere" })), [401], "wrong audience");
  saysNothing(await open(world.token({ tenant: "other" })), [401, 403], "another tenant in the claims");
  saysNothing(await open(world.token({ phones: ["+911111111111"] })), [403, 404], "another contact's token");
  const alg = Buffer.from(JSON.stringify({ alg: "none", kid: "k1" })).toString("base64url");
  saysNothing(await open(`${alg}.${world.token().split(".")[1]}.`), [401], "unsigned");
  assert.equal((await open(world.token())).status, 200);
});

test("refused: another tenant's thread, another contact's thread, a reader who writes, a foreign origin", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const { thread } = await world.snapshot();
  const other = { key: "the other tenant's key, also over thirty-two bytes", kid: "k2" };
  const stranger = world.token({ tenant: "other", phones: ["*"] }, other);
  for (const path of [`/v1/threads/${thread.id}/messages`, `/v1/threads/${thread.id}/events?after=0&wait=0`]) {
    saysNothing(await world.ask("GET", path, { token: stranger, origin: "http://other.example" }), [403, 404], `another tenant at ${path}`);
    saysNothing(await world.ask("GET", path, { token: world.token({ phones: ["+911111111111"] }) }), [403, 404], `another contact at ${path}`);
    saysNothing(await world.ask("GET", path, { origin: "http://evil.example" }), [403], `a foreign origin at ${path}`);
  }
  const body = { client_id: "cl_e2e_reader", channel: "whatsapp", account: "acme-wa", content: { type: "text", body: "No" } };
  saysNothing(await world.ask("POST", `/v1/threads/${thread.id}/messages`, { token: world.token({ scope: "thread:read" }), body }), [403], "a reader who writes");
  saysNothing(await world.ask("GET", "/v1/threads/th_01J0000000000000000000000/messages"), [404], "a thread that is not there");
  assert.equal((await world.accepted()).length, 0);
});

test("a page of a foreign origin cannot read the API", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const panel = await world.open();
  await panel.page.route("http://evil.example/", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>evil</title><link rel=icon href=data:,>" }));
  world.forgive(/CORS|Failed to load resource|ERR_FAILED/);
  await panel.page.goto("http://evil.example/");
  const got = await panel.page.evaluate(async ([url, token]) => {
    try {
      const answer = await fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ phones: ["+919999999999"] }) });
      return await answer.text();
    } catch {
      return null;
    }
  }, [`${world.proxy}/v1/threads/open`, world.token()]);
  assert.equal(got, null, "the browser gives it nothing");
});

test("no secret is in what the browser is sent", async (t) => {
  const world = await start(t, { messages: ["Hello"] });
  const bodies = [];
  const panel = await world.open();
  panel.page.on("response", (response) => {
    if (response.url().startsWith(world.proxy) && !response.url().includes("/events")) bodies.push(response.text().catch(() => ""));
  });
  await panel.page.reload();
  await panel.ready();
  await panel.openTemplates();
  await panel.picker.waitFor();
  const all = (await Promise.all(bodies)).join("\n");
  for (const secret of ["token-of-the-account", "hook-secret-for-tests", "signing-secret-for-tests"]) assert.ok(!all.includes(secret), secret);
  assert.ok(all.includes("Hello"), "and the test looked at something");
});
