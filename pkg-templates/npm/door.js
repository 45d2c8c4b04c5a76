// What every entry gives: the element defined by a WASM that comes one way or another, and what stands around it.

import { define as defineElement } from "./host/element.js";
import { obstacle } from "./host/obstacle.js";
import { watchPolicy } from "./host/policy.js";

const VERSION = "sidethread-version";
const NAMES = ["endpoint", "tenant", "phone", "name", "record", "channel", "locale", "theme"];

/** `start({wasmUrl})` gives a promise of the WASM's `mount`; `words` gives a promise of a locale's table. */
export function door({ start, words }) {
  const define = ({ tag = "side-thread", endpoint = "", wasmUrl } = {}) => {
    if (typeof customElements === "undefined" || typeof HTMLElement === "undefined") return undefined;
    if (customElements.get(tag)) return customElements.get(tag);
    watchPolicy();
    let ready = null;
    const load = () => {
      ready ??= start({ wasmUrl }).then((mount) => ({ mount })).catch((fault) => {
        ready = null;
        throw fault;
      });
      return ready;
    };
    return defineElement(load, { tag, endpoint, words, obstacle: obstacle(), frame: () => import("./host/framed.js") });
  };

  const mount = (target, { tokenProvider, userIds, phones, wasmUrl, ...rest } = {}) => {
    const place = typeof target === "string" ? document.querySelector(target) : target;
    if (!place) throw new Error(`sidethread: nothing matches ${target}`);
    define({ wasmUrl });
    const thread = document.createElement("side-thread");
    const attributes = phones ? { ...rest, phone: phones.join(",") } : rest;
    for (const name of NAMES) if (attributes[name] != null) thread.setAttribute(name, attributes[name]);
    if (tokenProvider) thread.tokenProvider = tokenProvider;
    place.append(thread);
    if (userIds) thread.open({ userIds, phones: phones ?? (rest.phone ? [rest.phone] : []), name: rest.name, record: rest.record });
    return thread;
  };

  const probe = async ({ endpoint } = {}) => (await import("./host/probe.js")).probe({ endpoint, version: VERSION });

  return { define, mount, probe, version: VERSION };
}
