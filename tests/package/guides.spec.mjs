// The pages that docs/embedding/script.md and embed.md print, and the policies they name, in Chromium; only the server is another.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { eventually } from "../e2e/eventually.mjs";
import { Framed } from "../e2e/parent.mjs";

const DIST = process.env.SIDETHREAD_DIST ?? fileURLToPath(new URL("../../dist/web", import.meta.url));

/** The blocks of a guide, in a language. */
async function blocks(guide, language, world) {
  const text = await readFile(new URL(`../../docs/embedding/${guide}.md`, import.meta.url), "utf8");
  return [...text.matchAll(/```(\w*)\n([\s\S]*?)```/g)].filter(([, kind]) => kind === language).map(([, , body]) => body.replaceAll("https://threads.example", world.proxy));
}

/** Opens a page of these bytes under a policy, with the back end that the guides ask for tokens, and finds the thread in it. */
async function shows(world, html, { policy, inFrame = false } = {}) {
  const page = await world.visit("/before", "", { prelude: () => "" });
  await page.route("**/sidethread-token", (route) => route.fulfill({ json: { token: world.token() } }));
  const headers = policy ? { "content-security-policy": policy.replaceAll("\n", " ") } : {};
  world.parents.set("/crm", { headers, html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>CRM</title><link rel="icon" href="data:,"></head><body>${html}</body></html>` });
  await page.goto(`${world.parent}/crm`);
  const root = inFrame ? page.frameLocator("iframe") : page;
  await eventually("the first bubble", async () => (await root.getByRole("article").filter({ hasText: "Hello, reader" }).count()) === 1);
  return page;
}

const OWN = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; connect-src 'self'; script-src 'unsafe-inline'";

/** A printed policy as a part of one that lets the test's own page run: its inline script and its back end. */
const joined = (printed) => printed.trim().split(";").map((line) => line.trim()).filter(Boolean).reduce((all, line) => {
  const [name] = line.split(" ");
  return all.includes(`${name} `) ? all.replace(`${name} `, `${line} `) : `${all}; ${line}`;
}, OWN);

test("the script tag: each way it is printed, pinned too, and under both policies", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello, reader"] });
  const [element, one, queue, pinned] = await blocks("script", "html", world);
  await shows(world, element);
  await shows(world, one);
  const page = await shows(world, queue);
  assert.equal((await page.evaluate(() => window.sidethread.probe())).road, "wasm");
  const [, version] = /\/([\d.]+)\/sidethread\.js/.exec(pinned);
  const hash = await readFile(join(DIST, version, "integrity.txt"), "utf8");
  await shows(world, element.replace(/<script async.*\n/, pinned.replace("sha384-…", hash.trim())));
  const [strict, frame] = await blocks("script", "", world);
  await shows(world, element, { policy: joined(strict) });
  await shows(world, element, { policy: joined(frame), inFrame: true });
});

test("the embed page: as it is printed, and under the policy it asks for", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello, reader"] });
  const [page] = await blocks("embed", "html", world);
  await shows(world, page, { inFrame: true });
  await shows(world, page, { inFrame: true, policy: joined(`script-src ${world.proxy}; frame-src ${world.proxy}`) });
});
