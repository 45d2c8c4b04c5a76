// The right sidebar: mounts <side-thread>, gives it tokens, shows its events in the record, and can be resized.

import { mintToken } from "./control.js";
import { byId, h } from "./dom.js";

const MIN = 300;
const MAX = 600;

/** Mounts the conversation and returns what the switches may do with it. */
export function showPanel(config, record) {
  const panel = byId("panel");
  const thread = mount(config);
  listen(thread, record);
  panel.append(thread);
  document.head.append(h("script", { async: true, src: `${config.endpoint}/sidethread.js` }));
  const width = resizable(byId("grip"), panel);
  record.onMessage(() => thread.focusComposer?.());
  return {
    width,
    theme(name) { thread.setAttribute("theme", name); },
    locale(tag) { thread.setAttribute("locale", tag); },
  };
}

function mount(config) {
  const thread = document.createElement("side-thread");
  thread.tokenProvider = () => mintToken(config.phone);
  const attributes = {
    endpoint: config.endpoint, tenant: config.tenant, phone: config.phone, name: config.contact.name,
    record: "harbour:contact:1042", locale: document.documentElement.lang, theme: document.documentElement.dataset.theme,
  };
  for (const [name, value] of Object.entries(attributes)) thread.setAttribute(name, value);
  return thread;
}

function listen(thread, record) {
  const on = (name, act) => thread.addEventListener(`side-thread-${name}`, (event) => act(event.detail ?? {}));
  on("ready", () => record.connected());
  on("error", ({ code, hint }) => record.trouble(hint ?? code ?? "The conversation could not be shown."));
  on("sent", (detail) => record.sent(detail.message ?? detail));
  on("unread", ({ count = 0, waitingSince = null }) => record.unread(count, waitingSince));
}

function resizable(grip, panel) {
  const kept = Number(sessionStorage.getItem("panel-width"));
  const set = (wanted) => {
    const width = Math.round(Math.min(MAX, Math.max(MIN, wanted)));
    panel.style.inlineSize = `${width}px`;
    grip.setAttribute("aria-valuenow", width);
    sessionStorage.setItem("panel-width", width);
    return width;
  };
  const width = () => Number(grip.getAttribute("aria-valuenow"));
  set(kept || 360);
  const rtl = () => document.documentElement.dir === "rtl";
  grip.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    const from = width();
    const move = (event) => set(from + (down.clientX - event.clientX) * (rtl() ? -1 : 1));
    const up = () => {
      grip.removeEventListener("pointermove", move);
      grip.classList.remove("held");
    };
    grip.classList.add("held");
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", up, { once: true });
  });
  grip.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 20, ArrowRight: -20 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(width() + step * (rtl() ? -1 : 1));
  });
  grip.addEventListener("dblclick", () => set(360));
  return set;
}
