// The demo: a CRM's contact record with the conversation beside it, and the customer's phone beside that.

import { readAccounts, readConfig } from "./control.js";
import { byId, h } from "./dom.js";
import { showPanel } from "./panel.js";
import { showPhone } from "./phone.js";
import { showRecord } from "./record.js";
import { showSwitches } from "./switches.js";

async function start() {
  const [config, facts] = await Promise.all([
    readConfig(),
    fetch("/record.json").then((answer) => answer.json()),
  ]);
  const accounts = await readAccounts(config.accounts);
  const record = showRecord(config, facts);
  const panel = showPanel(config, record);
  const phone = showPhone(config, accounts);
  showSwitches(panel, phone);
}

start().catch((problem) => {
  byId("record").replaceChildren(h("p.broken", null, `The demo could not start: ${problem.message}`));
  throw problem;
});
