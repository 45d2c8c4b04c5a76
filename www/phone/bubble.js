// One message as the customer's phone draws it: bubble, quote, content, time, ticks and reactions.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { drawContent, summary } from "./content.js";

/** `joined` messages follow one of the same side closely and have no tail. */
export function drawMessage(message, joined, quoted, act, clock) {
  const own = message.direction === "out";
  const loose = message.type === "sticker" && !message.deleted;
  const meta = h("span.meta", null,
    message.edited && !message.deleted ? "Edited " : null,
    h("time", null, clock.format(message.at)),
    own && act.channel.ticks ? tick(message.status) : null);
  const inside = message.deleted
    ? h("p.gone", null, icon("ban", 14), own ? "You deleted this message" : "This message was deleted")
    : drawContent(message, act);
  const options = h("button.options", {
    type: "button", title: "React, reply and more", "aria-label": `Actions for: ${summary(message)}`,
    onclick: (event) => act.menu(message, event.currentTarget),
  }, icon("chevron-down", 14));
  const bubble = h(`div.msg${loose ? ".loose" : ""}${message.edited ? ".edited" : ""}`, null,
    message.context?.id && !message.deleted ? quote(message.context.id, quoted, act) : null, inside.body ?? inside, meta,
    message.deleted || !act.channel.whole ? null : options);
  const row = h(`div.row.${own ? "own" : "theirs"}${joined ? ".joined" : ""}`, { "data-id": message.id }, bubble, inside.below ?? null, reactions(message));
  if (!message.deleted && act.channel.whole) press(bubble, () => act.menu(message, options));
  return row;
}

function tick(status) {
  const name = { sent: "Sent", delivered: "Delivered", read: "Read", failed: "Not sent" }[status] ?? "Sending";
  const shape = { sent: "check", delivered: "check-check", read: "check-check", failed: "circle-alert" }[status] ?? "clock";
  return h(`span.tick.${status ?? "pending"}`, { role: "img", "aria-label": name, title: name }, icon(shape, 15));
}

function quote(id, quoted, act) {
  const whose = quoted ? (quoted.direction === "out" ? "You" : act.desk) : "Earlier message";
  return h(`button.quote${quoted?.direction === "out" ? ".mine" : ""}`, { type: "button", onclick: () => act.jump(id) },
    h("strong", null, whose), h("span", { dir: "auto" }, quoted ? summary(quoted) : "…"));
}

function reactions(message) {
  if (!message.reactions?.length || message.deleted) return null;
  const seen = [...new Set(message.reactions.map((one) => one.emoji))];
  return h("span.reactions", { title: message.reactions.map((one) => `${one.emoji} ${one.by === "me" ? "you" : "the business"}`).join(", ") },
    seen.join(""), message.reactions.length > 1 ? h("small", null, message.reactions.length) : null);
}

/** Right click, or half a second of pressing, opens the menu as on a phone. */
function press(bubble, open) {
  let timer = 0;
  bubble.addEventListener("contextmenu", (event) => { event.preventDefault(); open(); });
  bubble.addEventListener("pointerdown", (event) => { if (event.pointerType === "touch") timer = setTimeout(open, 500); });
  for (const end of ["pointerup", "pointercancel", "pointermove"]) bubble.addEventListener(end, () => clearTimeout(timer));
}
