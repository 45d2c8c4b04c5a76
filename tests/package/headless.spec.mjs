// The package without a panel: somebody else draws, and the session, the state and the outbox are ours.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { eventually } from "../e2e/eventually.mjs";
import { sample } from "../e2e/customer.mjs";
import { NETWORK } from "../e2e/harness.mjs";
import { Framed } from "../e2e/parent.mjs";
import { installed } from "./project.mjs";

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Headless</title><link rel="icon" href="data:,"></head>
<body><ol></ol><script type="module">
  import { Conversation } from "./node_modules/sidethread/dist/headless.js";
  let phone = "+919999999999";
  window.show = (next, name) => { phone = next; return talk.open({ phone, name }); };
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
  await window.show(phone, "Asha Nair");
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
  assert.deepEqual(await ask(() => window.talk.send("Held back")), { clientId: null, problems: [] });
  assert.deepEqual(await ask(() => window.talk.pending), []);
  await ask(() => { window.veto = false; });
  assert.deepEqual((await ask(() => window.talk.send("x".repeat(5000)))).problems.map(({ rule, limit }) => [rule, limit]), [["max-length", 4096]]);
  assert.deepEqual((await ask(() => window.talk.send({ type: "text", body: "" }))).problems.map(({ path }) => path), ["/body"]);
  assert.deepEqual((await ask(() => window.talk.send(" "))).problems.map(({ path, rule }) => [path, rule]), [["/body", "required"]]);

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

/** A page of the package's own with the conversation open, and how a test speaks to it. */
async function opened(t, options) {
  const folder = await installed(t, async (to) => {
    await writeFile(join(to, "package.json"), '{"private": true}');
    await writeFile(join(to, "index.html"), PAGE);
  });
  const world = await Framed.start(t, { site: folder, ...options });
  const page = await world.browse(`/index.html?endpoint=${encodeURIComponent(world.proxy)}`);
  const ask = (act, given) => page.evaluate(act, given);
  const state = (act) => page.evaluate(`(${act})(talk.state, talk)`);
  await eventually("the thread", () => ask(() => window.talk.state.phase === "ready"));
  return { world, page, ask, state, drawing: [...await sample("receipt.jpg")] };
}

test("files leave with progress and after the same checks, and wait for each other", async (t) => {
  const { world, page, ask, state, drawing } = await opened(t, { messages: ["Send me the receipt"] });
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/v1/media?**", async (route) => { await held; await route.continue(); });
  await ask(() => {
    window.seen = [];
    window.talk.addEventListener("change", () => window.seen.push(...window.talk.state.files.map(({ name, state: stage, sent, bytes }) => [name, stage, sent === bytes])));
  });
  const chosen = await ask((bytes) => window.talk.attach(
    new File([new Uint8Array(bytes)], "receipt.jpg", { type: "image/jpeg" }),
    new File([new Uint8Array(6_000_000)], "huge.png", { type: "image/png" }),
  ), drawing);
  assert.deepEqual(chosen.map(({ name, state: stage, problems }) => [name, stage, problems.map(({ rule, limit }) => [rule, limit])]), [
    ["receipt.jpg", "uploading", []], ["huge.png", "unfit", [["max-bytes", 5_242_880]]],
  ]);
  assert.match(chosen[0].preview, /^blob:/);
  const refused = await ask(() => window.talk.send("Here it is"));
  assert.equal(refused.clientId, null);
  await ask((id) => window.talk.detach(id), chosen[1].id);
  assert.deepEqual(await ask(() => window.talk.send("Here it is")), { clientId: null, problems: [] });
  assert.deepEqual(await state(({ draft }) => draft), { text: "Here it is", reply_to: null, waits: true });
  assert.deepEqual(await world.asha.received(), []);
  release();
  await eventually("the picture on the phone, with its words", async () => (await world.asha.received()).some((message) => JSON.stringify(message).includes("Here it is")));
  const seen = await ask(() => window.seen);
  assert.ok(seen.some(([name, stage, isAll]) => name === "receipt.jpg" && stage === "uploading" && isAll), "progress was told");
  await eventually("an empty draft", () => state(({ files, draft }) => files.length === 0 && draft.text === "" && !draft.waits));

  const [{ type, media }] = await ask(() => window.talk.messages.slice(-1).map(({ content }) => content));
  assert.equal(type, "image");
  const back = await ask(async (id) => { const blob = await window.talk.file(id); return [blob.type, [...new Uint8Array(await blob.arrayBuffer())]]; }, media.id);
  assert.deepEqual(back, ["image/jpeg", drawing]);
  assert.match(await ask(() => window.talk.file("none").catch((fault) => `${fault.status}`)), /^404$/);

  await page.unroute("**/v1/media?**");
  await page.route("**/v1/media?**", (route) => route.abort());
  world.forgive(/net::ERR_FAILED/, /status of 404/);
  const [broken] = await ask(() => window.talk.attach(new File(["a,b"], "list.csv", { type: "text/csv" })));
  await eventually("an upload that failed", () => state(({ files }) => files[0]?.state === "failed"));
  await page.unroute("**/v1/media?**");
  await ask((id) => window.talk.retryUpload(id), broken.id);
  await eventually("the second attempt", () => state(({ files }) => files[0]?.state === "ready"));
  const { clientId } = await ask(() => window.talk.send());
  await eventually("the file on the phone", async () => JSON.stringify(await world.asha.received()).includes("list.csv"));
  assert.ok(await ask((id) => window.talk.messages.some((message) => message.client_id === id), clientId));
});

test("templates are listed, searched, filled, previewed and sent, with a file in them", async (t) => {
  const { world, ask, state, drawing } = await opened(t, {});
  assert.equal(await state(({ lock }) => lock), "window-closed");
  assert.deepEqual((await ask(() => window.talk.send("Too late"))).problems.map(({ rule }) => rule), ["window-closed"]);
  await ask(() => window.talk.templates.open());
  await eventually("the list", () => state(({ picker }) => picker.listing === "ready"));
  const names = () => state(({ picker }) => picker.templates.map(({ name }) => name));
  assert.ok((await names()).includes("welcome"));
  assert.match(await state(({ picker }) => picker.templates.find(({ name }) => name === "refund_notice").obstacle.rule), /not-approved/);
  await ask(() => window.talk.templates.search("booking confirmed".split(" ")[1]));
  assert.deepEqual(await names(), ["booking_confirmed"]);
  await ask(() => window.talk.templates.choose(window.talk.state.picker.templates[0]));
  const places = await state(({ picker }) => picker.chosen.placeholders);
  assert.deepEqual(places[0], { key: "header", kind: "image", example: null, optional: false });
  const early = await ask(() => window.talk.templates.send());
  assert.equal(early.clientId, null);
  assert.deepEqual(early.problems.map(({ path }) => path), places.filter(({ optional }) => !optional).map(({ key }) => `/values/${key}`));
  for (const { key, kind } of places.slice(1)) if (kind === "text") await ask(([at, words]) => window.talk.templates.fill(at, words), [key, `value of ${key}`]);
  assert.match(await state(({ picker }) => picker.preview.parts.body), /value of body\.1/);
  await ask((bytes) => window.talk.templates.attach("header", new File([new Uint8Array(bytes)], "receipt.jpg", { type: "image/jpeg" })), drawing);
  await eventually("the file in the value", () => state(({ picker }) => picker.files[0]?.state === "ready" && picker.values.header?.type === "media"));
  for (const { key, kind } of places.slice(1)) if (kind === "url_suffix") await ask((at) => window.talk.templates.fill(at, "PGJ-2291"), key);
  assert.deepEqual(await state(({ picker }) => picker.problems), []);
  const sent = await ask(() => window.talk.templates.send());
  assert.deepEqual(sent.problems, []);
  assert.equal(await state(({ picker }) => picker), null);
  await eventually("it on the phone", async () => JSON.stringify(await world.asha.received()).includes("value of body.1"));
  assert.ok(await ask((id) => window.talk.messages.some((message) => message.client_id === id && message.content.type === "template"), sent.clientId));
});

test("older pages, search, reactions, read marks, what failed, and another contact", async (t) => {
  const { world, ask, state } = await opened(t, { messages: Array.from({ length: 53 }, (_, at) => `Line ${at + 1}`) });
  assert.deepEqual(await ask(() => [window.talk.messages.length, window.talk.find("line 2").length]), [50, 10]);
  assert.equal(await state(({ older }) => older), "more");
  await ask(() => window.talk.loadOlder());
  await eventually("the first lines", () => ask(() => window.talk.messages.length === 53 && window.talk.state.older === "none"));
  assert.deepEqual(await ask(() => window.talk.find("LINE 2").map((id) => window.talk.messages.find((message) => message.id === id).content.body).slice(-2)), ["Line 20", "Line 2"]);

  await ask(() => window.talk.react(window.talk.messages.at(-1).id, "👍"));
  await eventually("the reaction", () => ask(() => JSON.stringify(window.talk.messages.at(-1).reactions).includes("👍")));
  await ask(() => window.talk.seen(window.talk.messages.at(-1).id));
  await eventually("blue ticks on her phone", async () => (await world.asha.state()).messages.at(-1).status === "read");

  await world.faults({ seed: 1, fail_next: [{ code: 131000 }] });
  await ask(() => window.talk.send("Second time lucky"));
  await eventually("a failure", () => ask(() => window.talk.messages.at(-1).status.state === "failed"));
  await ask(() => window.talk.retry(window.talk.messages.at(-1).id));
  await eventually("it on the phone", async () => (await world.asha.received()).length === 1);

  world.forgive(NETWORK);
  await world.killProxy();
  await eventually("a broken line", () => state(({ connection }) => connection === "retrying"));
  const { clientId } = await ask(() => window.talk.send("Never mind"));
  await eventually("an echo that waits", () => ask(() => window.talk.pending[0]?.state === "unreached"));
  await ask((id) => window.talk.discard(id), clientId);
  assert.deepEqual(await state(({ draft }, { pending }) => [draft.text, pending.length]), ["Never mind", 0]);
  await world.startProxy();
  await eventually("the line", () => state(({ connection }) => connection === "online"));

  await ask(() => window.show("+918888888888", "Ravi"));
  await eventually("his thread", () => ask(() => window.talk.state.phase === "ready" && window.talk.messages.length === 0));
  assert.equal(await state(({ draft }) => draft.text), "");
  await ask(() => window.show("+919999999999", "Asha Nair"));
  await eventually("hers, with her draft", () => state(({ phase, draft }) => phase === "ready" && draft.text === "Never mind"));
  await ask(() => window.talk.addEventListener("change", () => window.talk.destroy()));
  await world.asha.say("The last word");
  await eventually("an end from within", () => ask(() => window.talk.send("x").problems[0]?.rule === "not-ready"));
});

test("the first token of another agent ends what the last one had", async (t) => {
  const { world, page, ask, state } = await opened(t, { messages: ["Hello"] });
  world.forgive(/status of 401/);
  const agents = new Set();
  page.on("request", (request) => {
    const token = request.headers().authorization;
    if (token) agents.add(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sub);
  });
  await ask(() => window.talk.draft("What Meera began to write"));
  await page.route("**/token", (route) => route.fulfill({ json: { token: world.token({ sub: "ravi" }) } }));
  const answer = await world.ask("POST", "/v1/session/revoke", { body: { agent: "meera" }, token: world.token({ sub: "boss", scope: "admin" }) });
  assert.equal(answer.status, 204, answer.text);
  await eventually("Ravi to ask", () => agents.has("ravi"));
  await eventually("the thread without her draft", () => state(({ phase, draft }, { messages }) => phase === "ready" && draft.text === "" && messages.length === 1));
  await world.asha.say("To whom it concerns");
  await eventually("the line", () => ask(() => window.talk.messages.at(-1)?.content.body === "To whom it concerns"));
  await ask(() => window.talk.destroy());
  assert.deepEqual(await ask(() => [window.talk.messages, window.talk.pending, window.talk.state.phase]), [[], [], "idle"]);
});
