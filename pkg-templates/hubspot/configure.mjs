// Writes your proxy's address into every file that names it: node configure.mjs https://threads.your.org

import { readFile, writeFile } from 'node:fs/promises';

const address = process.argv[2];
if (!address || !URL.canParse(address) || new URL(address).origin !== address || !address.startsWith('https://')) {
  console.error('usage: node configure.mjs https://threads.your.org   (https, no slash or path at the end)');
  process.exit(2);
}

const app = new URL('src/app/app-hsmeta.json', import.meta.url);
const meta = JSON.parse(await readFile(app, 'utf8'));
Object.assign(meta.config.permittedUrls, { fetch: [address], iframe: [address] });
Object.assign(meta.config.support, { documentationUrl: address, supportUrl: address });
await writeFile(app, `${JSON.stringify(meta, null, 2)}\n`);

const settings = new URL('src/app/cards/settings.ts', import.meta.url);
const text = await readFile(settings, 'utf8');
await writeFile(settings, text.replace(/ENDPOINT = '[^']*'/, `ENDPOINT = '${address}'`));
