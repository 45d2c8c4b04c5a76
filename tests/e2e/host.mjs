// A CRM page for tests: it mounts the element as a host would and remembers every event that comes out of it.

const EVENTS = ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"];

/** `attributes` are added to the element, `dir` and `lang` go on the page, `tokens` makes it use exactly these, `mount: false` leaves the element out. */
export function hostPage(world, { attributes = {}, dir = "ltr", lang = "en", tokens = null, mount = true, phone = "+919999999999" } = {}) {
  const all = { endpoint: world.proxy, tenant: "acme", phone, name: "Asha Nair", theme: "light", locale: lang, ...attributes };
  const tag = `<side-thread ${Object.entries(all).map(([name, value]) => `${name}="${value}"`).join(" ")}></side-thread>`;
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<style>
  body { margin: 0; block-size: 100vh; display: flex; flex-direction: column; font: 14px system-ui; }
  side-thread { flex: 1; display: block; min-block-size: 0; }
  main { block-size: 28px; display: flex; justify-content: space-between; }
  p { color: rgb(1, 2, 3); letter-spacing: 3px; }
  :root { --font: system-ui; }
  side-thread { --text: rgb(1, 2, 3); --bg: rgb(1, 2, 3); --side-thread-font: var(--font); }
</style>
<script>
  window.seen = [];
  window.asked = 0;
  window.given = ${JSON.stringify(tokens)};
  window.veto = false;
  for (const name of ${JSON.stringify(EVENTS)}) document.addEventListener("side-thread-" + name, (event) => {
    window.seen.push({ name, detail: event.detail === undefined ? null : JSON.parse(JSON.stringify(event.detail)), cancelable: event.cancelable, composed: event.composed, bubbles: event.bubbles });
    if (name === "sending" && window.veto) event.preventDefault();
  });
  window.tokenProvider = async () => {
    window.asked += 1;
    if (window.given) return window.given[Math.min(window.asked, window.given.length) - 1];
    const phone = document.querySelector("side-thread")?.getAttribute("phone") ?? ${JSON.stringify(phone)};
    const answer = await fetch("/token", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ phone }) });
    return (await answer.json()).token;
  };
</script>
</head>
<body>
<main><button id="before">Before</button></main>
${mount ? tag : ""}
<main><button id="after">After</button></main>
<script>
  for (const thread of document.querySelectorAll("side-thread")) thread.tokenProvider = window.tokenProvider;
</script>
<script async src="${world.proxy}/sidethread.js"></script>
</body>
</html>`;
}
