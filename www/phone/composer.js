// Where the customer writes: text, emoji, sample attachments, a quote above the line, and editing.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { summary } from "./content.js";
import { SAMPLES } from "./samples.js";

const EMOJI = ["😀", "😂", "😍", "🙏", "👍", "🎉", "❤️", "😮", "😢", "🔥", "✅", "🌿", "☕", "🚌", "🤔", "👋", "💃", "🙌"];

/** Draws the composer into `place`; `out` takes what was written. */
export function showComposer(place, out) {
  let editing = null;
  const input = h("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message as the customer", enterkeyhint: "send" });
  const send = h("button.send", { type: "button", "aria-label": "Send as the customer" }, icon("send-horizontal", 20));
  const banner = h("div.reply-bar", { hidden: true });
  const sheet = h("div.sheet", { hidden: true });
  const grow = () => { input.style.height = "auto"; input.style.height = `${Math.min(input.scrollHeight, 110)}px`; };
  const closeBanner = () => { banner.hidden = true; editing = null; out.forget(); };
  const openBanner = (shape, title, words) => {
    banner.replaceChildren(icon(shape, 16), h("div", null, h("strong", null, title), h("span", { dir: "auto" }, words)),
      h("button", { type: "button", "aria-label": "Cancel", onclick: () => { if (editing) { input.value = ""; grow(); } closeBanner(); input.focus(); } }, icon("x", 16)));
    banner.hidden = false;
    input.focus({ preventScroll: true });
  };
  const submit = async () => {
    const words = input.value.trim();
    if (!words) return;
    input.value = "";
    grow();
    const done = editing ? out.edited(editing.id, words) : out.send({ type: "text", text: { body: words } });
    banner.hidden = true;
    editing = null;
    await done;
  };
  let offered = null;
  const samples = () => SAMPLES.filter((sample) => !offered || offered.includes(sample.name)).map((sample) => h("button.sample", { type: "button", onclick: async () => { sheet.hidden = true; banner.hidden = true; out.send(await sample.make()); } },
    h(`span.${sample.tone}`, null, icon(sample.icon, 20)), sample.name));
  const emoji = () => EMOJI.map((one) => h("button.glyph", { type: "button", "aria-label": one, onclick: () => { input.setRangeText(one, input.selectionStart, input.selectionEnd, "end"); input.focus(); grow(); } }, one));
  const toggle = (kind, fill) => {
    const again = !sheet.hidden && sheet.dataset.kind === kind;
    sheet.hidden = again;
    sheet.dataset.kind = kind;
    if (!again) sheet.replaceChildren(...fill());
  };
  const attach = h("button", { type: "button", "aria-label": "Attach as the customer", onclick: () => toggle("samples", samples) }, icon("paperclip", 20));
  input.addEventListener("input", () => { grow(); out.began(); if (input.value.trim()) out.typing(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
    if (event.key === "Escape") { sheet.hidden = true; if (!banner.hidden) closeBanner(); }
  });
  send.addEventListener("click", submit);
  place.replaceChildren(sheet, banner, h("div.compose", null,
    h("div.field-box", null,
      h("button", { type: "button", "aria-label": "Emoji", onclick: () => toggle("emoji", emoji) }, icon("smile", 21)),
      input,
      attach),
    send));
  return {
    /** Only these samples can be attached; all where nothing is said. */
    offer(names) {
      offered = names;
      attach.hidden = names?.length === 0;
      if (attach.hidden && sheet.dataset.kind === "samples") sheet.hidden = true;
    },
    quote(message, whose) { editing = null; openBanner("reply", whose, summary(message)); },
    edit(message) {
      out.forget();
      editing = message;
      input.value = message.content.body ?? message.content.caption ?? "";
      openBanner("pencil", "Edit message", summary(message));
      grow();
    },
  };
}
