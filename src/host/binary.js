// The WASM on the wire, pinned: the build puts its hash here, so that a script with SRI vouches for the binary too.

/** Fetches it; the browser refuses any other bytes than those this script was built with. */
export const fetchBinary = () => fetch(new URL("wasm-pkg/sidethread_bg.wasm", import.meta.url), { integrity: "integrity-of-the-wasm" });
