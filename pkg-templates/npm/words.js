// The tables of words beside English: modules, so that every bundler takes them along, each loaded when a locale asks for it.

const TABLES = {
  ar: () => import("./words/ar.js"),
  hi: () => import("./words/hi.js"),
  pt: () => import("./words/pt.js"),
};

/** A promise of the table for a BCP 47 tag, as text; of undefined where English is spoken. Never rejects. */
export async function words(locale) {
  const language = locale.split(/[-_]/)[0];
  if (!Object.hasOwn(TABLES, language)) return undefined;
  return TABLES[language]().then((table) => table.default, () => undefined);
}
