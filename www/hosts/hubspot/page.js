// A contact's record with an app card in its tab: the card in a worker, drawn here; HubSpot's doors for it; the modal.

import { createRemoteReceiver } from "@remote-ui/core";
import { createEndpoint, retain } from "@remote-ui/rpc";
import { draw } from "./components.js";

const find = (selector) => document.querySelector(selector);
const settings = await (await fetch("/host/settings.json")).json();
let endpoint = null;
let worker = null;
let shown = null;
const KINDS = { WHATS_APP: "Logged WhatsApp message", SMS: "Logged SMS" };

const post = async (path, body) => (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json();

const doors = {
  fetch: (url, options) => post("/hubspot/fetch", { url, options }).catch(({ message }) => ({ failed: message })),
  properties: async (names) => Object.fromEntries(names.map((name) => [name, shown.properties[name] ?? null])),
  addAlert: ({ message }) => { find("#alerts").textContent = message; },
  openModal({ uri, width, height, title }, onClose) {
    if (!settings.permittedUrls.iframe.some((allowed) => new URL(uri).origin === allowed)) {
      find("#alerts").textContent = `HubSpot refuses ${new URL(uri).origin}: it is not in permittedUrls.iframe`;
      return;
    }
    retain(onClose);
    const dialog = find("#modal");
    const frame = Object.assign(document.createElement("iframe"), { src: uri, width, height, title });
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector("div").replaceChildren(frame);
    dialog.addEventListener("close", () => {
      frame.remove();
      onClose();
    }, { once: true });
    dialog.showModal();
  },
};

/** Whoever leaves the field has saved the record. */
function mobileField(properties) {
  const field = Object.assign(document.createElement("input"), { type: "tel", value: properties.mobilephone ?? "", ariaLabel: "Mobile phone" });
  field.addEventListener("change", () => {
    properties.mobilephone = field.value.trim() || null;
    endpoint.call.changed();
  });
  return field;
}

/** Each record has a card of its own: going on ends the worker. */
function show(id) {
  shown = settings.records.find((one) => one.id === id) ?? settings.records[0];
  const { properties } = shown;
  document.title = `${properties.firstname} ${properties.lastname} | CRM stand-in`;
  find("h1").textContent = `${properties.firstname} ${properties.lastname}`;
  find(".face").textContent = `${properties.firstname[0]}${properties.lastname[0]}`;
  find(".role").textContent = `${properties.jobtitle} at ${properties.company}`;
  find("#about").replaceChildren(...Object.entries({ Email: properties.email, "Mobile phone": mobileField(properties), Phone: properties.phone, City: properties.city, "Record ID": shown.id }).map(([name, value]) => {
    const pair = document.createElement("div");
    const told = document.createElement("dd");
    told.append(value ?? "--");
    pair.append(Object.assign(document.createElement("dt"), { textContent: name }), told);
    return pair;
  }));
  for (const link of document.querySelectorAll("nav button")) link.setAttribute("aria-current", String(link.dataset.id === shown.id));
  begin();
}

/** What was logged about the contact, newest first, as HubSpot shows it without being asked. */
async function logged() {
  const id = shown.id;
  const activities = await (await fetch(`/host/timeline.json?contact=${id}`)).json();
  if (id !== shown.id) return;
  const items = activities.reverse().map(({ properties }) => {
    const item = document.createElement("li");
    const text = new DOMParser().parseFromString(properties.hs_communication_body ?? properties.hs_note_body, "text/html").body;
    text.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
    item.append(Object.assign(document.createElement("b"), { textContent: KINDS[properties.hs_communication_channel_type] ?? "Note" }), Object.assign(document.createElement("p"), { textContent: text.textContent }));
    return item;
  });
  find("#timeline").replaceChildren(...items);
}

function begin() {
  worker?.terminate();
  worker = new Worker("/host/hubspot/card.js");
  worker.addEventListener("error", ({ message }) => console.error(`card: ${message}`));
  endpoint = createEndpoint(worker, { callable: ["start", "changed"] });
  const receiver = createRemoteReceiver();
  draw(receiver, find("#card"));
  const { user, portal, appId } = settings;
  endpoint.call.start(receiver.receive, doors, {
    location: "crm.record.tab", user, portal, crm: { objectId: Number(shown.id), objectTypeId: "0-1" }, extension: { appId, appName: "Sidethread" }, variables: {},
  });
}

for (const { id, properties } of settings.records) {
  const link = Object.assign(document.createElement("button"), { textContent: `${properties.firstname} ${properties.lastname}` });
  link.dataset.id = id;
  link.addEventListener("click", () => show(id));
  find("nav").append(link);
}
find("#modal button").addEventListener("click", () => find("#modal").close());
show(new URLSearchParams(location.search).get("r"));
// Without network there is nothing new.
setInterval(() => logged().catch(() => {}), 1000);
