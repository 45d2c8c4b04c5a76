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
  constructor(world, number, account = ACCOUNT) {
    this.world = world;
    this.number = number;
    this.account = account;
    this.base = `/_control/phones/${encodeURIComponent(number)}`;
  }

  /** The same customer in her chat with another account. */
  with(account) { return new Customer(this.world, this.number, account); }

  change(settings) { return this.world.control("PUT", this.base, settings); }

  state() { return this.world.control("GET", this.base); }

  /** Writes: words, or Meta's inbound object; gives back the wamid. */
  async say(message) {
    const whole = typeof message === "string" ? { type: "text", text: { body: message } } : message;
    return (await this.world.control("POST", `${this.base}/messages`, { account: this.account, ...whole })).id;
  }

  /** Sends a sample file as a message of this type. */
  async sendFile(type, name, mime, extra = {}) {
    const data = (await sample(name)).toString("base64");
    return this.say({ type, [type]: { mime_type: mime, data, ...(type === "document" ? { filename: basename(name) } : {}), ...extra } });
  }

  read() { return this.world.control("POST", `${this.base}/read`, { account: this.account }); }

  react(id, emoji) { return this.world.control("POST", `${this.base}/reactions`, { message_id: id, emoji }); }

  tap(id, choice) { return this.world.control("POST", `${this.base}/tap`, { message_id: id, id: choice }); }

  edit(id, text) { return this.world.control("POST", `${this.base}/edit`, { message_id: id, text }); }

  remove(id) { return this.world.control("POST", `${this.base}/delete`, { message_id: id }); }

  typing() { return this.world.control("POST", `${this.base}/typing`, { account: this.account }); }

  /** What has arrived from this account of the business, oldest first. */
  async received() {
    const arrived = (message) => message.direction === "in" && ["delivered", "read"].includes(message.status);
    return (await this.state()).messages.filter((message) => message.account === this.account && arrived(message));
  }
}
