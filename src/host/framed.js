// The other road: where a page forbids WASM, the embed page runs in a frame inside the element and is driven like the WASM.

import { createEmbed } from "../../pkg-templates/embed/index.js";
import { EVENTS } from "../../pkg-templates/embed/port.js";

/** Errors that mean that this road is closed too. */
const NO_FRAME = ["no-frame", "frame-blocked"];

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
    for (const name of EVENTS) {
      place.addEventListener(`side-thread-${name}`, (event) => {
        event.stopPropagation();
        if (NO_FRAME.includes(event.detail?.code)) return port.fail(event.detail);
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
