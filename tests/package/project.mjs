// A fresh project of somebody else: copied out, installed with our tarball from its registry, built.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const HERE = fileURLToPath(new URL("./projects/", import.meta.url));
const ENV = { ...process.env, CI: "1", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "" };

/** The packed npm package. */
export async function tarball() {
  if (process.env.SIDETHREAD_TARBALL) return process.env.SIDETHREAD_TARBALL;
  const packed = (await readdir(join(ROOT, "dist"))).filter((name) => /^sidethread-.*\.tgz$/.test(name));
  assert.equal(packed.length, 1, "run `cargo xtask package` first");
  return join(ROOT, "dist", packed[0]);
}

/** The project's folder, built; it goes when the test ends. `add` puts more into it. */
export async function built(t, name, add = async () => {}) {
  const folder = await installed(t, async (to) => {
    await cp(join(HERE, name), to, { recursive: true });
    await add(to);
  });
  await command(folder, "run", "build");
  return folder;
}

/** A folder with our package in it. */
export async function installed(t, fill) {
  const folder = await mkdtemp(join(tmpdir(), "sidethread-package-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await fill(folder);
  await command(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", await tarball());
  return folder;
}

async function command(cwd, ...words) {
  try {
    return await run("npm", words, { cwd, env: ENV, maxBuffer: 1e8 });
  } catch (problem) {
    throw new Error(`npm ${words.join(" ")}\n${problem.stdout}\n${problem.stderr}`);
  }
}

/** Node in a folder, with a script. */
export async function node(cwd, script) {
  return (await run(process.execPath, ["--input-type=module", "--eval", script], { cwd, env: ENV })).stdout;
}
