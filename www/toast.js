// Short words at the foot of the page, gone after a few seconds.

import { byId, h } from "./dom.js";

/** Says something for five seconds. */
export function toast(words) {
  const line = h("p.toast", null, words);
  byId("toasts").append(line);
  setTimeout(() => line.remove(), 5000);
}
