// The road without a parent: a single-use code in the address, exchanged for a token and a context.

import { fault } from "../../../pkg-templates/embed/port.js";

/** Takes the code out of the address, so that nobody reads it there again. */
export function takeCode() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code) history.replaceState(history.state, "", location.pathname + location.search);
  return code;
}

/** A promise of `{token, expires_at, context}`; rejects with the proxy's code. */
export async function exchange(endpoint, code) {
  let answer;
  try {
    answer = await fetch(`${endpoint}/v1/session`, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ grant: "code", code }),
    });
  } catch (problem) {
    throw fault("unreachable", String(problem?.message ?? problem));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok || typeof said.token !== "string") throw fault(answer.ok ? "unreadable" : said.code ?? "unauthenticated", said.title ?? `The proxy answered ${answer.status}.`);
  return said;
}
