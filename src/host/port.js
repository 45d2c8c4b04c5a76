// The embed page: the same element as everywhere, told by the page around it over a port, or started by a code.

import "./base.js";
import { define } from "./element.js";
import { load } from "./load.js";
import { watchPolicy } from "./policy.js";
import { takeCode } from "./port/code.js";
import { Frame } from "./port/frame.js";
import { words } from "./words.js";

const VERSION = "sidethread-version";

const code = takeCode();
watchPolicy();
const { tenant, parents, probe } = document.documentElement.dataset;

if (probe === undefined) {
  define(load(), { endpoint: location.origin, words });
  new Frame({ endpoint: location.origin, tenant, patterns: parents.split(" ").filter(Boolean), code });
} else {
  import(/* webpackChunkName: "probe" */ "./probe.js").then(({ show }) => show({ endpoint: location.origin, tenant, version: VERSION }));
}
