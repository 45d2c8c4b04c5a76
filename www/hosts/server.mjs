// The simulated hosts: each a small server on an origin of its own, with the headers that the real host would send.
//
// node www/hosts/server.mjs settings.json   where the file has what startHost() takes. Prints the address when it is up.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

import { file, json } from "./answers.mjs";

const KINDS = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };

/** The hosts by name. */
export const HOSTS = ["salesforce", "zoho", "hubspot", "plain", "strict", "spa"];

/**
 * Starts one: `{host, port?, endpoint, tenant, serverKey, agentKey, hubspot}`. `port` 0 or none takes a free one. Gives
 * `{origin, state, problems, close}`; `state` is what the host keeps, for a test to look into.
 */
export async function startHost({ host, port = 0, ...settings }) {
  if (!HOSTS.includes(host)) throw new Error(`no host ${host}; there are ${HOSTS.join(", ")}`);
  const { open } = await import(`./${host}/serve.mjs`);
  const problems = [];
  const server = createServer((request, response) => {
    answer(request).catch((problem) => {
      problems.push(`${request.method} ${request.url}: ${problem.stack}`);
      return json({ message: problem.message }, 500);
    }).then(({ status, body, headers }) => {
      response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers });
      response.end(body);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { routes, state = {}, end } = await open({ ...settings, origin });

  async function answer(request) {
    const url = new URL(request.url, origin);
    const asked = {
      method: request.method, path: url.pathname, query: url.searchParams, search: url.search, headers: request.headers,
      raw: async () => Buffer.concat(await request.toArray()),
      json: async () => JSON.parse(Buffer.concat(await request.toArray()).toString() || "null"),
    };
    const found = await routes(asked);
    if (found) return found;
    if (asked.path === "/favicon.ico") return fixed("icon.svg");
    if (asked.path === "/host/assumptions.json") return fixed(`${host}/assumptions.json`);
    if (asked.path.startsWith("/host/") && request.method === "GET") return fixed(asked.path.slice("/host/".length));
    return json({ message: `${host} has no ${asked.path}` }, 404);
  }

  return {
    origin, state, problems,
    close: async () => {
      await end?.();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A file as it is. */
async function fixed(path) {
  const kind = KINDS[extname(path)];
  if (!kind || !/^[\w-]+(\/[\w-]+)?\.\w+$/.test(path)) return json({ message: `no ${path}` }, 404);
  return file(path).then((body) => ({ status: 200, body, headers: { "content-type": `${kind}; charset=utf-8` } }), () => json({ message: `no ${path}` }, 404));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const settings = JSON.parse(await readFile(process.argv[2], "utf8"));
  const { origin } = await startHost(settings);
  console.log(origin);
}
