// The parent's half of the port alone.

export { createEmbed } from "./embed/index.js";
