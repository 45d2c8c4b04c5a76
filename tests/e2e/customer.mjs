// A simulated customer: what she writes, taps and reads, and what her phone shows.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const MEDIA = fileURLToPath(new URL("../../www/media/", import.meta.url));
const ACCOUNT = "acme-wa";

/** The bytes of a sample file of the demo. */
export const sample = (name) => readFile(MEDIA + name);

/** Where a sample file lies, for file choosers. */
export const samplePath = (name) => MEDIA + name;

/** One customer of one account. */
export class Customer {
  constructor(world, number) {
    this.world = world;
    this.base = `/_control/phones/${encodeURIComponent(number)}`;
  }

  change(settings) { return this.world.control("PUT", this.base, settings); }

  state() { return this.world.control("GET", this.base); }

  /** Writes: words, or Meta's inbound object; gives back the wamid. */
  async say(message) {
    const whole = typeof message === "string" ? { type: "text", text: { body: message } } : message;
    return (await this.world.control("POST", `${this.base}/messages`, { account: ACCOUNT, ...whole })).id;
  }

  /** Sends a sample file as a message of this type. */
  async sendFile(type, name, mime, extra = {}) {
    const data = (await sample(name)).toString("base64");
    return this.say({ type, [type]: { mime_type: mime, data, ...(type === "document" ? { filename: basename(name) } : {}), ...extra } });
  }

  read() { return this.world.control("POST", `${this.base}/read`, { account: ACCOUNT }); }

  react(id, emoji) { return this.world.control("POST", `${this.base}/reactions`, { message_id: id, emoji }); }

  tap(id, choice) { return this.world.control("POST", `${this.base}/tap`, { message_id: id, id: choice }); }

  edit(id, text) { return this.world.control("POST", `${this.base}/edit`, { message_id: id, text }); }

  remove(id) { return this.world.control("POST", `${this.base}/delete`, { message_id: id }); }

  /** What has arrived from the business, oldest first. */
  async received() {
    return (await this.state()).messages.filter((message) => message.direction === "in" && ["delivered", "read"].includes(message.status));
  }
}
