// The other road: where a page forbids WASM, the embed page runs in a frame inside the element and is driven like the WASM.

import { createEmbed } from "../../pkg-templates/embed/index.js";

/** Draws the frame into a shadow root; the same door as the WASM's `mount`, and `port` gives the token function and the theme too. */
export function mount(root, told, port) {
  const read = (text) => {
    const { endpoint, tenant, words, ...context } = JSON.parse(text);
    return { endpoint, tenant, context };
  };
  let shown = read(told);
  let embed = null;

  const show = () => {
    embed?.destroy();
    embed = null;
    const { endpoint, tenant, context } = shown;
    if (!endpoint || !tenant || context.phones.length + context.userIds.length === 0) return;
    const place = document.createElement("div");
    place.style.height = "100%";
    root.replaceChildren(place);
    embed = createEmbed({ endpoint, tenant, context, container: place, height: "fill", tokenProvider: (wish) => port.token(wish) });
    place.addEventListener("side-thread-error", ({ detail }) => {
      if (["no-frame", "frame-blocked"].includes(detail.code)) port.fail(detail);
    });
    for (const name of ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"]) {
      place.addEventListener(`side-thread-${name}`, (event) => {
        event.stopPropagation();
        if (!port.tell(name, JSON.stringify(event.detail ?? null))) event.preventDefault();
      });
    }
  };

  const change = (text) => {
    const last = shown;
    shown = read(text);
    if (!embed || last.endpoint !== shown.endpoint || last.tenant !== shown.tenant) show();
    else if (JSON.stringify(last.context) !== JSON.stringify(shown.context)) embed.open(shown.context).catch(() => {});
  };

  show();
  return {
    open: change,
    change,
    focusComposer() {
      embed?.focusComposer();
      return Boolean(embed);
    },
    destroy() {
      embed?.destroy();
      embed = null;
    },
  };
}
