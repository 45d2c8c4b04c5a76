// Another user at the same desk: whatever road she comes by, nothing of the last one's stays for her.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "./eventually.mjs";
import { start } from "./harness.mjs";
import { inside } from "./hosted.mjs";
import { Framed } from "./parent.mjs";

const REFUSED = /status of 401/;
const ABORTED = /ERR_ABORTED/;

/** Watches who asks in a page, and which streams are open. */
function watch(page) {
  const streams = new Set();
  const agents = [];
  page.on("request", (request) => {
    const token = request.headers().authorization;
    if (token) agents.push(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sub);
    if (/\/events(\?|$)/.test(request.url())) streams.add(request);
  });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => streams.delete(request));
  return { streams, agents };
}

/** Meera's open thread, with a draft of hers; its function gives `window.token`. */
async function desk(t) {
  const world = await start(t, { messages: ["Hello"] });
  world.forgive(REFUSED);
  const panel = await world.open({ mount: false });
  const seen = watch(panel.page);
  const token = world.token({ sub: "meera" });
  await panel.page.evaluate(([endpoint, given]) => {
    window.token = given;
    const thread = document.createElement("side-thread");
    thread.tokenProvider = async () => window.token;
    for (const [key, value] of Object.entries({ endpoint, tenant: "acme", phone: "+919999999999" })) thread.setAttribute(key, value);
    document.body.insertBefore(thread, document.body.lastElementChild);
  }, [world.proxy, token]);
  await panel.ready();
  await panel.shows("Hello");
  await eventually("a stream", () => seen.streams.size === 1);
  await panel.type("What Meera began to write");
  return { world, panel, token, ...seen };
}

/** Does something to the element, and tells how much of the thread is left in the same moment. */
const left = (panel, act) => panel.page.evaluate((code) => {
  const thread = document.querySelector("side-thread");
  new Function("thread", code)(thread);
  return thread.shadowRoot.childElementCount;
}, act);

async function isNew({ panel, streams }) {
  await panel.shows("Hello");
  assert.equal(await panel.message.inputValue(), "");
  await eventually("one stream", () => streams.size === 1);
}

test("another token function ends thread, draft and stream at once; the same one again changes nothing", async (t) => {
  const open = await desk(t);
  const { world, panel, streams, agents } = open;
  assert.notEqual(await left(panel, "thread.tokenProvider = thread.tokenProvider"), 0);
  assert.equal(await panel.message.inputValue(), "What Meera began to write");
  const before = agents.length;
  assert.equal(await left(panel, "thread.tokenProvider = () => new Promise((resolve) => { window.give = resolve; })"), 0);
  await eventually("the stream to end", () => streams.size === 0);
  await panel.page.evaluate((token) => window.give(token), world.token({ sub: "ravi" }));
  await isNew(open);
  assert.deepEqual([...new Set(agents.slice(before))], ["ravi"]);
});

test("log-out takes the token function away, and the thread with it", async (t) => {
  const { panel, streams, agents } = await desk(t);
  const before = agents.length;
  assert.equal(await left(panel, "thread.tokenProvider = null"), 0);
  await eventually("the stream to end", () => streams.size === 0);
  await eventually("the event error", () => panel.page.evaluate(() => window.seen.some(({ name, detail }) => name === "error" && detail.code === "no-token-provider")));
  assert.equal(agents.length, before);
});

test("another tenant or another proxy is another session", async (t) => {
  const open = await desk(t);
  assert.equal(await left(open.panel, "thread.setAttribute('tenant', 'globex')"), 0);
  await isNew(open);
  await open.panel.type("Meera again");
  assert.equal(await left(open.panel, "thread.setAttribute('endpoint', thread.getAttribute('endpoint').replace('127.0.0.1', 'localhost'))"), 0);
  assert.equal(await left(open.panel, `thread.setAttribute('endpoint', '${open.world.proxy}')`), 0);
  await isNew(open);
});

test("the same function's first token of another agent does the same", async (t) => {
  const open = await desk(t);
  const { world, panel, token, agents } = open;
  await panel.page.evaluate((given) => { window.token = given; }, world.token({ sub: "meera" }));
  await revoke(world, token);
  await eventually("the stream to end and begin", () => agents.length > 3);
  assert.equal(await panel.message.inputValue(), "What Meera began to write", "a fresh token of the same agent changes nothing");
  const now = await panel.page.evaluate(() => window.token);
  await panel.page.evaluate((given) => { window.token = given; }, world.token({ sub: "ravi" }));
  await revoke(world, now);
  await eventually("Ravi to ask", () => agents.includes("ravi"));
  await isNew(open);
  assert.equal(agents.at(-1), "ravi");
});

async function revoke(world, token) {
  const { jti } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  const answer = await world.ask("POST", "/v1/session/revoke", { body: { jti }, token: world.token({ sub: "boss", scope: "admin" }) });
  assert.equal(answer.status, 204, answer.text);
}

test("a page that takes the frame over for another agent finds nothing of the last one's", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(ABORTED);
  const page = await world.visit("/crm", `<iframe id="there" src="${world.proxy}/embed/v1/acme" title="Thread" style="width: 100%; height: 600px"></iframe>`);
  const seen = watch(page);
  const panel = inside(page, "#there");
  const take = (sub) => page.evaluate(async (token) => {
    if (!window.canMake) await new Promise((resolve) => { addEventListener("can-make", resolve, { once: true }); });
    window.make({ frame: document.querySelector("#there"), container: "#place", tokenProvider: async () => token });
  }, world.token({ sub }));
  await take("meera");
  await panel.shows("Hello");
  await panel.type("What Meera began to write");
  await take("ravi");
  await eventually("Ravi's stream", () => seen.agents.at(-1) === "ravi" && seen.streams.size === 1);
  await isNew({ panel, streams: seen.streams });
});

test("where a page forbids WASM, the frame of the last agent goes with her", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  world.forgive(/wasm-eval|WebAssembly|unsafe-eval/i, /Creating a worker|violates the (following|document's) Content Security Policy/, ABORTED);
  const headers = { "content-security-policy": `default-src 'none'; script-src ${world.proxy}; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; frame-src ${world.proxy}` };
  const provide = () => {
    window.provider = async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: ["+919999999999"] }) })).json()).token;
  };
  const mounting = `data-endpoint="${world.proxy}" data-tenant="acme" data-phone="+919999999999" data-locale="en" data-token-provider="provider"`;
  const html = `<style>side-thread { display: block; height: 600px }</style><script async src="${world.proxy}/v1/sidethread.js" ${mounting}></script>`;
  const page = await world.visit("/page", html, { headers, prelude: () => "", init: provide });
  const seen = watch(page);
  const panel = inside(page, "side-thread iframe");
  await panel.shows("Hello");
  await panel.type("What Meera began to write");
  const frames = await page.evaluate((token) => {
    const thread = document.querySelector("side-thread");
    thread.tokenProvider = async () => token;
    return thread.shadowRoot.querySelectorAll("iframe").length;
  }, world.token({ sub: "ravi" }));
  assert.equal(frames, 0);
  await isNew({ panel, streams: seen.streams });
  assert.equal(seen.agents.at(-1), "ravi");
});

test("a frame says for which record it needs a token, and gets one for that", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello"] });
  const listen = () => {
    const Own = window.MessageChannel;
    window.heard = [];
    window.MessageChannel = function Channel() {
      const channel = new Own();
      channel.port1.addEventListener("message", ({ data }) => window.heard.push(data));
      return channel;
    };
  };
  const page = await world.visit("/crm", "", { init: listen });
  const make = (options) => page.evaluate(async ([more, token]) => {
    if (!window.canMake) await new Promise((resolve) => { addEventListener("can-make", resolve, { once: true }); });
    const tokenProvider = async ({ context }) => (token ?? `for ${context.record}`);
    window.make({ container: "#place", context: { phone: "+919999999999", record: "crm:1" }, tokenProvider, ...more });
  }, options);
  await make([{}, world.token()]);
  await inside(page, "iframe").shows("Hello");
  assert.deepEqual(await page.evaluate(() => window.heard.filter(({ type }) => type === "token-request").map(({ record }) => record)), ["crm:1"]);
  await page.evaluate(() => window.embed.destroy());

  // A frame that asks for the first record's token when the parent has told it of the second one already.
  const script = `
    addEventListener("message", ({ data, ports: [port] }) => {
      if (data?.type !== "init") return;
      const answers = [];
      document.body.textContent = "Met";
      port.onmessage = ({ data: { id, type, value, context } }) => {
        if (type === "ack") answers[id - 1] = value.token;
        else ["crm:1", "crm:2", "crm:3", undefined].forEach((record, index) => port.postMessage({ id: index + 1, type: "token-request", fresh: false, record }));
        if (Object.keys(answers).length === 4) document.body.textContent = answers.join(", ");
      };
    });
    parent.postMessage({ sidethread: 1, type: "hello", nonce: "one", versions: [1] }, "*");`;
  await page.route(/\/embed\/v1\/acme/, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Frame</title><body><script>${script}</script>` }));
  await make([{}, null]);
  const frame = page.frameLocator("iframe").locator("body");
  await frame.getByText("Met").waitFor();
  await page.evaluate(() => { window.embed.open({ phone: "+918888888888", record: "crm:2" }).catch(() => {}); });
  await frame.getByText("for crm:1, for crm:2, for crm:2, for crm:2").waitFor();
});
