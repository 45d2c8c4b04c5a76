// The quiet menu "Make something go wrong": each line is one fault of the provider, several may be on at once.

import { putFaults } from "./control.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

const FAULTS = [
  { name: "Provider answers slowly", hint: "3 to 6 seconds a call", api: { delay_ms: [3000, 6000] } },
  { name: "Provider is down", hint: "every call gets a 5xx", api: { server_error: 1 } },
  { name: "Provider says: too many", hint: "half of the calls get a 429", api: { too_many: 0.5 } },
  { name: "Answers get lost", hint: "accepted, then the line is cut", api: { cut_after_accept: 1 } },
  { name: "Webhooks come twice", hint: "nothing may appear double", webhook: { double: 1 } },
  { name: "Webhooks come out of order", hint: "ticks must not go back", webhook: { reorder: 0.8 } },
  { name: "Webhooks get lost at first", hint: "half of the deliveries", webhook: { drop: 0.5 } },
  { name: "Webhooks come late", hint: "4 to 8 seconds", webhook: { delay_ms: [4000, 8000] } },
];

/** What a message can fail with on each channel: the code, what it is, and the network's own words where they are not Meta's. */
const CODES = {
  whatsapp: [
    [131026, "not on WhatsApp"], [131047, "reply window closed"], [131049, "marketing held back"],
    [131053, "media refused"], [131056, "too many to one person"], [131042, "payment problem"], [131000, "fault at Meta"],
  ],
  rcs: [[404, "phone without RCS", "NOT_FOUND", "The phone number is not reachable by the agent"]],
  viber: [[6, "not on Viber", "receiverNotRegistered", "The receiver is not registered to Viber"], [7, "no open session", "receiverNotSubscribed", "There is no open session with this receiver"]],
  sms: [[1, "no such number", "Unknown subscriber", "Unknown subscriber"], [27, "phone switched off", "Absent subscriber", "Absent subscriber"]],
};

/** The menu's button with its panel. */
export function faultMenu(phone) {
  const on = new Set();
  const dot = h("span.dot", { hidden: true });
  const button = h("button.round.wide", { type: "button", "aria-expanded": "false", "aria-controls": "faults", title: "Make something go wrong", "aria-label": "Make something go wrong" }, icon("bug", 18), dot);
  const menu = h("div.faults", { id: "faults", hidden: true, role: "group", "aria-label": "Make something go wrong" });
  const apply = async (extra) => {
    const faults = {};
    for (const fault of on) {
      if (fault.api) faults.api = { ...faults.api, ...fault.api };
      if (fault.webhook) faults.webhook = { ...faults.webhook, ...fault.webhook };
    }
    if (Object.keys(faults).length) faults.seed = 7;
    try {
      await putFaults({ ...faults, ...extra });
    } catch (problem) {
      toast(problem.message);
    }
    dot.hidden = on.size === 0;
  };
  const boxes = FAULTS.map((fault) => {
    const box = h("input", { type: "checkbox", onchange: () => { box.checked ? on.add(fault) : on.delete(fault); apply(); } });
    return h("label.fault", null, box, h("span", null, fault.name, h("small", null, fault.hint)));
  });
  const offline = h("input", { type: "checkbox", onchange: () => phone.online(!offline.checked) });
  phone.onChange((state) => { offline.checked = state.online === false; });
  const code = h("select", { "aria-label": "Failure code" });
  let codes = [];
  phone.onOpen(({ channel }) => {
    codes = CODES[channel] ?? CODES.sms;
    code.replaceChildren(...codes.map(([number, words]) => h("option", null, `${number}, ${words}`)));
  });
  const failNext = async () => {
    const [number, , title, details] = codes[code.selectedIndex];
    await apply({ fail_next: [{ code: number, title, details }] });
    toast(`The next message will fail with ${number}.`);
  };
  const fail = h("button.plain", { type: "button", onclick: failNext }, "Fail the next message");
  const clear = h("button.plain", { type: "button", onclick: () => { on.clear(); menu.querySelectorAll("input").forEach((box) => { box.checked = false; }); phone.online(true); apply(); } }, "Set everything right");
  menu.append(h("p.faults-title", null, "Make something go wrong"), ...boxes,
    h("label.fault", null, offline, h("span", null, "Customer is offline", h("small", null, "messages wait with one tick"))),
    h("div.fault-code", null, h("span.select", null, code, icon("chevron-down", 14)), fail), clear);
  const show = (open) => { menu.hidden = !open; button.setAttribute("aria-expanded", open); };
  button.addEventListener("click", () => show(menu.hidden));
  document.addEventListener("pointerdown", (event) => { if (!menu.hidden && !wrap.contains(event.target)) show(false); });
  const wrap = h("div.fault-wrap", { onkeydown: (event) => { if (event.key === "Escape" && !menu.hidden) { show(false); button.focus(); } } }, button, menu);
  return wrap;
}
