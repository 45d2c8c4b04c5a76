// The files that docs/embedding/npm.md prints, as they are printed; only the server is another.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const GUIDE = new URL("../../docs/embedding/npm.md", import.meta.url);

/** Writes those of these names into a folder. */
export async function printed(folder, endpoint, ...names) {
  const text = await readFile(GUIDE, "utf8");
  const files = new Map([...text.matchAll(/\*\*`([\w.]+)`\*\*\n\n```\w+\n([\s\S]*?)```/g)].map(([, name, body]) => [name, body]));
  for (const name of names) {
    if (!files.has(name)) throw new Error(`the guide has no ${name}`);
    await writeFile(join(folder, name), files.get(name).replaceAll("https://threads.example", endpoint));
  }
}

/** What it says for `angular.json`. */
export async function assets() {
  const [, line] = /```json\n"assets": (.*)\n```/.exec(await readFile(GUIDE, "utf8"));
  return JSON.parse(line);
}
