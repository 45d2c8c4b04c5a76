// The menu of a message on the phone: reactions in one row, then reply, edit and delete.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** Prepares the menu inside the phone's screen; `open(message, anchor)` shows it. */
export function showActions(screen, act) {
  const menu = h("div.actions-menu", { role: "dialog", "aria-label": "Message actions", hidden: true });
  screen.append(menu);
  let anchor = null;
  const close = () => { if (!menu.hidden) { menu.hidden = true; anchor?.focus({ preventScroll: true }); } };
  const item = (shape, label, run) => h("button.item", { type: "button", onclick: () => { close(); run(); } }, icon(shape), label);
  const open = (message, from) => {
    anchor = from;
    const own = message.direction === "out";
    const mine = message.reactions.find((one) => one.by === "me")?.emoji;
    menu.replaceChildren(
      h("div.emoji", null, EMOJI.map((emoji) => h(mine === emoji ? "button.on" : "button", { type: "button", "aria-label": `React ${emoji}`, "aria-pressed": mine === emoji, onclick: () => { close(); act.react(message, mine === emoji ? "" : emoji); } }, emoji))),
      item("reply", "Reply", () => act.reply(message)),
      own && (message.type === "text" || message.content?.caption) ? item("pencil", "Edit", () => act.edit(message)) : "",
      own ? item("trash-2", "Delete for everyone", () => act.remove(message)) : "",
    );
    menu.hidden = false;
    place(menu, screen, from);
    menu.querySelector("button").focus({ preventScroll: true });
  };
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) close(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  return { open };
}

function place(menu, screen, from) {
  const frame = screen.getBoundingClientRect();
  const spot = from.getBoundingClientRect();
  const top = Math.min(spot.bottom - frame.top + 4, frame.height - menu.offsetHeight - 12);
  const left = Math.min(Math.max(spot.left - frame.left - menu.offsetWidth / 2, 12), frame.width - menu.offsetWidth - 12);
  menu.style.top = `${Math.max(60, top)}px`;
  menu.style.left = `${left}px`;
}
