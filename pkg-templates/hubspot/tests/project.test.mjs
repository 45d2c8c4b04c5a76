// The developer project's own rules, and its files against each other.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const LOCATIONS = ['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar'];
const json = async (path) => JSON.parse(await readFile(join(PROJECT, path), 'utf8'));
const project = await json('hsproject.json');
const files = (await readdir(join(PROJECT, project.srcDir), { recursive: true })).filter((path) => !path.includes('node_modules'));
const metas = await Promise.all(files.filter((path) => path.endsWith('-hsmeta.json')).map(async (path) => ({ path, ...(await json(join(project.srcDir, path))) })));

test('one app, in its folder, with names that are used once', () => {
  assert.match(project.platformVersion, /^20\d\d\.\d\d?$/);
  assert.deepEqual(metas.map(({ type }) => type).sort(), ['app', 'card']);
  assert.equal(new Set(metas.map(({ uid }) => uid)).size, metas.length);
  for (const { path, type } of metas) assert.equal(dirname(path), type === 'app' ? 'app' : 'app/cards', path);
});

test('the app may read contacts and reach the proxy, and nothing else', () => {
  const { config } = metas.find(({ type }) => type === 'app');
  assert.deepEqual(config.auth, { type: 'static', requiredScopes: ['crm.objects.contacts.read'], optionalScopes: [], conditionallyRequiredScopes: [] });
  assert.ok(['private', 'marketplace'].includes(config.distribution));
  const { fetch, iframe, img } = config.permittedUrls;
  assert.deepEqual([fetch.length, iframe.length, img.length], [1, 1, 0]);
  assert.deepEqual(fetch, iframe);
  assert.match(fetch[0], /^https:\/\/[^/]+$/);
});

test('the card stands where a card may, and its entry exists', () => {
  const { config } = metas.find(({ type }) => type === 'card');
  assert.ok(LOCATIONS.includes(config.location));
  assert.deepEqual(config.objectTypes, ['contacts']);
  assert.ok(files.includes(config.entrypoint.slice(1)), config.entrypoint);
});

test('the card holds no secret, and only its own folder and the two packages', async () => {
  const { dependencies } = await json('src/app/cards/package.json');
  assert.deepEqual(Object.keys(dependencies), ['@hubspot/ui-extensions', 'react']);
  const tools = JSON.parse(await readFile(join(PROJECT, '../package.json'), 'utf8')).devDependencies;
  for (const [name, version] of Object.entries(dependencies)) assert.equal(tools[name], version, `${name} is tested in the version that is shipped`);
  for (const path of files.filter((one) => /\.tsx?$/.test(one))) {
    const text = await readFile(join(PROJECT, project.srcDir, path), 'utf8');
    // What build.mjs makes holds the widget's words, whatever they are.
    if (path.endsWith('words.ts')) continue;
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) assert.match(from, /^(\.\/\w+|react|@hubspot\/ui-extensions(\/crm)?)$/, `${basename(path)} imports ${from}`);
    assert.doesNotMatch(text, /secret|bearer/i, path);
  }
});

test('configure.mjs writes the address wherever it stands', async (t) => {
  const copy = await mkdtemp(join(tmpdir(), 'sidethread-hubspot-'));
  t.after(() => rm(copy, { recursive: true }));
  for (const part of ['configure.mjs', 'src']) await cp(join(PROJECT, part), join(copy, part), { recursive: true });
  const run = promisify(execFile);
  await assert.rejects(run('node', ['configure.mjs', 'http://threads.acme.example'], { cwd: copy }), /usage/);
  await run('node', ['configure.mjs', 'https://threads.acme.example'], { cwd: copy });
  const read = async () => JSON.parse(await readFile(join(copy, 'src/app/app-hsmeta.json'), 'utf8'));
  const { config } = await read();
  assert.deepEqual([config.permittedUrls.fetch, config.permittedUrls.iframe], [['https://threads.acme.example'], ['https://threads.acme.example']]);
  assert.match(await readFile(join(copy, 'src/app/cards/settings.ts'), 'utf8'), /ENDPOINT = 'https:\/\/threads\.acme\.example'/);
  assert.deepEqual(config.auth.requiredScopes, ['crm.objects.contacts.read'], 'who does not log asks for no more');
  await run('node', ['configure.mjs', 'https://threads.acme.example', '--log-answers'], { cwd: copy });
  const logging = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.owners.read'];
  assert.deepEqual((await read()).config.auth.requiredScopes, logging);
  await run('node', ['configure.mjs', 'https://threads.acme.example'], { cwd: copy });
  assert.deepEqual((await read()).config.auth.requiredScopes, ['crm.objects.contacts.read'], 'and it can be taken back');
});
