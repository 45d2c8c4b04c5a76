// The Salesforce stand-in's server: Lightning's policy, the platform's modules, records, tasks, and what the Apex class does.

import { lightningComponent, lightningEngine } from "../../../pkg-templates/compile.mjs";
import "../../../pkg-templates/salesforce/build.mjs";
import { file, json, page, script } from "../answers.mjs";
import { byServerKey } from "../sessions.mjs";
import { rendered, resource } from "./visualforce.mjs";

const PREFIX = { Contact: "003", Lead: "00Q", Case: "500", Task: "00T" };
const ORG = "00D5g000004AbcdEAC";
const USER = "0055g00000AgentMAA";

const idOf = (kind, number) => `${PREFIX[kind]}5g00000${String(number).padStart(5, "0")}AAA`;

/** People as Salesforce keeps them: a case has its number, and its phones lie in its contact. */
function records(people) {
  const made = people.map(({ key, kind, name, mobile, phone, title, company, email, owner, city, contact }, at) => {
    const shared = { Title: title, Company: company, Email: email, Owner: owner, City: city };
    const own = kind === "Case" ? { CaseNumber: name, contact } : { Name: name, MobilePhone: mobile, Phone: phone };
    return { key, id: idOf(kind, at + 1), apiName: kind, fields: { ...shared, ...own } };
  });
  for (const { fields } of made.filter(({ apiName }) => apiName === "Case")) {
    fields.ContactRecord = made.find(({ key }) => key === fields.contact);
    delete fields.contact;
  }
  return made;
}

export async function open({ endpoint, tenant, serverKey }) {
  const { people, agent } = JSON.parse(await file("records.json"));
  const state = { records: records(people), tasks: [], apex: [], hidden: [], language: "en-US" };
  const byId = (id) => state.records.find((one) => one.id === id);
  const [engine, component] = [await lightningEngine(), await lightningComponent("sideThread", (id) => `/platform/${id}.js`)];

  const policy = (query) => [
    "default-src 'self'", "script-src 'self' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'", "media-src 'self'",
    "connect-src 'self'", `frame-src 'self'${query.has("untrusted") ? "" : ` ${new URL(endpoint).origin}`}`, "object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'",
  ].join("; ");

  /** A record as the UI API gives it: of the fields asked for, those that exist and that the agent may see. */
  function told({ id, apiName, fields }, asked) {
    const given = {};
    for (const path of asked.map((name) => name.slice(apiName.length + 1))) {
      const [name, inner] = path.split(".");
      if (state.hidden.includes(name)) continue;
      if (inner && name === "Contact" && fields.ContactRecord) {
        given.Contact ??= { displayValue: fields.ContactRecord.fields.Name, value: { apiName: "Contact", id: fields.ContactRecord.id, fields: {} } };
        given.Contact.value.fields[inner] = { displayValue: null, value: fields.ContactRecord.fields[inner] ?? null };
      } else if (!inner && name in fields) given[name] = { displayValue: null, value: fields[name] };
    }
    return { apiName, id, childRelationships: {}, fields: given };
  }

  /** classes/SidethreadSession.cls, line for line where it matters. */
  const apex = {
    async "SidethreadSession.open"({ recordId, tenant: wanted, origin }) {
      const record = byId(recordId);
      if (!record) return json({ message: "You may not read this record." }, 400);
      const { MobilePhone, Phone } = (record.fields.ContactRecord ?? record).fields;
      const phones = [MobilePhone, Phone].filter(Boolean);
      if (phones.length === 0) return json({ message: "This record has no phone number that you may see." }, 400);
      const about = { agent: `sf:${ORG}:${USER}`, name: agent.name, phones, record: `salesforce:${record.apiName}:${record.id}`, ...(origin ? { origin } : {}) };
      const { status, body } = await byServerKey({ endpoint, tenant: wanted, serverKey }, about);
      if (status !== 200 || !body.token) return json({ message: `Sidethread refused (${status}${body.code ? `, ${body.code}` : ""}).` }, 400);
      return json({ token: body.token, expiresAt: body.expires_at });
    },
    "SidethreadSession.findDigest"({ recordId, subject }) {
      const found = state.tasks.findLast(({ WhoId, WhatId, Subject }) => (WhoId === recordId || WhatId === recordId) && Subject === subject);
      return json(found ? { taskId: found.Id, description: found.Description } : null);
    },
  };

  async function routes({ method, path, query, json: body }) {
    if (path === "/") return page(await file("salesforce.html"), { "content-security-policy": policy(query) });
    if (path === "/platform/lwc.js") return script(engine);
    if (path === "/c/sideThread.js") return script(component);
    const ofPlatform = /^\/platform\/lightning\/(\w+)\.js$/.exec(path)?.[1];
    if (ofPlatform) return script(await file(`salesforce/${ofPlatform}.js`));
    const imported = /^\/platform\/@salesforce\/apex\/([\w.]+)\.js$/.exec(path)?.[1];
    if (imported) return script(`import { method } from "/host/salesforce/apex.js";\nexport default method(${JSON.stringify(imported)});\n`);
    if (path === "/platform/@salesforce/i18n/lang.js") return script(`export default ${JSON.stringify(state.language)};\n`);
    const called = /^\/apex\/([\w.]+)$/.exec(path)?.[1];
    if (called && method === "POST") {
      const parameters = await body();
      state.apex.push({ method: called, parameters });
      return apex[called] ? apex[called](parameters) : json({ message: `no Apex method ${called}` }, 404);
    }
    if (path === "/apex/SidethreadThread") return page(await rendered("SidethreadThread", { record: byId(query.get("id")), endpoint, tenant, language: state.language }));
    const asset = /^\/resource\/(\w+\.js)$/.exec(path)?.[1];
    if (asset) return script(await resource(asset));
    if (path === "/remoting/SidethreadSession.openForPage" && method === "POST") {
      const [recordId, wanted, origin] = await body();
      const { status, body: told } = await apex["SidethreadSession.open"]({ recordId, tenant: wanted, origin });
      return json(status === 200 ? told : JSON.parse(told), status);
    }
    if (path === "/host/settings.json") return json({ endpoint, tenant, records: state.records.map(({ fields: { ContactRecord, ...fields }, ...rest }) => ({ ...rest, fields })) });
    if (path === "/host/tasks.json") return json(state.tasks.filter(({ WhoId, WhatId }) => [WhoId, WhatId].includes(query.get("about"))).reverse());
    if (path === "/ui-api/records" && method === "POST") return json(created(await body()), 201);
    const id = /^\/ui-api\/records\/(\w+)$/.exec(path)?.[1];
    if (!id) return null;
    if (method === "PATCH") return changed(id, await body());
    const record = byId(id);
    return record ? json(told(record, query.get("optionalFields").split(","))) : json({ message: "The requested resource does not exist" }, 404);
  }

  function created({ apiName, fields }) {
    const task = { Id: idOf("Task", state.tasks.length + 1), ...fields };
    if (apiName !== "Task") throw new Error(`this host makes no ${apiName}`);
    state.tasks.push(task);
    return { apiName, id: task.Id, fields: {} };
  }

  function changed(id, { fields }) {
    const target = state.tasks.find(({ Id }) => Id === id) ?? byId(id)?.fields;
    if (!target) return json({ message: "The requested resource does not exist" }, 404);
    Object.assign(target, fields);
    return json({ id, fields: {} });
  }

  return { routes, state };
}
