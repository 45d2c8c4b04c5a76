// Cards, rows of cards and what can be tapped under them, of RCS and of Viber.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { linked } from "./text.js";

/** Where the phone gets a file from: the simulated provider's own shelf needs no key here. */
export function fileUrl(content) {
  const given = content.url ?? content.link ?? "";
  const stored = /^https?:\/\/127\.0\.0\.1[^/]*\/tyntec\/.*\/media\/([^/?]+)$/.exec(given);
  return stored ? `/_control/media/${stored[1]}` : given;
}

/** A text with chips under it. */
export const chips = (suggestions, message, act) => (suggestions?.length ? h("div.chips-row", null, suggestions.map((one) => tap(one, message, act))) : null);

/** One card, alone. */
export function drawCard(content, message, act) {
  return { body: face(content), below: [buttons(content.suggestions, message, act), chips(content.chips, message, act)] };
}

/** Cards in a row: RCS has `cards`, Viber has `items` under a text. */
export function drawCarousel(content, message, act) {
  const cards = (content.cards ?? (content.items ?? []).map(fromViber)).map((card) => h("div.rich-card", null, face(card), buttons(card.suggestions, message, act)));
  return {
    body: [content.text ? h("p.words", { dir: "auto" }, linked(content.text)) : null, h("div.rich-row", { tabindex: "0", role: "group", "aria-label": "Cards" }, cards)],
    below: chips(content.suggestions, message, act),
  };
}

/** The one button of a message that opens a page. */
export const pageButton = ({ display_text: label, url }) => h("div.choices", null, h("a.choice", { href: url, target: "_blank", rel: "noopener" }, icon("external-link", 16), label));

function fromViber({ title, imageUrl, primaryButton, secondaryButton }) {
  const link = (button) => button && { action: { plainText: button.label, openUrl: { url: button.actionUrl } } };
  return { cardTitle: title, cardMedia: { contentInfo: { fileUrl: imageUrl } }, suggestions: [link(primaryButton), link(secondaryButton)].filter(Boolean) };
}

function face({ cardTitle, cardDescription, cardMedia }) {
  const url = cardMedia?.contentInfo?.fileUrl;
  return [
    url ? h("span.pic", null, drawn(fileUrl({ url }))) : null,
    cardTitle ? h("p.headline", { dir: "auto" }, cardTitle) : null,
    cardDescription ? h("p.words", { dir: "auto" }, linked(cardDescription)) : null,
  ];
}

/** The link does not say whether it is a picture or a film: what is no picture is tried as a film. */
function drawn(url) {
  const picture = h("img", { src: url, alt: "", loading: "lazy" });
  picture.addEventListener("error", () => picture.replaceWith(h("video.pic", { src: url, controls: true, preload: "metadata", playsinline: true })), { once: true });
  return picture;
}

const buttons = (suggestions, message, act) => (suggestions?.length ? h("div.choices", null, suggestions.map((one) => tap(one, message, act, "choice"))) : null);

function tap(suggestion, message, act, look = "chip-button") {
  const inside = suggestion.reply ?? suggestion.action ?? {};
  const label = inside.plainText ?? "";
  if (inside.openUrl) return h(`a.${look}`, { href: inside.openUrl.url, target: "_blank", rel: "noopener" }, icon("external-link", 16), label);
  const shape = suggestion.reply ? "reply" : inside.dialerAction ? "phone" : inside.createCalendarEvent ? "calendar" : "map-pin";
  return h(`button.${look}`, { type: "button", onclick: () => act.tap(message, { id: inside.postBack?.data, title: label }) }, icon(shape, 16), label);
}
