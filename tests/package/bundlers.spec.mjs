// The npm package in fresh projects: built by their own bundlers, opened in Chromium, the first bubble seen.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { samplePath } from "../e2e/customer.mjs";
import { eventually } from "../e2e/eventually.mjs";
import { Framed } from "../e2e/parent.mjs";
import { assets, printed } from "./guide.mjs";
import { built } from "./project.mjs";

/** Opens a page of the built site and answers in it. */
async function answers(world, path, words, root = (page) => page) {
  const page = await world.browse(`${path}?endpoint=${encodeURIComponent(world.proxy)}`);
  await answer(world, page, words, root(page));
  return page;
}

async function answer(world, page, words, thread = page) {
  await eventually("the first bubble", async () => (await thread.getByRole("log").getByRole("article").filter({ hasText: "Hello, bundlers" }).count()) === 1);
  await thread.getByRole("textbox", { name: "Message", exact: true }).click();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).some((message) => JSON.stringify(message).includes(words)));
}

/** Opens a page that asks its own back end for tokens where the guide says, and collects what it logs. */
async function guided(world, path) {
  const page = await world.visit("/before", "", { prelude: () => "" });
  await page.route("**/sidethread-token", (route) => route.fulfill({ json: { token: world.token() } }));
  const logged = [];
  page.on("console", async (line) => logged.push(JSON.stringify(await line.args()[0]?.jsonValue().catch(() => null))));
  await page.goto(`${world.parent}${path}`);
  return { page, logged };
}

/** Answers in a page of the guide, and finds the answer in its console, where the guide's listener puts it. */
async function follows(world, path, words) {
  const { page, logged } = await guided(world, path);
  await answer(world, page, words);
  await eventually("the sent message in the console", () => logged.some((line) => line?.includes(words)));
  return page;
}

/** Answers twice, with the component drawn anew in between, for which the page wrote its token function anew. */
async function lasts(world, path, words, count) {
  let opened = 0;
  world.onRequest = (request) => { if (request.method() === "POST" && request.url().endsWith("/threads/open")) opened += 1; };
  const page = await answers(world, path, words);
  await page.getByText(`sent 1${count}`, { exact: true }).waitFor();
  await answer(world, page, `${words}, again`);
  await page.getByText(`sent 2${count}`, { exact: true }).waitFor();
  assert.equal(opened, 1, "the thread was opened once");
}

test("Vite: the bare package, Vue, Svelte, React 19 and React 18", async (t) => {
  const folder = await built(t, "vite");
  const world = await Framed.start(t, { messages: ["Hello, bundlers"], site: join(folder, "dist") });
  await answers(world, "/index.html", "From Vite");
  await lasts(world, "/vue.html", "From Vue", "");
  const svelte = await answers(world, "/svelte.html", "From Svelte");
  await svelte.getByText("sent 1", { exact: true }).waitFor();
  await lasts(world, "/react.html", "From React 19", " by React 19.3.1");
  await lasts(world, "/react18/react.html", "From React 18", " by React 18.3.1");
  const hindi = await world.browse(`/index.html?locale=hi&endpoint=${encodeURIComponent(world.proxy)}`);
  await eventually("the words of another language", async () => (await hindi.getByRole("button", { name: "भेजें", exact: true }).count()) === 1);
});

test("the guide: bare, React, Vue, Svelte and without a panel, as it prints them", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello, bundlers"] });
  const folder = await built(t, "guide", (to) => printed(to, world.proxy, "token.js", "main.js", "Thread.jsx", "Thread.vue", "Thread.svelte", "panel.js"));
  world.site = join(folder, "dist");
  await follows(world, "/index.html", "As printed");
  await follows(world, "/react.html", "As printed for React");
  await follows(world, "/vue.html", "As printed for Vue");
  await follows(world, "/svelte.html", "As printed for Svelte");
  const { page } = await guided(world, "/panel.html");
  await page.getByText("Hello, bundlers").waitFor();
  await page.locator("[name=files]").setInputFiles(samplePath("receipt.jpg"));
  await page.getByText("receipt.jpg: ready 100 %").waitFor();
  await page.getByRole("textbox", { name: "Message" }).fill("Without a panel");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(/^Without a panel (sent|delivered)/).waitFor();
});

test("webpack: define, the single file, and the frame", async (t) => {
  const folder = await built(t, "webpack");
  const world = await Framed.start(t, { messages: ["Hello, bundlers"], site: folder });
  await answers(world, "/define.html", "From webpack");
  const binaries = [];
  world.onRequest = (request) => { if (request.url().endsWith(".wasm")) binaries.push(request.url()); };
  await answers(world, "/inline.html", "From one file");
  assert.deepEqual(binaries, [], "the single file asked for no binary");
  await answers(world, "/embed.html", "From the frame", (page) => page.frameLocator("iframe"));
});

test("Next.js: rendered on a server first, then alive", async (t) => {
  const folder = await built(t, "next");
  const world = await Framed.start(t, { messages: ["Hello, bundlers"], site: join(folder, "out") });
  await answers(world, "/index.html", "From Next.js");
});

test("Angular: the guide's recipe with its own builder, which takes no WASM along by itself", async (t) => {
  const world = await Framed.start(t, { messages: ["Hello, bundlers"] });
  const folder = await built(t, "angular", (to) => printed(join(to, "src"), world.proxy, "token.js", "thread.ts"));
  assert.deepEqual(JSON.parse(await readFile(join(folder, "angular.json"), "utf8")).projects.crm.architect.build.options.assets, await assets());
  world.site = join(folder, "dist");
  const page = await follows(world, "/index.html", "From Angular");
  await page.locator("side-thread").evaluate((thread) => thread.setAttribute("locale", "hi"));
  await eventually("the words of another language", async () => (await page.getByRole("button", { name: "भेजें", exact: true }).count()) === 1);
});

test("TypeScript: every entry under strict rules", async (t) => {
  await built(t, "strict");
});
