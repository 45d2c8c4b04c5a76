// Writes your proxy's address and tenant into the widget: node configure.mjs https://threads.your.org acme [--log-notes]

import { readFile, writeFile } from 'node:fs/promises';

const [, , address, tenant, flag] = process.argv;
const isAddress = address && URL.canParse(address) && new URL(address).origin === address && address.startsWith('https://');
if (!isAddress || !/^[a-z0-9_-]+$/.test(tenant ?? '') || (flag && flag !== '--log-notes')) {
  console.error('usage: node configure.mjs https://threads.your.org <tenant> [--log-notes]   (https, no slash or path at the end)');
  process.exit(2);
}

const file = new URL('app/settings.js', import.meta.url);
const text = await readFile(file, 'utf8');
await writeFile(file, text
  .replace(/endpoint: '[^']*'/, `endpoint: '${address}'`)
  .replace(/tenant: '[^']*'/, `tenant: '${tenant}'`)
  .replace(/logNotes: \w+/, `logNotes: ${flag === '--log-notes'}`));
