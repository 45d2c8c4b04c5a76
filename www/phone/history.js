// The imported past as the customer's phone would show it: demo.json turned round into the phone's own form.

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads the demo's history; messages that never reached the customer are left out. `wrote` is when the provider thinks she
 * wrote last: the proxy imported the same past at that moment, and both sides shall show the same times.
 */
export async function readHistory(path, account, wrote) {
  const answer = await fetch(path);
  if (!answer.ok) return [];
  const { messages } = await answer.json();
  const newest = Math.min(...messages.filter((message) => message.direction === "inbound" && message.ago).map((message) => milliseconds(message.ago)));
  const now = Math.min(Date.now(), wrote ? wrote + newest : Infinity);
  return messages
    .filter((message) => !["failed", "unknown"].includes(message.status?.state) && message.content.type !== "notice")
    .map((message) => turn(message, account, now))
    .sort((a, b) => a.at - b.at);
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds. */
export function milliseconds(duration) {
  const match = DURATION.exec(duration);
  if (!match) throw new Error(`${duration} is not a duration`);
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function turn(message, account, now) {
  const [type, content] = phoneContent(message.content);
  const state = message.status?.state;
  return {
    id: message.id,
    account,
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

function phoneContent({ type, ...content }) {
  switch (type) {
    case "image": case "video": case "audio": case "document": case "sticker": {
      const { media, ...rest } = content;
      return [type, { ...rest, url: `/${media.file}`, mime_type: media.mime, filename: media.filename, seconds: media.seconds }];
    }
    case "buttons":
      return ["interactive", { type: "button", ...words(content), action: { buttons: content.buttons.map((reply) => ({ type: "reply", reply })) } }];
    case "list":
      return ["interactive", { type: "list", ...words(content), action: { button: content.button, sections: content.sections } }];
    case "template":
      return ["template", { name: content.name, rendered: rendered(content.parts) }];
    case "answer":
      return content.kind === "list"
        ? ["interactive", { type: "list_reply", list_reply: { id: content.id, title: content.title, description: content.description } }]
        : ["interactive", { type: "button_reply", button_reply: { id: content.id, title: content.title } }];
    case "contacts":
      return ["contacts", content.contacts.map((one) => ({ name: { formatted_name: one.name }, phones: one.phones ?? [], org: one.org }))];
    default:
      return [type, content];
  }
}

function words({ header, body, footer }) {
  return {
    ...(header ? { header } : {}),
    body: { text: body },
    ...(footer ? { footer: { text: footer } } : {}),
  };
}

function rendered({ header, body, footer, buttons = [] }) {
  return {
    header: header?.media ? { type: header.type, url: `/${header.media.file}`, filename: header.media.filename } : header,
    body,
    footer,
    buttons: buttons.map((button) => ({ payload: button.text, ...button, type: button.type.toUpperCase() })),
  };
}
