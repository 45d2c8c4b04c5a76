// A record with a widget in its related list, or behind a button: the frame, the parent's half of the SDK's dialect, the notes.

const settings = await (await fetch("/host/settings.json")).json();
const query = new URLSearchParams(location.search);
const find = (selector) => document.querySelector(selector);
const make = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });
const ask = async (path, body) => {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const value = await answer.json();
  if (!answer.ok) throw value;
  return value;
};
let shown = null;
let frame = null;
let isButton = false;

const UNIQUE = "sidethread_widget_1";

/** What each request of the SDK comes to. */
const calls = {
  "API.getRecord": ([{ Entity, RecordID }]) => ask("/crm/record", { Entity, RecordID }),
  "API.addNotes": ([note]) => ask("/crm/notes", note).finally(drawNotes),
  "API.updateRecord": ([{ Entity, APIData }]) => ask("/crm/update", { Entity, APIData }).finally(drawNotes),
  "API.getRelatedRecords": ([{ RecordID, RelatedList }]) => ask("/crm/related", { RecordID, RelatedList }),
  "META.getFields": ([{ Entity }]) => ask("/crm/fields", { Entity }),
  "CONFIG.getCurrentUser": () => ask("/crm/user", {}),
  "FUNCTIONS.execute": ([name, request]) => ask("/crm/function", { name, request }),
  "UI.Resize": async ([{ height, width }]) => Object.assign(find("#popup iframe").style, { height: `${height}px`, width: `${width}px` }) && true,
};

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== frame?.contentWindow || origin !== settings.widgetOrigin || data?.type !== "SDK.EVENT") return;
  const tell = (message) => source.postMessage(message, origin);
  if (data.eventName === "REGISTER") {
    tell({ type: "FRAMEWORK.EVENT", eventName: "SET_CONTEXT", data: { uniqueID: UNIQUE, model: {}, locale: "en_US", localeResource: {}, connectors: [] } });
    const EntityId = query.has("many") ? settings.records.slice(0, 2).map(({ id }) => id) : isButton ? [shown.id] : shown.id;
    if (!query.has("mute")) tell({ type: "FRAMEWORK.EVENT", eventName: "PageLoad", data: { Entity: shown.module, EntityId, ...(isButton ? { ButtonPosition: "DetailView" } : {}) } });
    return;
  }
  if (data.uniqueID !== UNIQUE || query.getAll("unanswered").includes(data.eventName)) return;
  const { promiseid } = data;
  await calls[data.eventName](data.data).then(
    (value) => tell({ type: "EVENT_RESPONSE", promiseid, data: value }),
    (refusal) => tell({ type: "EVENT_RESPONSE_FAILURE", promiseid, data: refusal }),
  );
});

/** Zoho makes the frame anew for each record; PageLoad comes once in its life. */
function place(into, asButton) {
  frame?.remove();
  isButton = asButton;
  const address = new URL("/app/widget.html", settings.widgetOrigin);
  if (!query.has("noservice")) address.searchParams.set("serviceOrigin", location.origin);
  frame = Object.assign(document.createElement("iframe"), { src: address.href, title: "Sidethread" });
  into.append(frame);
}

async function drawNotes() {
  const { data } = await ask("/crm/related", { RecordID: shown.id, RelatedList: "Notes" });
  find("#notes").replaceChildren(...(data ?? []).map(({ Note_Title, Note_Content }) => {
    const item = make("li", "");
    item.append(make("b", Note_Title), make("p", Note_Content));
    return item;
  }));
}

async function show(id) {
  shown = settings.records.find((one) => one.id === id) ?? settings.records[0];
  const { data: [{ Full_Name, Title, Account_Name, Email, Mailing_City, ...rest }] } = await ask("/crm/record", { Entity: shown.module, RecordID: shown.id });
  document.title = `${Full_Name} | CRM stand-in`;
  find("h1").textContent = Full_Name;
  find(".face").textContent = Full_Name.split(" ").map(([letter]) => letter).join("");
  const phone = make("input", "", { type: "tel", name: "phone", value: rest.Mobile ?? rest.Phone ?? rest.WhatsApp_No ?? "" });
  phone.setAttribute("aria-label", "Mobile");
  find("#details").replaceChildren(...[["Title", Title], ["Account", Account_Name], ["Email", Email], ["Mobile", phone], ["City", Mailing_City]].map(([name, value]) => {
    const pair = make("div", "");
    const told = make("dd", "");
    told.append(value ?? "—");
    pair.append(make("dt", name), told);
    return pair;
  }));
  for (const link of document.querySelectorAll("nav button")) link.setAttribute("aria-current", String(link.dataset.id === shown.id));
  find("#popup").close();
  place(find("#related"), false);
  await drawNotes();
}

for (const { id, name } of settings.records) {
  const link = make("button", name);
  link.dataset.id = id;
  link.addEventListener("click", () => show(id));
  find("nav").append(link);
}
find("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await ask("/crm/update", { Entity: shown.module, APIData: { id: shown.id, Mobile: event.target.elements.phone.value.trim() || null } });
});
find("#button").addEventListener("click", () => {
  find("#popup").showModal();
  place(find("#popup"), true);
});
find("#popup button").addEventListener("click", () => show(shown.id));
await show(query.get("r"));
