// What the page's Content-Security-Policy has forbidden so far, and how the directive would have to read.

const MOST = 50;
const seen = [];
let isWatching = false;

/** Remembers what is forbidden from now on. */
export function watchPolicy() {
  if (isWatching || typeof document === "undefined") return;
  isWatching = true;
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, originalPolicy, disposition }) => {
    if (seen.length < MOST) seen.push({ directive: effectiveDirective, blocked: blockedURI, policy: originalPolicy, disposition });
  });
}

/** Everything that was forbidden. */
export const violations = () => seen;

/** The directive of the page with this source in it: `script-src 'self' 'wasm-unsafe-eval'`. */
export function mended(directive, source) {
  const policy = seen.findLast((one) => one.directive === directive && one.disposition === "enforce")?.policy ?? "";
  const directives = policy.split(";").map((one) => one.trim().split(/\s+/));
  const [, ...sources] = directives.find(([name]) => name === directive) ?? directives.find(([name]) => name === "default-src") ?? [directive, "'self'"];
  return [directive, ...sources.filter((one) => one !== "'none'" && one !== source), source].join(" ");
}
