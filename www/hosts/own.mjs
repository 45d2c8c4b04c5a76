// What the pages of one's own share: people to show, and the back end that signs for its agent.

import { readFile } from "node:fs/promises";
import { file, json, page, script } from "./answers.mjs";
import { byAssertion } from "./sessions.mjs";

const EMBED = new URL("../../pkg-templates/embed/", import.meta.url);

/** A host whose page is `name`.html with these headers, and whose tokens are for `bound`: its own origin, or that of the thread page. */
export async function own(name, settings, { headers = {}, bound }) {
  const { endpoint, tenant } = settings;
  const { people, agent } = JSON.parse(await file("records.json"));
  const shown = people.filter(({ mobile, phone }) => mobile ?? phone).map(({ mobile, phone, ...rest }) => ({ ...rest, phone: (mobile ?? phone).replaceAll(" ", "") }));
  const state = { tokens: [] };

  async function routes({ method, path, json: body }) {
    if (path === "/") return page(await file(`${name}.html`), headers);
    if (path === "/host/settings.json") return json({ endpoint, tenant, people: shown });
    const half = /^\/embed\/((?:index|port)\.js)$/.exec(path)?.[1];
    if (half) return script(await readFile(new URL(half, EMBED), "utf8"));
    if (path !== "/token" || method !== "POST") return null;
    const { phone } = await body();
    if (!shown.some((person) => person.phone === phone)) return json({ message: "not a contact of ours" }, 403);
    const { status, body: given } = await byAssertion(settings, { origin: bound, sub: `web:${tenant}:${agent.id}`, name: agent.name, phones: [phone] });
    state.tokens.push({ phone, status });
    return json(given, status);
  }

  return { routes, state };
}
