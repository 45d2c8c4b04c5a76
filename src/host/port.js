// The embed page: the same element as everywhere, told by the page around it over a port, or started by a code.

import "./base.js";
import { fetchBinary } from "./binary.js";
import { obstacle } from "./obstacle.js";
import { watchPolicy } from "./policy.js";
import { takeCode } from "./port/code.js";
import { Frame } from "./port/frame.js";

const VERSION = "sidethread-version";

const code = takeCode();
watchPolicy();
const { tenant, parents, probe } = document.documentElement.dataset;

if (probe === undefined) {
  const blocked = obstacle();
  const wasm = blocked ? null : fetchBinary();
  wasm?.catch(() => {});
  import(/* webpackChunkName: "start" */ "./start.js").then(({ start }) => start({ wasm, again: fetchBinary, endpoint: location.origin, obstacle: blocked, isEmbedded: true }));
  new Frame({ endpoint: location.origin, tenant, patterns: parents.split(" ").filter(Boolean), code });
} else {
  import(/* webpackChunkName: "probe" */ "./probe.js").then(({ show }) => show({ endpoint: location.origin, tenant, version: VERSION }));
}
