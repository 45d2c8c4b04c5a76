// A world with a simulated host in it: the tenant knows the host's origins and keys, and the host knows the proxy.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";

import { startHost } from "../../www/hosts/server.mjs";
import { KEY, NETWORK, World } from "./harness.mjs";
import { Panel } from "./panel.mjs";

const SERVER_KEY = "a server key for the tests, over thirty-two bytes";
const HUBSPOT_SECRET = "the client secret of the app in the tests";
const HUBSPOT_TOKEN = "the access token of the app in the tests";

/** A world for one test with `host` in it; `origins` are added to the tenant's, beside the host's own. */
export class Hosted extends World {
  static async start(t, host, { origins = [], settings: { hubspot, ...settings } = {}, ...options } = {}) {
    const world = new Hosted();
    t.after(() => world.end());
    const [port, widgetPort] = [await freePort(), await freePort()];
    world.page = `http://127.0.0.1:${port}`;
    world.origins = [world.page, ...origins];
    world.ancestors = [world.page, `http://127.0.0.1:${widgetPort}`];
    await world.begin(options);
    const agentKey = { kid: "k1", secret: KEY };
    world.hosting = await startHost({ host, port, widgetPort, endpoint: world.proxy, tenant: "acme", serverKey: SERVER_KEY, agentKey, hubspot: { clientSecret: HUBSPOT_SECRET, accessToken: HUBSPOT_TOKEN, ...hubspot }, ...settings });
    return world;
  }

  settings(more) {
    const list = (all) => all.map((one) => JSON.stringify(one)).join(", ");
    const region = 'default_region = "IN"\n';
    const keys = `[[tenant.server_key]]\nid = "crm"\nsecret = "${SERVER_KEY}"\n\n[tenant.hubspot]\nclient_secret = "${HUBSPOT_SECRET}"\nportal_ids = [12345678]\naccess_token = "${HUBSPOT_TOKEN}"\napi_base = "${this.page}"\n\n`;
    return super.settings(more).replace(/origins = \[([^\]]*)\]/, (_, known) => `origins = [${known}, ${list(this.origins)}]`)
      .replace(region, `${region}frame_ancestors = [${list(this.ancestors)}]\n`)
      .replace("[[tenant.key]]", `${keys}[[tenant.key]]`);
  }

  /** Opens the host's page. */
  async visit(path = "/", { width = 1280, height = 900 } = {}) {
    const browser = await this.launch();
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on("console", (line) => { if (line.type() === "error") this.errors.push(`console: ${line.text()}`); });
    page.on("pageerror", (problem) => this.errors.push(`page: ${problem.stack}`));
    await page.goto(`${this.page}${path}`);
    return page;
  }

  async end() {
    await this.hosting?.close();
    await super.end();
    assert.deepEqual(this.hosting?.problems ?? [], [], "the host had no problem");
  }
}

/** The panel in these frames, the outermost first; a page has the same names as a frame, so that one class looks at both. */
export function inside(page, ...frames) {
  const root = frames.reduce((at, selector) => at.frameLocator(selector), page);
  return new Panel({
    keyboard: page.keyboard,
    context: () => page.context(),
    getByRole: (...words) => root.getByRole(...words),
    locator: (...words) => root.locator(...words),
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The network goes with a thread on the screen, and comes back; what the customer said meanwhile comes too. */
export async function outage(world, page, panel, meanwhile = async () => {}) {
  world.forgive(NETWORK);
  await panel.shows("Is the ground floor free?");
  await page.context().setOffline(true);
  await panel.noConnection.first().waitFor();
  await world.asha.say("Said while you were away");
  await meanwhile();
  await page.context().setOffline(false);
  await panel.shows("Said while you were away");
}

/** The same, and what the agent wrote meanwhile arrives, once. */
export async function answeredOutage(world, page, panel) {
  await outage(world, page, panel, async () => {
    await panel.type("Typed without network");
    await page.keyboard.press("Enter");
  });
  await panel.reaches("Typed without network", "delivered");
  assert.equal((await world.accepted()).length, 1);
}
