// The WASM's glue, a chunk of its own: it is of no use before the binary is here.

import init, { mount } from "wasm-pkg/sidethread.js";

/** A promise of the WASM's door, once the fetched binary runs. */
export async function start(binary) {
  await init({ module_or_path: binary });
  return { mount };
}
