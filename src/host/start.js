// Joins the element to its WASM: the chunk that the loader fetches.

import init, { mount } from "wasm-pkg/sidethread.js";

import { define } from "./element.js";
import { words } from "./words.js";

/**
 * Defines the element. `wasm` is the promise of the binary, fetched before this script arrived, and `again` fetches it once
 * more; where an `obstacle` forbids WASM, elements show the embed page instead, unless this is that page.
 */
export function start({ wasm, again, endpoint, obstacle, isEmbedded = false }) {
  let first = wasm;
  let ready = null;
  const load = () => {
    ready ??= init({ module_or_path: first ?? again() }).then(() => ({ mount })).catch((fault) => {
      ready = null;
      throw fault;
    });
    first = null;
    return ready;
  };
  if (!obstacle) load().catch(() => {});
  const frame = isEmbedded ? null : () => import(/* webpackChunkName: "framed" */ "./framed.js");
  return define(load, { endpoint, words, obstacle, frame });
}
