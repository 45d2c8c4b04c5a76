// The npm package in fresh projects: built by their own bundlers, opened in Chromium, the first bubble seen.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { eventually } from "../e2e/eventually.mjs";
import { Framed } from "../e2e/parent.mjs";
import { built } from "./project.mjs";

/** Opens a page of the built site and answers in it. */
async function answers(world, path, words, root = (page) => page) {
  const page = await world.browse(`${path}?endpoint=${encodeURIComponent(world.proxy)}`);
  const thread = root(page);
  await eventually("the first bubble", async () => (await thread.getByRole("log").getByRole("article").filter({ hasText: "Hello, bundlers" }).count()) === 1);
  await thread.getByRole("textbox", { name: "Message", exact: true }).click();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await eventually("it on the phone", async () => (await world.asha.received()).some((message) => JSON.stringify(message).includes(words)));
  return page;
}

test("Vite: the bare package, Vue, Svelte, React 19 and React 18", async (t) => {
  const folder = await built(t, "vite");
  const world = await Framed.start(t, { messages: ["Hello, bundlers"], site: join(folder, "dist") });
  await answers(world, "/index.html", "From Vite");
  const vue = await answers(world, "/vue.html", "From Vue");
  await vue.getByText("sent 1", { exact: true }).waitFor();
  const svelte = await answers(world, "/svelte.html", "From Svelte");
  await svelte.getByText("sent 1", { exact: true }).waitFor();
  const nineteen = await answers(world, "/react.html", "From React 19");
  await nineteen.getByText("sent 1 by React 19.3.1").waitFor();
  const eighteen = await answers(world, "/react18/react.html", "From React 18");
  await eighteen.getByText("sent 1 by React 18.3.1").waitFor();
  const hindi = await world.browse(`/index.html?locale=hi&endpoint=${encodeURIComponent(world.proxy)}`);
  await eventually("the words of another language", async () => (await hindi.getByRole("button", { name: "भेजें", exact: true }).count()) === 1);
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

test("Angular: its own builder, which takes no WASM along by itself", async (t) => {
  const folder = await built(t, "angular");
  const world = await Framed.start(t, { messages: ["Hello, bundlers"], site: join(folder, "dist") });
  const page = await answers(world, "/index.html", "From Angular");
  await page.getByText("sent 1: From Angular", { exact: true }).waitFor();
  await page.getByRole("button", { name: "हिन्दी" }).click();
  await eventually("the words of another language", async () => (await page.getByRole("button", { name: "भेजें", exact: true }).count()) === 1);
});

test("TypeScript: every entry under strict rules", async (t) => {
  await built(t, "strict");
});
