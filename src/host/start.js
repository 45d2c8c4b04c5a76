// The WASM's glue, a chunk of its own: it is of no use before the binary is here.

import init, { fetchPart as fetchPartBy, mount } from "wasm-pkg/sidethread.js";

import { fetchPart } from "./binary.js";

/** A promise of the WASM's door, once the fetched binary runs. */
export async function start(binary) {
  const wasm = await init({ module_or_path: binary });
  let part = null;
  fetchPartBy(() => (part ??= add(wasm).catch((fault) => {
    part = null;
    throw fault;
  })));
  return { mount };
}

/** Fetches the part that few visits need and joins it to the rest, whose memory and functions it uses. */
async function add(wasm) {
  const answer = await fetchPart();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  await WebAssembly.instantiate(await answer.arrayBuffer(), { "": wasm });
}
