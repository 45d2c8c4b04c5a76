// The strict page's server: every directive closed but those that the page needs for itself, and the frame.

import { own } from "../own.mjs";
import { file, page } from "../answers.mjs";

const policy = (frames) => ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", `frame-src ${frames}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"].join("; ");

export async function open(settings) {
  const { origin } = new URL(settings.endpoint);
  const host = await own("strict", settings, { bound: origin });
  const routes = async (asked) => {
    if (asked.path !== "/") return host.routes(asked);
    return page(await file("strict.html"), { "content-security-policy": policy(asked.query.get("policy") === "closed" ? "'none'" : origin) });
  };
  return { ...host, routes };
}
