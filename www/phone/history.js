// The imported past as the customer's phone would show it: a history file turned round into the phone's own form.

import { rcsCard, rcsTap } from "./past.js";

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads the history of an account; messages that never reached the customer are left out. `wrote` is when the provider thinks
 * she wrote last: the proxy imported the same past at that moment, and both sides shall show the same times.
 */
export async function readHistory(account, wrote) {
  if (!account.history) return [];
  const answer = await fetch(`/${account.history}`);
  if (!answer.ok) return [];
  const { messages } = await answer.json();
  const newest = Math.min(...messages.filter((message) => message.direction === "inbound" && message.ago).map((message) => milliseconds(message.ago)));
  const now = Math.min(Date.now(), wrote ? wrote + newest : Infinity);
  return messages
    .filter((message) => !["failed", "unknown"].includes(message.status?.state) && message.content.type !== "notice")
    .map((message) => turn(message, account, now, new URL(answer.url)))
    .sort((a, b) => a.at - b.at);
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds. */
export function milliseconds(duration) {
  const match = DURATION.exec(duration);
  if (!match) throw new Error(`${duration} is not a duration`);
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function turn(message, account, now, base) {
  const link = (media) => new URL(media.file, base).pathname;
  const [type, content] = account.channel === "rcs" ? rcsContent(message.content, link) : phoneContent(message.content, link);
  const state = message.status?.state;
  return {
    id: message.id,
    account: account.slug,
    channel: account.channel,
    direction: message.direction === "inbound" ? "out" : "in",
    at: message.at ? Date.parse(message.at) : now - milliseconds(message.ago),
    type,
    content,
    context: message.reply_to ? { id: message.reply_to } : null,
    status: message.direction === "inbound" || state === "played" ? "read" : state,
    played: state === "played",
    reactions: (message.reactions ?? []).map((one) => ({ emoji: one.emoji, by: one.author === "customer" ? "me" : "business" })),
    edited: message.edited,
    deleted: message.deleted,
  };
}

/** RCS has texts with chips, cards and rows of them; what a customer sends is as on any phone. */
function rcsContent(given, link) {
  const chips = (list = []) => list.map(rcsTap);
  switch (given.type) {
    case "text": return ["text", { body: given.body, suggestions: chips(given.suggestions) }];
    case "card": return ["card", { ...rcsCard(given, link), chips: chips(given.chips) }];
    case "carousel": return ["carousel", { cards: given.cards.map((card) => rcsCard(card, link)), suggestions: chips(given.chips) }];
    case "answer": return ["suggestion", { plainText: given.title, postBack: { data: given.id }, type: "REPLY" }];
    default: return phoneContent(given, link);
  }
}

function phoneContent({ type, ...content }, link) {
  switch (type) {
    case "image": case "video": case "audio": case "document": case "sticker": {
      const { media, ...rest } = content;
      return [type, { ...rest, url: link(media), mime_type: media.mime, filename: media.filename, seconds: media.seconds }];
    }
    case "buttons":
      return ["interactive", { type: "button", ...words(content, link), action: { buttons: content.buttons.map((reply) => ({ type: "reply", reply })) } }];
    case "list":
      return ["interactive", { type: "list", ...words(content, link), action: { button: content.button, sections: content.sections } }];
    case "cta":
      return ["interactive", { type: "cta_url", ...words(content, link), action: { parameters: { display_text: content.label, url: content.url } } }];
    case "card":
      return ["card", { ...rcsCard(content, link), chips: [] }];
    case "carousel":
      return ["carousel", { text: content.body, cards: content.cards.map((card) => rcsCard(card, link)) }];
    case "template":
      return ["template", { name: content.name, rendered: rendered(content.parts, link) }];
    case "answer":
      if (content.kind === "list") return ["interactive", { type: "list_reply", list_reply: { id: content.id, title: content.title, description: content.description } }];
      if (content.kind === "flow") return ["interactive", { type: "nfm_reply", nfm_reply: { body: content.title } }];
      return ["interactive", { type: "button_reply", button_reply: { id: content.id, title: content.title } }];
    case "contacts":
      return ["contacts", content.contacts.map((one) => ({ name: { formatted_name: one.name }, phones: one.phones ?? [], org: one.org }))];
    case "flow":
      return ["interactive", { type, ...words(content, link), action: { parameters: { flow_cta: content.label } } }];
    case "products": case "location_request": case "address_request": case "contact_request": case "call_request":
      return ["interactive", { type, ...words(content, link), action: {} }];
    default:
      return [type, content];
  }
}

function words({ header, body, footer }, link) {
  return {
    ...(header ? { header: header.media ? { type: header.type, url: link(header.media) } : header } : {}),
    body: { text: body },
    ...(footer ? { footer: { text: footer } } : {}),
  };
}

function rendered({ header, body, footer, buttons = [] }, link) {
  return {
    header: header?.media ? { type: header.type, url: link(header.media), filename: header.media.filename } : header,
    body,
    footer,
    buttons: buttons.map((button) => ({ payload: button.text, ...button, type: button.type.toUpperCase() })),
  };
}
