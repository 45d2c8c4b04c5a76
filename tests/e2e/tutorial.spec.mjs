// docs/embedding/ten-minutes.md, done as it is written: its files, its commands, its page. Only the ports are others.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

import { eventually } from "./eventually.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = process.env.SIDETHREAD_BIN ?? join(ROOT, "target/debug/sidethread");
const DIST = process.env.SIDETHREAD_DIST ?? join(ROOT, "dist/web");
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SIDETHREAD_")));

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

test("the ten minutes end in a live thread", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "sidethread-tutorial-"));
  const [proxy, site] = [await freePort(), await freePort()];
  const text = (await readFile(join(ROOT, "docs/embedding/ten-minutes.md"), "utf8")).replaceAll("8700", String(proxy)).replaceAll("3000", String(site));
  const block = (language, containing) => [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].find(([, kind, body]) => kind === language && body.includes(containing))[2];
  const running = [];
  const start = (file, words) => {
    const child = spawn(file, words, { cwd: folder, env: ENV, stdio: "ignore" });
    running.push(child);
    return child;
  };
  t.after(async () => {
    for (const child of running) {
      if (child.exitCode !== null) continue;
      child.kill("SIGINT");
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  });

  await cp(BINARY, join(folder, "sidethread"));
  await cp(DIST, join(folder, "web"), { recursive: true });
  await writeFile(join(folder, "sidethread.toml"), `listen = "127.0.0.1:${proxy}"\n${block("toml", "[[tenant]]")}`);
  await writeFile(join(folder, "page.mjs"), block("js", "agentToken"));
  const [check, serve] = block("sh", "./sidethread check").trim().split(" && ");
  await promisify(execFile)("sh", ["-c", check], { cwd: folder, env: ENV });
  start("sh", ["-c", `exec ${serve}`]);
  start(process.execPath, [block("sh", "node page.mjs").trim().split("node ")[1]]);
  for (const port of [proxy, site]) await eventually(`port ${port}`, () => fetch(`http://127.0.0.1:${port}/`).then(() => true));

  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox"] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (problem) => errors.push(problem.message));
  await page.goto(`http://127.0.0.1:${site}`);
  await page.getByRole("log", { name: /Asha Nair/ }).waitFor();
  const { stdout } = await promisify(execFile)("sh", ["-c", block("sh", "curl -i")], { env: ENV });
  assert.match(stdout, /^HTTP\/1.1 200/);
  const bubble = page.getByRole("article").filter({ hasText: "Is the house by the lake still free?" });
  await bubble.waitFor();
  await page.getByRole("textbox", { name: "Message", exact: true }).click();
  await page.keyboard.type("Yes, it is");
  await page.keyboard.press("Enter");
  await page.getByRole("article").filter({ hasText: "Yes, it is" }).waitFor();
  assert.deepEqual(errors, []);
});
