// The package as a single file, with the WASM and all words in it: for bundlers and hosts that can't serve a second file.

import init, { mount as mountPanel } from "./wasm/sidethread.js";
import binary from "./wasm/sidethread_bg.wasm";
import ar from "./words/ar.js";
import hi from "./words/hi.js";
import pt from "./words/pt.js";

import { door } from "./door.js";

export { createEmbed } from "./embed/index.js";

const TABLES = { ar, hi, pt };

export const { define, mount, probe, version } = /* @__PURE__ */ door({
  words: async (locale) => {
    const language = locale.split(/[-_]/)[0];
    return Object.hasOwn(TABLES, language) ? TABLES[language] : undefined;
  },
  start: async ({ wasmUrl }) => {
    await init({ module_or_path: wasmUrl ?? Uint8Array.from(atob(binary.slice(binary.indexOf(",") + 1)), (letter) => letter.charCodeAt(0)) });
    return mountPanel;
  },
});
