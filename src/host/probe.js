// What this page allows, for support: a plain report that can be copied.

import { obstacle } from "./obstacle.js";
import { violations, watchPolicy } from "./policy.js";

const PATIENCE = 3000;

/** A promise of the report; nothing of it is a secret, and nothing leaves the page. */
export async function probe({ endpoint = "", version = "" } = {}) {
  watchPolicy();
  const [worker, connect, microphone, indexedDb] = await Promise.all([canWork(), canReach(endpoint), mayUse("microphone"), canKeep()]);
  const elements = [...document.querySelectorAll("side-thread")];
  return {
    sidethread: version,
    at: new Date().toISOString(),
    page: location.origin,
    endpoint,
    browser: navigator.userAgent,
    road: elements.length > 0 ? customElements.get("side-thread")?.road ?? "none" : "none",
    elements: elements.length,
    wasm: obstacle() ?? "ok",
    worker,
    connect,
    storage: { local: tried(() => localStorage.length), session: tried(() => sessionStorage.length), cookies: tried(() => document.cookie) === "ok" && navigator.cookieEnabled ? "ok" : "blocked", indexedDb },
    microphone,
    clipboard: { write: feature("clipboard-write"), api: navigator.clipboard ? "ok" : "missing" },
    frame: { framed: window.parent !== window, opaque: self.origin === "null", ancestors: [...(location.ancestorOrigins ?? [])] },
    secure: isSecureContext,
    customElements: typeof customElements === "object" ? "ok" : "missing",
    styles: tried(() => new CSSStyleSheet()),
    csp: violations().map(({ directive, blocked }) => `${directive} ${blocked}`),
  };
}

/** Draws the report as a page of its own. */
export async function show({ endpoint, tenant, version }) {
  const report = { tenant, ...(await probe({ endpoint, version })) };
  const text = JSON.stringify(report, null, 2);
  const shown = document.createElement("pre");
  shown.tabIndex = 0;
  shown.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    const select = () => getSelection().selectAllChildren(shown);
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; }, select);
    else select();
  });
  const title = document.createElement("h1");
  title.textContent = "Sidethread probe";
  for (const node of [title, shown]) Object.assign(node.style, { font: node === title ? "600 16px/24px system-ui" : "12px/18px ui-monospace, monospace", margin: "0 0 12px", whiteSpace: "pre-wrap", overflowWrap: "anywhere" });
  Object.assign(document.body.style, { margin: "16px" });
  document.body.replaceChildren(title, button, shown);
}

function tried(act) {
  try {
    act();
    return "ok";
  } catch (fault) {
    return fault?.name ?? "blocked";
  }
}

function feature(name) {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  if (!policy) return "unknown";
  return policy.allowsFeature(name) ? "ok" : "blocked";
}

async function mayUse(name) {
  const allowed = feature(name);
  const state = await navigator.permissions?.query({ name }).then((status) => status.state, () => "unknown");
  return { policy: allowed, permission: state ?? "unknown" };
}

function within(promise) {
  return Promise.race([promise, new Promise((resolve) => { setTimeout(() => resolve("no answer"), PATIENCE); })]);
}

function canWork() {
  if (typeof Worker === "undefined") return "missing";
  return within(new Promise((resolve) => {
    const url = URL.createObjectURL(new Blob(["postMessage(0)"], { type: "text/javascript" }));
    try {
      const worker = new Worker(url);
      const end = (said) => {
        worker.terminate();
        URL.revokeObjectURL(url);
        resolve(said);
      };
      worker.onmessage = () => end("ok");
      worker.onerror = () => end("blocked");
    } catch {
      resolve("blocked");
    }
  }));
}

function canReach(endpoint) {
  if (!endpoint) return "no endpoint";
  return within(fetch(`${endpoint}/sidethread.js`, { method: "HEAD", credentials: "omit", cache: "no-store" }).then((answer) => (answer.ok ? "ok" : `status ${answer.status}`), () => "blocked or unreachable"));
}

function canKeep() {
  return within(new Promise((resolve) => {
    try {
      const asked = indexedDB.open("sidethread-probe");
      asked.onsuccess = () => {
        asked.result.close();
        indexedDB.deleteDatabase("sidethread-probe");
        resolve("ok");
      };
      asked.onerror = () => resolve("blocked");
    } catch (fault) {
      resolve(fault?.name ?? "blocked");
    }
  }));
}
