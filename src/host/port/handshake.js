// How frame and parent find each other: hello until somebody answers, and again when the parent knocks.

import { hello, is } from "../../../pkg-templates/embed/port.js";

const OFTEN = 250;
const SELDOM = 1000;
const LATE = 10000;
const GIVE_UP = 60000;

/** Whether a page of this origin is one of the tenant's, whose patterns are those of `frame-ancestors`. */
export function isAllowed(patterns, origin) {
  return patterns.some((pattern) => {
    const [scheme, host] = pattern.split("://*.");
    return host === undefined ? origin === pattern : origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`);
  });
}

/**
 * Says hello to the page around us. `take(port, context)` gets each port that an allowed parent hands over, the first and
 * those after a knock; `late()` is called once when ten seconds have gone by without one.
 */
export function meet(patterns, take, late) {
  let nonce = null;
  let timer = 0;
  let since = 0;
  let hasWaited = false;

  const say = () => {
    const waited = Date.now() - since;
    window.parent.postMessage(hello(nonce), "*");
    if (waited >= LATE && !hasWaited) {
      hasWaited = true;
      late();
    }
    if (waited < GIVE_UP) timer = setTimeout(say, waited < LATE ? OFTEN : SELDOM);
  };

  const begin = () => {
    clearTimeout(timer);
    nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    since = Date.now();
    say();
  };

  addEventListener("message", ({ source, origin, data, ports }) => {
    if (source !== window.parent || !isAllowed(patterns, origin)) return;
    if (is(data, "knock")) begin();
    else if (is(data, "init") && data.nonce === nonce && ports[0]) {
      nonce = null;
      clearTimeout(timer);
      hasWaited = true;
      take(ports[0], data.context ?? {});
    }
  });

  if (window.parent === window) late();
  else begin();
}
