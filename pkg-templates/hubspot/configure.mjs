// Writes your proxy's address into every file that names it, and asks for what logging needs if you want it:
// node configure.mjs https://threads.your.org [--log-answers]

import { readFile, writeFile } from 'node:fs/promises';

/** What the card needs, and what the proxy needs to log answers on a contact's timeline. */
const READ = ['crm.objects.contacts.read'];
const LOG = ['crm.objects.contacts.write', 'crm.objects.owners.read'];

const [address, flag, ...more] = process.argv.slice(2);
const isKnown = more.length === 0 && [undefined, '--log-answers'].includes(flag);
if (!isKnown || !address || !URL.canParse(address) || new URL(address).origin !== address || !address.startsWith('https://')) {
  console.error('usage: node configure.mjs https://threads.your.org [--log-answers]   (https, no slash or path at the end)');
  process.exit(2);
}

const app = new URL('src/app/app-hsmeta.json', import.meta.url);
const meta = JSON.parse(await readFile(app, 'utf8'));
meta.config.auth.requiredScopes = flag ? [...READ, ...LOG] : READ;
Object.assign(meta.config.permittedUrls, { fetch: [address], iframe: [address] });
Object.assign(meta.config.support, { documentationUrl: address, supportUrl: address });
await writeFile(app, `${JSON.stringify(meta, null, 2)}\n`);

const settings = new URL('src/app/cards/settings.ts', import.meta.url);
const text = await readFile(settings, 'utf8');
await writeFile(settings, text.replace(/ENDPOINT = '[^']*'/, `ENDPOINT = '${address}'`));
