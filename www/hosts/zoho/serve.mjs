// The Zoho stand-in's two servers: the CRM with its records, fields, notes and functions, and the host of the widget's files.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import "../../../pkg-templates/zoho/build.mjs";
import { file, json, page } from "../answers.mjs";
import { byServerKey } from "../sessions.mjs";

const APP = new URL("../../../pkg-templates/zoho/app/", import.meta.url);
const SDK = "https://live.zwidgets.com/js-sdk/1.5/ZohoEmbededAppSDK.min.js";
const KINDS = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json" };
const NUMBER = /^[+(]?[0-9][0-9 ().\-/]{5,}$/;
const FIELDS = {
  Contacts: [["Full_Name", "text"], ["Email", "email"], ["Phone", "phone"], ["Mobile", "phone"], ["Fax", "phone"], ["Title", "text"]],
  Leads: [["Full_Name", "text"], ["Email", "email"], ["WhatsApp_No", "phone"], ["Title", "text"]],
};

function recordsOf(people) {
  return people.filter(({ kind }) => kind !== "Case").map(({ kind, name, mobile, phone, title, company, email, city }, at) => {
    const numbers = kind === "Lead" ? { WhatsApp_No: mobile } : { Mobile: mobile, Phone: phone, Fax: "+91 80 4000 0000" };
    const id = String(3000000000000001n + BigInt(at));
    return { module: `${kind}s`, id, fields: { id, Full_Name: name, Title: title, Account_Name: company, Email: email, Mailing_City: city, ...numbers } };
  });
}

export async function open({ endpoint, tenant, serverKey, patience, origin, widgetPort = 0 }) {
  const { people, agent } = JSON.parse(await file("records.json"));
  const state = { records: recordsOf(people), notes: [], functions: [], refuseNotes: false, language: "en_US" };
  const byId = (id) => state.records.find((one) => one.id === id);
  const widget = createServer((request, response) => {
    served(new URL(request.url, origin).pathname).then(({ status, body, headers }) => {
      response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers });
      response.end(body);
    });
  });
  widget.listen(widgetPort, "127.0.0.1");
  await once(widget, "listening");
  state.widgetOrigin = `http://127.0.0.1:${widget.address().port}`;

  /** A file of the widget, with the headers that its host should send. */
  async function served(path) {
    if (path === "/sdk.js") return { status: 200, body: await file("zoho/sdk.js"), headers: { "content-type": "text/javascript" } };
    const name = /^\/app\/([\w./-]+)$/.exec(path)?.[1];
    const text = name && !name.includes("..") ? await readFile(new URL(name, APP), "utf8").catch(() => null) : null;
    if (text === null) return json({ message: `no ${path}` }, 404);
    const kind = KINDS[extname(name)];
    const policy = `default-src 'none'; script-src 'self' https://live.zwidgets.com; style-src 'self'; connect-src 'self'; frame-src ${endpoint}; base-uri 'none'; form-action 'none'; frame-ancestors ${origin}`;
    const headers = { "content-type": `${kind}; charset=utf-8`, ...(kind === "text/html" ? { "content-security-policy": policy } : {}) };
    if (name === "widget.html") return { status: 200, body: text.replace(SDK, "/sdk.js"), headers };
    return { status: 200, body: name === "settings.js" ? configured(text) : text, headers };
  }

  /** As configure.mjs does it, and with less patience where a test asks for that. */
  const configured = (text) => text
    .replace(/endpoint: '[^']*'/, `endpoint: '${endpoint}'`)
    .replace(/tenant: '[^']*'/, `tenant: '${tenant}'`)
    .replace(/logNotes: \w+/, `logNotes: true${patience ? `,\n  patienceMs: ${patience}` : ""}`);

  /** functions/sidethread_token.deluge, line for line where it matters. */
  async function token({ module, record_id, fields, origin: page }) {
    const record = byId(record_id);
    const phones = [...new Set(fields.split(",").map((field) => String(record?.fields[field.trim()] ?? "").trim()))].filter((text) => NUMBER.test(text));
    if (phones.length === 0) return { error: "This record has no phone number that you may see." };
    const about = { agent: `zoho:${agent.email}`, name: agent.name, phones, record: `zoho:${module}:${record_id}`, origin: page };
    const { status, body } = await byServerKey({ endpoint, tenant, serverKey }, about);
    return status === 200 ? { token: body.token, expires_at: body.expires_at } : { error: `Sidethread refused (${status}).` };
  }

  const SUCCESS = { code: "SUCCESS", message: "record added", status: "success" };
  const crm = {
    record: ({ RecordID }) => (byId(RecordID) ? json({ data: [byId(RecordID).fields] }) : json({ code: "INVALID_DATA", message: "the id given seems to be invalid" }, 400)),
    fields: ({ Entity }) => json({ fields: FIELDS[Entity].map(([api_name, data_type]) => ({ api_name, data_type })) }),
    user: () => json({ users: [{ id: "3000000000099", full_name: agent.name, email: agent.email, language: state.language, locale: state.language }] }),
    related: ({ RecordID }) => json({ data: state.notes.filter((note) => note.parent === RecordID) }),
    notes: ({ Entity, RecordID, Title, Content }) => {
      if (state.refuseNotes) return json({ data: [{ code: "NO_PERMISSION", message: "permission denied", status: "error" }] });
      const note = { id: String(4000000000000001n + BigInt(state.notes.length)), parent: RecordID, module: Entity, Note_Title: Title, Note_Content: Content };
      state.notes.push(note);
      return json({ data: [{ ...SUCCESS, details: { id: note.id } }] });
    },
    update: ({ Entity, APIData: { id, ...fields } }) => {
      const target = Entity === "Notes" ? state.notes.find((note) => note.id === id) : byId(id)?.fields;
      Object.assign(target, fields);
      return json({ data: [{ ...SUCCESS, details: { id } }] });
    },
    function: async ({ name, request }) => {
      const parameters = JSON.parse(request.arguments);
      state.functions.push({ name, parameters });
      if (name !== "sidethread_token") return json({ code: "error", message: `no function ${name}` });
      return json({ code: "success", details: { userMessage: [], output: JSON.stringify(await token(parameters)), output_type: "string", id: "" }, message: "function executed successfully" });
    },
  };

  const policy = `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src ${state.widgetOrigin} ${endpoint}; object-src 'none'; frame-ancestors 'none'`;

  async function routes({ method, path, json: body }) {
    if (path === "/") return page(await file("zoho.html"), { "content-security-policy": policy });
    if (path === "/host/settings.json") return json({ widgetOrigin: state.widgetOrigin, records: state.records.map(({ module, id, fields }) => ({ module, id, name: fields.Full_Name })) });
    const call = /^\/crm\/(\w+)$/.exec(path)?.[1];
    return call && crm[call] && method === "POST" ? crm[call](await body()) : null;
  }

  const end = async () => {
    widget.closeAllConnections();
    widget.close();
    await once(widget, "close");
  };

  return { routes, state, end };
}
