// The script tag: a queue that works before anything else is here, the element, which asks for its thread while the WASM is on its
// way, and a mount by data attributes.

import "./base.js";
import { define } from "./element.js";
import { load } from "./load.js";
import { obstacle } from "./obstacle.js";
import { watchPolicy } from "./policy.js";
import { words } from "./words.js";

const TAG = "side-thread";
const VERSION = "sidethread-version";
const script = document.currentScript;
const NAMES = ["endpoint", "tenant", "phone", "name", "record", "channel", "locale", "theme"];

const commands = {
  /** `sidethread('mount', {target, tokenProvider, endpoint, tenant, phone, …})` puts an element into the page and gives it back. */
  mount(options = {}) {
    const { target, tokenProvider } = options;
    const place = typeof target === "string" ? document.querySelector(target) : target ?? document.body;
    if (!place) throw new Error(`sidethread: nothing matches ${target}`);
    const thread = document.createElement(TAG);
    for (const name of NAMES) if (options[name] != null) thread.setAttribute(name, options[name]);
    if (tokenProvider) thread.tokenProvider = tokenProvider;
    place.append(thread);
    return thread;
  },
  /** `sidethread('open', {phone, name, …})` shows another contact in the first element of the page. */
  async open(context) {
    await customElements.whenDefined(TAG);
    return document.querySelector(TAG)?.open(context);
  },
  /** `sidethread('tokens', () => promise)` gives every element of the page that has none its token function. */
  tokens(tokenProvider) {
    for (const thread of document.querySelectorAll(TAG)) thread.tokenProvider ??= tokenProvider;
  },
  /** `sidethread('destroy')` takes every element out of the page. */
  destroy() {
    for (const thread of document.querySelectorAll(TAG)) thread.remove();
  },
};

function run(name, ...rest) {
  if (!Object.hasOwn(commands, name)) throw new Error(`sidethread: no command ${name}`);
  return commands[name](...rest);
}

function begin() {
  const { q: waiting = [], chunks } = window.sidethread ?? {};
  const endpoint = script?.src ? new URL(script.src).origin : "";
  Object.assign(run, {
    loaded: true,
    version: VERSION,
    chunks,
    /** A promise of what this page allows, to be copied for support. */
    probe: async () => (await import(/* webpackChunkName: "probe" */ "./probe.js")).probe({ endpoint, version: VERSION }),
  });
  window.sidethread = run;
  watchPolicy();
  const blocked = obstacle();
  const frame = () => import(/* webpackChunkName: "framed" */ "./framed.js");
  define(blocked ? null : load(), { endpoint, words, obstacle: blocked, frame });
  for (const call of waiting) run(...call);
}

/** `<script data-phone=…>` mounts an element behind itself; `data-token-provider` names a function of the page. */
function mountBehind({ dataset }) {
  const thread = document.createElement(TAG);
  for (const name of NAMES) if (dataset[name] !== undefined) thread.setAttribute(name, dataset[name]);
  const provider = dataset.tokenProvider;
  if (provider) thread.tokenProvider = (...rest) => window[provider](...rest);
  if (script.parentElement !== document.head) script.after(thread);
  else if (document.body) document.body.append(thread);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(thread), { once: true });
}

if (!window.sidethread?.loaded) begin();
if (script?.dataset.phone !== undefined) mountBehind(script);
