// What is inside a bubble, by Meta's type; a type nobody knows is named instead of left blank.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { asking } from "./asking.js";
import { chips, drawCard, drawCarousel, fileUrl, pageButton } from "./rich.js";
import { linked } from "./text.js";
import { drawVoice } from "./voice.js";

/** A node, or `{body, below}` when buttons hang under the bubble. */
export function drawContent(message, act) {
  const draw = DRAW[message.type];
  return draw ? draw(message.content ?? {}, message, act) : h("p.gone", null, icon("circle-help", 14), `A message of the kind “${message.type}”`);
}

/** One line for quotes and names. */
export function summary(message) {
  const content = message.content ?? {};
  switch (message.type) {
    case "text": return content.body ?? "";
    case "image": return content.caption || "📷 Photo";
    case "video": return content.caption || "🎥 Video";
    case "audio": return content.voice ? "🎤 Voice message" : "🎵 Audio";
    case "document": return `📄 ${content.filename ?? "Document"}`;
    case "sticker": return "Sticker";
    case "location": return `📍 ${content.name ?? "Location"}`;
    case "contacts": return `👤 ${content[0]?.name?.formatted_name ?? "Contact"}`;
    case "interactive": return content.body?.text ?? content.button_reply?.title ?? content.list_reply?.title ?? content.nfm_reply?.body ?? "Message";
    case "card": return content.cardTitle ?? content.cardDescription ?? "Card";
    case "carousel": return content.text ?? content.cards?.[0]?.cardTitle ?? "Cards";
    case "suggestion": return content.plainText ?? "";
    case "button": return content.text ?? "";
    case "template": return content.rendered?.body ?? content.name ?? "Message";
    case "order": return "🛒 Order";
    default: return content.text ?? content.label ?? message.type;
  }
}

const caption = (content) => (content.caption ? h("p.words", { dir: "auto" }, linked(content.caption)) : null);

const DRAW = {
  text: (content, message, act) => ({ body: h("p.words", { dir: "auto" }, linked(content.body ?? "")), below: chips(content.suggestions, message, act) }),
  card: drawCard,
  carousel: drawCarousel,
  suggestion: (content) => h("p.words", { dir: "auto" }, content.plainText ?? ""),
  image: (content) => [h("a.pic", { href: fileUrl(content), target: "_blank", rel: "noopener" }, h("img", { src: fileUrl(content), alt: content.caption ?? "Photo", loading: "lazy" })), caption(content)],
  video: (content) => [h("video.pic", { src: fileUrl(content), controls: true, preload: "metadata", playsinline: true }), caption(content)],
  audio: (content, message, act) => drawVoice(content, message, () => act.played(message)),
  document: (content) => [file(content), caption(content)],
  sticker: (content) => h("img.sticker", { src: content.url, alt: "Sticker", loading: "lazy" }),
  location: (content) => h("a.place", { href: `https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}`, target: "_blank", rel: "noopener" },
    map(content), content.name ? h("strong", null, content.name) : null, h("span", null, content.address ?? `${content.latitude}, ${content.longitude}`)),
  contacts: (content) => content.map((one) => h("div.card-contact", null,
    h("span.face", { "aria-hidden": "true" }, icon("user-round", 20)),
    h("div", null, h("strong", null, one.name?.formatted_name ?? "Contact"), h("span", null, one.phones?.[0]?.phone ?? one.org?.company ?? "")))),
  interactive: (content, message, act) => interactive(content, message, act),
  button: (content) => h("p.words", { dir: "auto" }, content.text ?? content.payload ?? ""),
  template: (content, message, act) => template(content, message, act),
  order: (content) => order(content),
  unsupported: (content) => poll(content),
};

function file(content) {
  const kind = (content.filename ?? content.mime_type ?? "").split(/[./]/).at(-1).slice(0, 4).toUpperCase();
  return h("a.file", { href: fileUrl(content), target: "_blank", rel: "noopener", download: content.filename ?? true },
    icon("file-text", 26), h("div", null, h("strong", null, content.filename ?? "Document"), h("span", null, kind)));
}

/** A drawn map: no tile server is asked where the customer is. */
function map({ latitude, longitude }) {
  const pan = `${(Math.abs(longitude * 997) % 100).toFixed(0)}% ${(Math.abs(latitude * 991) % 100).toFixed(0)}%`;
  return h("span.map", { style: { "--pan": pan } }, icon("map-pin", 28));
}

function interactive(content, message, act) {
  if (content.button_reply || content.list_reply || content.nfm_reply) {
    const chosen = content.button_reply ?? content.list_reply ?? { title: content.nfm_reply.body };
    return h("div", null, h("p.words", { dir: "auto" }, chosen.title), chosen.description ? h("p.fine", null, chosen.description) : null);
  }
  const body = [head(content.header), h("p.words", { dir: "auto" }, linked(content.body?.text ?? "")), content.footer ? h("p.fine", null, content.footer.text) : null];
  if (content.type === "button") {
    const choices = (content.action?.buttons ?? []).map(({ reply }) => h("button.choice", { type: "button", onclick: () => act.tap(message, reply) }, icon("reply", 16), reply.title));
    return { body, below: h("div.choices", null, choices) };
  }
  if (content.type === "list") return { body, below: list(content, message, act) };
  if (content.type === "cta_url" && content.action?.parameters) return { body, below: pageButton(content.action.parameters) };
  return { body, below: asking(content, message, act) };
}

function list(content, message, act) {
  const rows = (content.action?.sections ?? []).map((section) => [
    section.title ? h("p.fine", null, section.title) : null,
    section.rows.map((row) => h("button.list-row", { type: "button", onclick: () => { act.tap(message, row); sheet.hidden = true; } },
      h("strong", null, row.title), row.description ? h("span", null, row.description) : null)),
  ]);
  const sheet = h("div.list-sheet", { hidden: true }, rows);
  const open = h("button.choice", { type: "button", "aria-expanded": "false", onclick: () => { sheet.hidden = !sheet.hidden; open.setAttribute("aria-expanded", !sheet.hidden); } }, icon("list", 16), content.action?.button ?? "Choose");
  return h("div.choices", null, open, sheet);
}

function head(header) {
  if (!header) return null;
  const kind = (header.type ?? header.format ?? "text").toLowerCase();
  const media = header[kind] && typeof header[kind] === "object" ? header[kind] : header;
  const url = fileUrl(media);
  switch (kind) {
    case "image": return h("span.pic", null, h("img", { src: url, alt: "", loading: "lazy" }));
    case "video": return h("video.pic", { src: url, controls: true, preload: "metadata" });
    case "document": return file({ url, filename: media.filename });
    case "location": return DRAW.location(header.location ?? header);
    default: return h("p.headline", { dir: "auto" }, header.text ?? "");
  }
}

function template(content, message, act) {
  const shown = content.rendered ?? {};
  const plain = (part) => (typeof part === "string" ? part : part?.text ?? "");
  const buttons = (shown.buttons ?? []).map((button) => {
    if (button.type === "QUICK_REPLY") return h("button.choice", { type: "button", onclick: () => act.tap(message, { id: button.payload ?? button.text, title: button.text }) }, icon("reply", 16), button.text);
    if (button.type === "COPY_CODE") {
      const copied = h("button.choice", { type: "button", onclick: () => navigator.clipboard?.writeText(button.code ?? button.coupon_code ?? "") }, icon("copy", 16), button.text ?? "Copy offer code");
      return copied;
    }
    return h("a.choice", { href: button.url ?? `tel:${button.phone_number ?? ""}`, target: "_blank", rel: "noopener" }, icon(button.url ? "external-link" : "phone", 16), button.text);
  });
  return {
    body: [head(typeof shown.header === "string" ? { text: shown.header } : shown.header), h("p.words", { dir: "auto" }, linked(plain(shown.body) || content.name)), plain(shown.footer) ? h("p.fine", { dir: "auto" }, plain(shown.footer)) : null],
    below: buttons.length ? h("div.choices", null, buttons) : null,
  };
}

function order(content) {
  const items = content.product_items ?? content.items ?? [];
  const count = items.reduce((sum, item) => sum + Number(item.quantity), 0);
  const total = items.reduce((sum, item) => sum + Number(item.quantity) * Number(item.item_price ?? item.price), 0);
  const money = new Intl.NumberFormat("en-IN", { style: "currency", currency: items[0]?.currency ?? "INR", maximumFractionDigits: 0 });
  return [h("div.order", null, icon("shopping-bag", 24), h("div", null, h("strong", null, `${count} items`), h("span", null, `${money.format(total)} (estimated)`))),
    content.text ? h("p.words", { dir: "auto" }, content.text) : null];
}

function poll(content) {
  return h("div.poll", null, h("strong", null, content.text ?? content.question ?? "Poll"), h("span", null, icon("chart-no-axes-column", 14), content.label ?? content.type ?? "poll"));
}
