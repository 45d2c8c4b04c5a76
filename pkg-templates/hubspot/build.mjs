// Puts the widget's words into the card: the same words for the same things, in every language that the widget speaks.

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const WORDS = at('../../src/words/');
/** What a card has a use for. */
const USED = /^(send|empty|nameless|loading|who\.business|composer\.(by|nobody)|(left|state|kind|refused|error)\..+)$/;

const tables = {};
for (const file of (await readdir(WORDS)).filter((name) => name.endsWith('.json')).sort()) {
  const all = Object.entries(JSON.parse(await readFile(`${WORDS}${file}`, 'utf8')));
  tables[file.replace('.json', '')] = Object.fromEntries(all.filter(([key]) => USED.test(key)));
}
const text = `// Made by build.mjs out of the widget's words.\n\nexport const WORDS: Record<string, Record<string, string>> = ${JSON.stringify(tables, null, 2)};\n`;
const made = at('src/app/cards/words.ts');
// Whoever reads it at this moment finds it whole.
if ((await readFile(made, 'utf8').catch(() => '')) !== text) await writeFile(made, text);
