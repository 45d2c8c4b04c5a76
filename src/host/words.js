// The tables of words beside English, which the WASM has: each a file of its own, fetched when a locale asks for it.

const TABLES = {
  ar: new URL("../words/ar.json", import.meta.url),
  hi: new URL("../words/hi.json", import.meta.url),
  pt: new URL("../words/pt.json", import.meta.url),
};
const TIMEOUT = 10000;

const held = new Map();

/** A promise of the table for a BCP 47 tag, as text; of undefined where English is spoken. Never rejects. */
export function words(locale) {
  const language = locale.split(/[-_]/)[0];
  if (!Object.hasOwn(TABLES, language)) return Promise.resolve();
  if (!held.has(language)) {
    const table = read(TABLES[language]);
    held.set(language, table);
    table.then((text) => { if (text === undefined) held.delete(language); });
  }
  return held.get(language);
}

async function read(url) {
  try {
    const answer = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout?.(TIMEOUT) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}
