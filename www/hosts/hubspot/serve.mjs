// The HubSpot stand-in's server: the card's worker, the records, the proxy that signs what hubspot.fetch asks, and the CRM's own API.

import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { hostScript, hubspotCard } from "../../../pkg-templates/compile.mjs";
import { file, json, page, script } from "../answers.mjs";
import { crm } from "./crm.mjs";

const MOST_BYTES = 1_000_000;
const PATIENCE_MS = 15_000;
const LONGEST_MS = 120_000;
const APP_ID = 4242;
const PORTAL = { id: 12345678, timezone: "Asia/Kolkata" };
/** What stands decoded in the address that HubSpot signs. */
const PLAIN = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;
/** What `configure.mjs --log-answers` asks for beside. */
const LOG_SCOPES = ["crm.objects.contacts.write", "crm.objects.owners.read"];
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const META = new URL("../../../pkg-templates/hubspot/src/app/app-hsmeta.json", import.meta.url);

export async function open({ endpoint, hubspot }) {
  const { people, agent } = JSON.parse(await file("records.json"));
  const contacts = people.filter(({ kind }) => kind === "Contact");
  const records = contacts.map(({ name, mobile, phone, title, company, email, city }, at) => {
    const [firstname, lastname] = name.split(" ");
    return { id: String(90001 + at), properties: { firstname, lastname, mobilephone: mobile, phone, jobtitle: title, company, email, city } };
  });
  const user = { id: 77, emails: [agent.email], email: agent.email, firstName: agent.name.split(" ")[0], lastName: agent.name.split(" ")[1], roles: [], teams: [], permissions: [], locale: hubspot.locale ?? "en-us", language: hubspot.locale ?? "en" };
  const { permittedUrls, auth } = JSON.parse(await readFile(META, "utf8")).config;
  for (const kind of ["fetch", "iframe"]) permittedUrls[kind] = permittedUrls[kind].map(() => endpoint);
  const state = { records, fetches: [], lose: 0 };
  const owner = { id: "41629779", userId: user.id, email: user.email };
  const api = crm({ accessToken: hubspot.accessToken, scopes: [...auth.requiredScopes, ...LOG_SCOPES], contacts: records.map(({ id }) => id), owner }, state);
  const [card, host] = [await hubspotCard(here("worker.js"), `export const ENDPOINT = ${JSON.stringify(endpoint)};`), await hostScript(here("page.js"))];

  const policy = [
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "worker-src 'self'", "style-src-attr 'unsafe-inline'",
    `frame-src ${permittedUrls.iframe.join(" ")}`, "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join("; ");

  /** What hubspot.fetch gives the card, or the words of HubSpot's refusal. */
  async function signed({ url, options: { method = "GET", timeout = PATIENCE_MS, body, headers } }) {
    if (headers) return { status: 400, body: JSON.stringify({ message: "custom headers are not supported" }) };
    if (!permittedUrls.fetch.includes(new URL(url).origin)) return { status: 400, body: JSON.stringify({ message: `${new URL(url).origin} is not in permittedUrls.fetch` }) };
    const text = body === undefined ? "" : JSON.stringify(body);
    if (Buffer.byteLength(text) > MOST_BYTES) return { status: 413, body: JSON.stringify({ message: "more than 1 MB" }) };
    const address = new URL(url);
    for (const [name, value] of Object.entries({ userId: user.id, userEmail: user.email, portalId: PORTAL.id, appId: APP_ID })) address.searchParams.set(name, value);
    let last = null;
    for (const attempt of [1, 2]) {
      last = await once(address, method, text, Math.min(timeout, LONGEST_MS));
      state.fetches.push({ path: address.pathname, attempt, status: last.status, body });
      if (last.status < 500) break;
    }
    return Buffer.byteLength(last.body) > MOST_BYTES ? { status: 502, body: JSON.stringify({ message: "the answer has more than 1 MB" }) } : last;
  }

  async function once(address, method, text, timeout) {
    const time = String(Date.now());
    const plain = address.href.replace(PLAIN, (escape) => decodeURIComponent(escape));
    const signature = createHmac("sha256", hubspot.clientSecret).update(`${method}${plain}${text}${time}`).digest("base64");
    try {
      const answer = await fetch(address, {
        method, body: text || undefined, signal: AbortSignal.timeout(timeout),
        headers: { "content-type": "application/json", "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": time },
      });
      const body = await answer.text();
      // A test may have the answer lost on the way, after the proxy has done its work.
      if (state.lose > 0) {
        state.lose -= 1;
        return { status: 502, body: JSON.stringify({ message: "the answer was lost" }) };
      }
      return { status: answer.status, body };
    } catch (problem) {
      return { status: 502, body: JSON.stringify({ message: problem.message }) };
    }
  }

  async function routes(request) {
    const { method, path, query, json: body } = request;
    if (path.startsWith("/crm/")) return api(request);
    if (path === "/host/timeline.json") return json(state.activities.filter(({ contact }) => contact === query.get("contact")));
    if (path === "/") return page(await file("hubspot.html"), { "content-security-policy": policy });
    if (path === "/host/hubspot/card.js") return script(card);
    if (path === "/host/hubspot/page.bundle.js") return script(host);
    if (path === "/host/settings.json") return json({ records, user, portal: PORTAL, appId: APP_ID, permittedUrls });
    if (path === "/hubspot/fetch" && method === "POST") return json(await signed(await body()));
    return null;
  }

  return { routes, state };
}
