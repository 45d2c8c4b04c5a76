// A record page as Lightning has it: one app, records come and go without a reload, the component stays.

import { createElement } from "/platform/lwc.js";
import "./prelude.js";
import { go } from "/platform/lightning/navigation.js";
import { changed } from "/platform/lightning/uiRecordApi.js";

const settings = await (await fetch("/host/settings.json")).json();
const query = new URLSearchParams(location.search);
const { default: SideThread } = await import("/c/sideThread.js");
const find = (selector) => document.querySelector(selector);
let shown = null;

const make = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });

/** Places the component with what the administrator has set in the page builder. */
function place(into, more) {
  const { endpoint, tenant } = settings;
  const component = createElement("c-side-thread", { is: SideThread });
  Object.assign(component, { endpoint, tenant, height: 600, logActivities: true, isolate: query.has("isolate"), ...more });
  into.append(component);
  return component;
}

function pairs(list, entries) {
  list.replaceChildren(...entries.map(([name, value]) => {
    const pair = make("div", "");
    const told = make("dd", "");
    told.append(value ?? "—");
    pair.append(make("dt", name), told);
    return pair;
  }));
}

async function drawActivity() {
  const tasks = await (await fetch(`/host/tasks.json?about=${shown.id}`)).json();
  const items = tasks.map(({ Subject, Description, Status }) => {
    const item = make("li", "");
    item.append(make("b", Subject), make("i", Status), make("p", Description));
    return item;
  });
  find(".activity ol").replaceChildren(...(items.length > 0 ? items : [make("li", "No activities to show", { className: "none" })]));
}

async function show(id, push = true) {
  shown = settings.records.find((one) => one.id === id) ?? settings.records[0];
  if (push) history.pushState({ id: shown.id }, "", `?r=${shown.id}${query.has("isolate") ? "&isolate=1" : ""}`);
  document.title = `${shown.fields.Name ?? shown.fields.CaseNumber} | Lightning stand-in`;
  find(".kind").textContent = shown.apiName;
  find(".sign").textContent = shown.apiName[0];
  find("h1").textContent = shown.fields.Name ?? shown.fields.CaseNumber;
  pairs(find(".highlights dl"), [["Title", shown.fields.Title], ["Company", shown.fields.Company], ["Owner", shown.fields.Owner]]);
  const phone = make("input", "", { type: "tel", name: "phone", value: shown.fields.MobilePhone ?? shown.fields.Phone ?? "" });
  phone.setAttribute("aria-label", "Mobile");
  phone.disabled = shown.apiName === "Case";
  pairs(find(".details dl"), [["Mobile", phone], ["Email", shown.fields.Email], ["City", shown.fields.City], ["Record ID", shown.id]]);
  for (const tab of document.querySelectorAll("nav button")) tab.setAttribute("aria-current", String(tab.dataset.id === shown.id));
  Object.assign(component, { recordId: shown.id, objectApiName: shown.apiName });
  go({ type: "standard__recordPage", attributes: { recordId: shown.id, objectApiName: shown.apiName, actionName: "view" }, state: {} });
  await drawActivity();
}

find(".details form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const value = event.target.elements.phone.value.trim() || null;
  await fetch(`/ui-api/records/${shown.id}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ fields: { MobilePhone: value } }) });
  shown.fields.MobilePhone = value;
  changed();
});

for (const record of settings.records) {
  const tab = make("button", record.fields.Name ?? record.fields.CaseNumber);
  tab.dataset.id = record.id;
  tab.addEventListener("click", () => show(record.id));
  find("nav").append(tab);
}

let inUtility = null;
find("#utility").addEventListener("click", ({ currentTarget: button }) => {
  const panel = find("#utility-panel");
  panel.hidden = !panel.hidden;
  button.setAttribute("aria-expanded", String(!panel.hidden));
  inUtility ??= place(panel, { height: 440, logActivities: false });
});

addEventListener("popstate", ({ state }) => show(state?.id, false));
addEventListener("host-records-changed", drawActivity);

const component = place(find("#sidebar"), {});
await show(query.get("r") ?? settings.records[0].id, false);
