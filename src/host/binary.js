// The WASM on the wire. The build puts its hashes here: a script that is pinned by SRI vouches for the binaries too.

/** A page that pins the script means all of it. Elsewhere a hash would only cost: with it, nothing is compiled before the last byte. */
const isPinned = Boolean(document.currentScript?.integrity);
const pin = (integrity) => (isPinned ? { integrity } : {});

/** Fetches it. */
export const fetchBinary = () => fetch(new URL("wasm-pkg/sidethread_bg.wasm", import.meta.url), pin("integrity-of-the-wasm"));

/** Fetches the part of it that few visits need. */
export const fetchPart = () => fetch(new URL("wasm-pkg/sidethread_part.wasm", import.meta.url), pin("integrity-of-the-part"));
