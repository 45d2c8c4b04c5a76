// Writes your proxy's address and tenant into every file that names them: node configure.mjs https://threads.your.org acme

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [, , address, tenant] = process.argv;
const isAddress = address && URL.canParse(address) && new URL(address).origin === address && address.startsWith('https://');
if (!isAddress || !/^[a-z0-9_-]+$/.test(tenant ?? '')) {
  console.error('usage: node configure.mjs https://threads.your.org <tenant>   (https, no slash or path at the end)');
  process.exit(2);
}

const FOLDER = fileURLToPath(new URL('force-app/main/default/', import.meta.url));
const PLACES = {
  'cspTrustedSites/Sidethread.cspTrustedSite-meta.xml': [/(<endpointUrl>)[^<]*(<)/g, address],
  'namedCredentials/Sidethread.namedCredential-meta.xml': [/(<parameterValue>)https:[^<]*(<)/g, address],
  'lwc/sideThread/sideThread.js-meta.xml': [/(name="endpoint"[^>]*default=")[^"]*(")/g, address, /(name="tenant" type="String" label="Tenant")(?: default="[^"]*")?()/g, ` default="${tenant}"`],
  'pages/SidethreadThread.page': [/(data-endpoint=")[^"]*(")/g, address, /(data-tenant=")[^"]*(")/g, tenant],
};

for (const [name, rules] of Object.entries(PLACES)) {
  let text = await readFile(FOLDER + name, 'utf8');
  for (let at = 0; at < rules.length; at += 2) {
    if (!text.match(rules[at])) throw new Error(`${name} has no place for it`);
    text = text.replace(rules[at], (_, before, after) => before + rules[at + 1] + after);
  }
  await writeFile(FOLDER + name, text);
  console.log(`wrote ${name}`);
}
