// Whether this page lets WASM run, known before anything is fetched.

/** The smallest module there is. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** `wasm-missing`, `wasm-blocked`, or null where it may run. */
export function obstacle() {
  if (typeof WebAssembly !== "object") return "wasm-missing";
  try {
    return new WebAssembly.Module(EMPTY) && null;
  } catch {
    return "wasm-blocked";
  }
}
