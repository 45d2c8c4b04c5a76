// What an agent sees and does in the panel, by accessible names alone.

import assert from "node:assert/strict";

import { eventually } from "./eventually.mjs";

/** Text as a pattern that matches it literally. */
export const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The words that a state of a message goes by in the bubble's name. */
export const STATES = {
  waiting: /\b(sending|waiting|queued|pending)\b/i,
  sent: /(?<!not )\bsent\b/i,
  delivered: /(?<!not )\bdelivered\b/i,
  read: /\bread\b/i,
  failed: /\b(failed|not delivered|not sent)\b/i,
  unknown: /\b(not known|unknown|may have been sent)\b/i,
};

/** One panel in one page. */
export class Panel {
  constructor(page) {
    this.page = page;
    this.host = page.locator("side-thread").first();
    this.thread = page.getByRole("log");
    this.articles = this.thread.getByRole("article");
    this.message = page.getByRole("textbox", { name: "Message", exact: true });
  }

  /** Waits for the first paint of the thread. */
  async ready() {
    await this.thread.waitFor();
    await eventually("the ready event", () => this.page.evaluate(() => window.seen.some((event) => event.name === "ready")));
  }

  /** The words that stand in the panel while there is no connection. */
  get noConnection() { return this.host.getByText(/no connection|offline/i); }

  /** The template picker, list or form. */
  get picker() { return this.page.getByRole("dialog"); }

  /** Opens the picker: by the composer's button, or by the one that stands there while the window is closed. */
  async openTemplates() {
    await this.page.getByRole("button", { name: /^(Templates|Send a template)$/ }).first().click();
    await this.picker.waitFor();
  }

  /** What the form says the phone will show. */
  get preview() { return this.picker.getByRole("group", { name: "Preview" }); }

  button(name) { return this.page.getByRole("button", { name, exact: true }); }

  /** The bubbles that contain this text. */
  bubble(text) { return this.articles.filter({ hasText: text }); }

  /** Waits until there is exactly one bubble with this text. */
  async shows(text) {
    await eventually(`one bubble with ${text}`, async () => (await this.bubble(text).count()) === 1);
    return this.bubble(text);
  }

  /** Waits until the bubble with this text says that it has come so far. */
  async reaches(text, state) {
    const bubble = this.bubble(text);
    await eventually(`“${text}” to be ${state}`, async () => STATES[state].test((await name(bubble)).replace(text, "")));
  }

  /** Answers by the number or bot with this label from now on. */
  async from(label) {
    const chooser = this.host.getByRole("combobox");
    await chooser.waitFor();
    const labels = await chooser.getByRole("option").allTextContents();
    const wanted = labels.find((one) => label.test(one));
    assert.ok(wanted, `${label} is none of ${labels.join(", ")}`);
    await chooser.selectOption(wanted);
  }

  async type(text) {
    await this.message.click();
    await this.page.keyboard.type(text);
  }

  async send(text) {
    await this.type(text);
    await this.button("Send").click();
    await this.shows(text);
  }

  /** The events that came out of the element, of one name or all. */
  async events(wanted) {
    const all = await this.page.evaluate(() => window.seen);
    return wanted ? all.filter((event) => event.name === wanted) : all;
  }

  /** The deepest element that has the focus, through shadow roots. */
  focused() {
    return this.page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return { role: at?.getAttribute("role"), tag: at?.tagName.toLowerCase(), id: at?.id, name: at?.getAttribute("aria-label") ?? at?.textContent?.trim() ?? "" };
    });
  }

  /** What axe finds in the panel. */
  async axe() {
    if (!(await this.page.evaluate(() => "axe" in window))) {
      await this.page.addScriptTag({ path: new URL(import.meta.resolve("axe-core/axe.min.js")).pathname });
    }
    const { violations } = await this.page.evaluate(() => window.axe.run("side-thread", { resultTypes: ["violations"] }));
    return violations.map((one) => `${one.id}: ${one.help}\n${one.nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`);
  }

  async hasNoViolations(state) { assert.deepEqual(await this.axe(), [], `axe, ${state}`); }
}

/** The accessible name of the only element that this locator finds. */
export async function name(locator) {
  const first = (await locator.ariaSnapshot()).split("\n")[0];
  // A name with a colon makes the snapshot quote the line as YAML does, with every ' doubled.
  const line = first.startsWith("- '") ? first.replaceAll("''", "'") : first;
  const found = /article ("(?:[^"\\]|\\.)*")/.exec(line);
  return found ? JSON.parse(found[1]) : "";
}
