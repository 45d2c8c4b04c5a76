// Joins the element to its WASM: the chunk that the loader fetches.

import init, { mount } from "wasm-pkg/sidethread.js";

import { define } from "./element.js";
import { words } from "./words.js";

/** Defines the element; `wasm` is the promise of the binary, fetched before this script arrived. */
export function start(wasm, endpoint) {
  let first = wasm;
  let ready = null;
  const load = () => {
    ready ??= init({ module_or_path: first ?? undefined }).then(() => ({ mount })).catch((fault) => {
      ready = null;
      throw fault;
    });
    first = null;
    return ready;
  };
  load().catch(() => {});
  define(load, { endpoint, words });
}
