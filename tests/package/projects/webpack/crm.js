// The CRM around it: what the page was asked to show, and a token from its own back end.

const asked = new URLSearchParams(location.search);

export const thread = { endpoint: asked.get("endpoint"), tenant: "acme", phone: "+919999999999", name: "Asha Nair", locale: asked.get("locale") ?? "en" };
export const tokenProvider = async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: [thread.phone] }) })).json()).token;
