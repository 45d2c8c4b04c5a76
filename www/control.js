// The simulator's control API as this page uses it: the customer's phone and the faults of the provider.

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`);
  return text ? JSON.parse(text) : null;
}

/** What the page was started with: endpoint, tenant, contact, accounts, phone. */
export const readConfig = () => call("GET", "/demo/config.json");

/** The accounts with these slugs: channel and number as their provider has them, desk and history as the demo knows them. */
export async function readAccounts(slugs) {
  const [served, told] = await Promise.all([call("GET", "/_control/accounts"), call("GET", "/accounts.json")]);
  return slugs.map((slug) => {
    const find = (list) => list.find((account) => account.slug === slug);
    const { desk = "Palmgrove Journeys", history, channel = "whatsapp" } = find(told) ?? {};
    return { slug, desk, history, channel, ...find(served) };
  });
}

/** A fresh agent token for this phone number, as the CRM's back end mints it. */
export const mintToken = async (phone) => (await call("POST", "/demo/token", { phone })).token;

/** Sets what goes wrong at the provider; `{}` is nothing. */
export const putFaults = (faults) => call("PUT", "/_control/faults", faults);

/** One customer's phone, with the conversation that is open on it. */
export class Phone {
  constructor(number, account) {
    this.number = number;
    this.account = account;
    this.base = `/_control/phones/${encodeURIComponent(number)}`;
  }

  change(settings) { return call("PUT", this.base, settings); }

  send(message) { return call("POST", `${this.base}/messages`, { account: this.account, ...message }); }

  /** Messages that both sides already have; nobody is told. */
  remember(messages) { return call("POST", `${this.base}/history`, messages); }

  /** Tells the business, where the provider does, that the customer is writing. */
  typing() { return call("POST", `${this.base}/typing`, { account: this.account }); }

  markRead() { return call("POST", `${this.base}/read`, { account: this.account }); }

  markPlayed(id) { return call("POST", `${this.base}/played`, { message_id: id }); }

  react(id, emoji) { return call("POST", `${this.base}/reactions`, { message_id: id, emoji }); }

  tap(id, choice) { return call("POST", `${this.base}/tap`, { message_id: id, id: choice }); }

  edit(id, text) { return call("POST", `${this.base}/edit`, { message_id: id, text }); }

  remove(id) { return call("POST", `${this.base}/delete`, { message_id: id }); }

  /** Calls `changed` with the whole phone, now and whenever it changes. The browser reconnects by itself. */
  watch(changed, lost) {
    const source = new EventSource(`${this.base}/events`);
    source.addEventListener("phone", (event) => changed(JSON.parse(event.data)));
    source.addEventListener("error", () => lost?.());
    return () => source.close();
  }
}
