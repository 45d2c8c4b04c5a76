// What a CRM's back end asks of the proxy: a token or a code for an agent it vouches for.

import { createHmac, randomUUID } from "node:crypto";

/** `POST /v1/session`: `{status, body}`, whatever the proxy says. */
async function ask(endpoint, body, headers = {}) {
  const answer = await fetch(`${endpoint}/v1/session`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : { message: text } };
}

/** By the tenant's server key, from back end to back end. */
export const byServerKey = ({ endpoint, tenant, serverKey }, about) =>
  ask(endpoint, { grant: "server-key", tenant, ...about }, { authorization: `Bearer ${serverKey}` });

/** By an assertion that the tenant's key signs, for an origin of ours. */
export function byAssertion({ endpoint, tenant, agentKey }, { origin, ...claims }) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = part({ alg: "HS256", typ: "JWT", kid: agentKey.kid });
  const body = `${head}.${part({ aud: "sidethread-session", tenant, iat: now, exp: now + 120, jti: randomUUID(), ...claims })}`;
  const assertion = `${body}.${createHmac("sha256", agentKey.secret).update(body).digest("base64url")}`;
  return ask(endpoint, { grant: "assertion", tenant, assertion }, { origin });
}
