// The package without side effects: nothing is registered or fetched before `define()` or `mount()`.

import { door } from "./door.js";
import { words } from "./words.js";

export { createEmbed } from "./embed/index.js";

export const { define, mount, probe, version } = /* @__PURE__ */ door({
  words,
  start: async ({ wasmUrl }) => {
    const glue = await import("./wasm/sidethread.js");
    await glue.default(wasmUrl ? { module_or_path: wasmUrl } : undefined);
    return glue.mount;
  },
});
