// The WASM and its glue: fetched at once, shared by all elements.

import { fetchBinary } from "./binary.js";

/** Begins to fetch both, and gives a function that gives the promise of `{mount}`; after a failure it fetches them anew. */
export function load() {
  let ready = null;
  const again = () => {
    ready ??= begin().catch((fault) => {
      ready = null;
      throw fault;
    });
    return ready;
  };
  again().catch(() => {});
  return again;
}

async function begin() {
  const binary = fetchBinary();
  binary.catch(() => {});
  const { start } = await import(/* webpackChunkName: "start" */ "./start.js");
  return start(binary);
}
