// The contact record: who she is, her deals, tasks and what happened, in the manner of a CRM.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const RAIL = [["house", "Home"], ["inbox", "Inbox"], ["users", "Contacts"], ["building-2", "Companies"], ["circle-dollar-sign", "Deals"], ["square-check", "Tasks"], ["chart-column", "Reports"]];
const CHANNELS = { whatsapp: "WhatsApp", rcs: "RCS", sms: "SMS", viber: "Viber" };
const KINDS = { call: "phone", mail: "mail", note: "sticky-note", deal: "circle-dollar-sign", meeting: "calendar", contact: "user-round", whatsapp: "message-circle" };

const money = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR", maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat("en-IN", { hour: "2-digit", minute: "2-digit", hour12: false });
const date = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** Initials of a name, for an avatar without a picture. */
export const initials = (name) => name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join("").toUpperCase();

/** Draws the record; the returned object takes what the conversation tells. */
export function showRecord(config, facts) {
  const name = config.contact.name;
  const badge = h("span.badge", { hidden: true });
  drawRail(facts.owner);
  const log = h("ol.timeline");
  drawBar(name, badge, log);
  const waiting = h("button.waiting", { type: "button", hidden: true });
  const note = noteBox((words) => log.prepend(row({ kind: "note", who: facts.owner, title: "Note", text: words, fresh: true }, Date.now())));
  const messages = [];
  const openThread = () => messages.forEach((act) => act());
  waiting.addEventListener("click", openThread);
  for (const entry of facts.activity) log.append(row(entry, Date.now() - entry.ago * 60000));
  byId("record").replaceChildren(
    head(name, config, facts, waiting, openThread, note),
    h("div.columns", null,
      h("div.side", null, about(config, facts), company(facts), tasks(facts)),
      h("div.middle", null, deals(facts), activity(note, log)),
    ),
  );
  const title = (count) => { document.title = `${count ? `(${count}) ` : ""}${name} · Harbour CRM`; };
  title(0);
  let since = null;
  let count = 0;
  const tell = () => {
    waiting.hidden = count === 0 && since === null;
    if (waiting.hidden) return;
    const minutes = since === null ? 0 : Math.floor((Date.now() - since) / 60000);
    const words = [count ? `${count} new` : null, since === null ? null : `waits ${minutes >= 1 ? span(minutes) : "for an answer"}`];
    waiting.replaceChildren(h("span.dot"), h("bdi", { dir: "ltr" }, words.filter(Boolean).join(" · ")));
  };
  setInterval(tell, 15000);
  return {
    onMessage(act) { messages.push(act); },
    connected() { byId("record").dataset.thread = "ready"; },
    trouble(words) { log.prepend(row({ kind: "whatsapp", who: "Sidethread", title: "Conversation", text: words, fresh: true }, Date.now())); },
    sent(message) {
      log.prepend(row({ kind: "whatsapp", who: message.author?.name ?? facts.owner, title: `${CHANNELS[message.channel] ?? "WhatsApp"} message sent`, text: words(message.content), fresh: true }, Date.now()));
    },
    unread(number, waitingSince) {
      count = number;
      since = waitingSince ? new Date(waitingSince).getTime() : null;
      badge.hidden = count === 0;
      badge.textContent = count;
      title(count);
      tell();
    },
  };
}

function span(minutes) {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} d`;
}

function words(content) {
  if (!content) return null;
  if (content.type === "text") return content.body;
  const label = content.type === "template" ? `Template ${content.name}` : content.type[0].toUpperCase() + content.type.slice(1);
  return content.caption ? `${label}: ${content.caption}` : label;
}

function drawRail(owner) {
  byId("rail").replaceChildren(
    h("span.mark", { "aria-hidden": "true" }, "H"),
    ...RAIL.map(([shape, label]) => h(label === "Contacts" ? "span.place.here" : "span.place", { title: label }, icon(shape, 20))),
    h("span.spring"),
    h("span.place", { title: "Settings" }, icon("settings", 20)),
    h("span.me", { title: owner }, initials(owner)),
  );
}

function drawBar(name, badge, log) {
  const find = h("input", { type: "search", placeholder: "Search activity", "aria-label": "Search activity" });
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    for (const entry of log.children) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
  });
  byId("bar").replaceChildren(
    h("p.crumbs", null, h("span", null, "Contacts"), icon("chevron-right", 14), h("strong", null, name)),
    h("label.find", null, icon("search", 16), find),
    h("span.bell", { title: "Unanswered messages" }, icon("bell", 18), badge),
  );
}

function head(name, config, facts, waiting, openThread, note) {
  const mail = facts.fields.find((field) => field.name === "Email").value;
  const inside = (shape, label) => [icon(shape), h("span", null, label)];
  return h("header.head", null,
    h("div.who", null,
      h("span.portrait", { "aria-hidden": "true" }, initials(name)),
      h("div", null,
        h("h1", null, name),
        h("p.muted", null, `${config.contact.title ?? facts.title} at ${config.contact.company ?? facts.company.name}`),
        h("p.chips", null, h("span.chip.good", null, facts.stage), h("span.chip", null, "VIP"), waiting),
      )),
    h("div.actions", null,
      h("button.action.first", { type: "button", title: "Message", onclick: openThread }, inside("message-circle", "Message")),
      h("a.action", { href: `mailto:${mail}`, title: "Email" }, inside("mail", "Email")),
      h("a.action", { href: `tel:${config.phone}`, title: "Call" }, inside("phone", "Call")),
      h("button.action", { type: "button", title: "Note", onclick: () => { note.hidden = false; note.querySelector("textarea").focus(); } }, inside("sticky-note", "Note"))),
  );
}

function noteBox(save) {
  const words = h("textarea", { rows: "2", placeholder: "Write a note", "aria-label": "Note" });
  const close = () => { words.value = ""; box.hidden = true; };
  const box = h("form.note-box", {
    hidden: true,
    onsubmit: (event) => { event.preventDefault(); if (words.value.trim()) save(words.value.trim()); close(); },
    onkeydown: (event) => { if (event.key === "Escape") close(); },
  }, words, h("div", null, h("button.plain", { type: "button", onclick: close }, "Cancel"), h("button.plain.strong", { type: "submit" }, "Save note")));
  return box;
}

const card = (title, ...inside) => h(`section.card.${title.toLowerCase()}-card`, null, h("h2", null, title), ...inside);

function about(config, facts) {
  const rows = facts.fields.map((field) => h("div.field", null,
    h("dt", null, icon(field.icon, 14), field.name),
    h("dd", null, h("bdi", null, field.value.replace("{phone}", readable(config.phone))))));
  return card("About", h("dl.fields", null, rows));
}

/** `+919999999999` as people write it in India. */
export function readable(phone) {
  const match = /^\+91(\d{5})(\d{5})$/.exec(phone);
  return match ? `+91 ${match[1]} ${match[2]}` : phone;
}

function company(facts) {
  return card("Company", h("div.company", null,
    h("span.tile", { "aria-hidden": "true" }, facts.company.name[0]),
    h("div", null, h("strong", null, facts.company.name), h("p.muted", null, facts.company.line), h("p.muted", null, facts.company.domain))));
}

function deals(facts) {
  const total = facts.deals.reduce((sum, deal) => sum + deal.amount, 0);
  const list = facts.deals.map((deal) => h("li.deal", null,
    h("div.line", null, h("strong", null, deal.name), h("span.amount", null, money.format(deal.amount))),
    h("div.steps", { role: "img", "aria-label": `Stage ${deal.step} of ${facts.steps.length}` },
      facts.steps.map((step, at) => h(at < deal.step ? "i.on" : "i", { title: step }))),
    h("div.line.muted", null, h("span", null, deal.stage), h("span", null, `${deal.note} · closes ${deal.close}`))));
  return h("section.card", null,
    h("h2", null, "Deals", h("span.count", null, facts.deals.length), h("span.end.muted", null, money.format(total))),
    h("ul.deals", null, list));
}

function tasks(facts) {
  return card("Tasks", h("ul.tasks", null, facts.tasks.map((task) => h("li", null, h("label", null,
    h("input", { type: "checkbox", checked: task.done }), h("span", null, task.text)), h("span.due", null, task.due)))));
}

function activity(note, log) {
  return card("Activity", note, log);
}

function row(entry, at) {
  return h(entry.fresh ? "li.fresh" : "li", null,
    h(entry.kind === "whatsapp" ? "span.kind.whatsapp" : "span.kind", { "aria-hidden": "true" }, icon(KINDS[entry.kind], 14)),
    h("div", null,
      h("p", null, h("strong", null, entry.title), h("time.muted", { dir: "ltr", datetime: new Date(at).toISOString() }, when(at))),
      entry.text ? h("p.said", { dir: "auto" }, entry.text) : null,
      h("p.muted.by", null, entry.who)));
}

function when(at) {
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return clock.format(at);
  return days > -7 ? relative.format(days, "day") : date.format(at);
}
