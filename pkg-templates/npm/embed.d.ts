export { createEmbed } from "./index.js";
export type { Context, Embed, EmbedOptions, SideThreadEvents } from "./index.js";
