// The WASM on the wire. The build puts its hash here: a script that is pinned by SRI vouches for the binary too.

/** A page that pins the script means all of it. Elsewhere the hash would only cost: with it, nothing is compiled before the last byte. */
const pin = document.currentScript?.integrity ? { integrity: "integrity-of-the-wasm" } : {};

/** Fetches it. */
export const fetchBinary = () => fetch(new URL("wasm-pkg/sidethread_bg.wasm", import.meta.url), pin);
