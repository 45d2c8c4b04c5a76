// The widget within the rules by which Zoho's packer checks and packs (zoho-extension-toolkit 1.0.24), and its files against each other.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import '../build.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const APP = join(PROJECT, 'app');
/** All other extensions are left out of the archive, with a word on the screen and no failure. */
const PACKED = ['.html', '.js', '.css', '.json', '.txt', '.md', '.xml', '.dre', '.jpg', '.jpeg', '.png', '.gif', '.svg', '.woff', '.woff2', '.ttf', '.eot', '.webm', '.mp3', '.mp4'];
const RULES = { bytes: 5_000_000, files: 250, name: /^[A-Za-z0-9_.$-]*$/, longest: 250, folder: /^[A-Za-z0-9_$-]+$/ };

/** What the packer would object to or leave out. */
function problems(files) {
  const found = files.length > RULES.files ? [`${files.length} files`] : [];
  for (const { path, bytes } of files) {
    const name = basename(path);
    if (!PACKED.includes(extname(name))) found.push(`${path} is left out`);
    if (bytes > RULES.bytes) found.push(`${path} is too large`);
    if (!RULES.name.test(name) || name.length > RULES.longest || name.lastIndexOf('.') === 0) found.push(`${path} has a name that is refused`);
    if (!path.split('/').slice(0, -1).every((folder) => RULES.folder.test(folder))) found.push(`${path} lies in a folder whose name is refused`);
  }
  return found;
}

const paths = (await readdir(APP, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name).slice(APP.length + 1));
const read = (path) => readFile(join(APP, path), 'utf8');

test('every file of the widget is packed', async () => {
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(join(APP, path))).size })));
  assert.deepEqual(problems(files), []);
  for (const needed of ['widget.html', 'widget.js', 'embed.js', 'translations/en.json']) assert.ok(paths.includes(needed), needed);
  assert.deepEqual(JSON.parse(await readFile(join(PROJECT, 'plugin-manifest.json'), 'utf8')), { service: 'CRM' });
});

test('the rules catch what Zoho catches', () => {
  const wrong = [{ path: 'a.wasm', bytes: 1 }, { path: 'big.js', bytes: 5_000_001 }, { path: 'two words.js', bytes: 1 }, { path: 'a.b/c.js', bytes: 1 }, { path: `${'x'.repeat(251)}.js`, bytes: 1 }];
  assert.equal(problems(wrong).length, wrong.length);
  assert.equal(problems(Array.from({ length: 251 }, (_, at) => ({ path: `${at}.js`, bytes: 1 }))).length, 1);
});

test('the page loads only what is there, and Zoho’s script before ours; nothing is inline', async () => {
  const html = await read('widget.html');
  const scripts = [...html.matchAll(/<script src="([^"]+)"><\/script>/g)].map(([, src]) => src);
  assert.equal(scripts.length, [...html.matchAll(/<script/g)].length, 'no inline script');
  assert.match(scripts[0], /^https:\/\/live\.zwidgets\.com\/js-sdk\/1\.5\/ZohoEmbededAppSDK\.min\.js$/);
  for (const src of scripts.slice(1)) assert.ok(paths.includes(src), src);
  assert.equal(scripts.at(-1), 'widget.js');
  assert.doesNotMatch(html, /\sstyle=|<style|\son\w+=/);
});

test('handlers are registered before init, and nothing is asked before PageLoad', async () => {
  const source = await read('widget.js');
  assert.ok(source.indexOf("on('PageLoad'") < source.indexOf('embeddedApp.init()'));
  assert.equal(source.split('\n').filter((line) => line.includes('embeddedApp.init()')).length, 1);
});

test('every word that the widget says is translated', async () => {
  const words = JSON.parse(await read('translations/en.json'));
  const said = [...(await read('widget.js')).matchAll(/\bwords\.(\w+)/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(said)].sort(), Object.keys(words).sort());
});

test('the function takes what the widget sends, keeps the key to itself and trusts no number of the page', async () => {
  const source = await readFile(join(PROJECT, 'functions/sidethread_token.deluge'), 'utf8');
  const parameters = /standalone\.(\w+)\(([^)]*)\)/.exec(source);
  assert.equal(parameters[1], 'sidethread_token');
  assert.deepEqual(parameters[2].split(',').map((one) => one.trim().split(' ')[1]), ['module', 'record_id', 'fields', 'origin']);
  const sent = /const parameters = \{([^}]*)\}/.exec(await read('widget.js'))[1];
  for (const name of ['module', 'record_id', 'fields', 'origin']) assert.match(sent, new RegExp(`\\b${name}:`));
  const bare = source.replace(/"[^"]*"|\/\/.*/g, '');
  for (const [open, close] of ['{}', '()', '[]']) assert.equal(bare.split(open).length, bare.split(close).length, `${open}${close} in pairs`);
  assert.match(source, /getOrgVariable\("sidethread_server_key"\)/);
  assert.match(source, /zoho\.loginuserid/);
  assert.doesNotMatch(source, /answer\.put\("(phones|key)"/);
  const key = await Promise.all(paths.map(read));
  assert.doesNotMatch(key.join('\n'), /server_key|Bearer/, 'no page knows the key');
});

test('configure.mjs writes the settings', async (t) => {
  const copy = await mkdtemp(join(tmpdir(), 'sidethread-zoho-'));
  t.after(() => rm(copy, { recursive: true }));
  for (const part of ['configure.mjs', 'app']) await cp(join(PROJECT, part), join(copy, part), { recursive: true });
  const run = promisify(execFile);
  await assert.rejects(run('node', ['configure.mjs', 'http://threads.acme.example', 'acme'], { cwd: copy }), /usage/);
  await run('node', ['configure.mjs', 'https://threads.acme.example', 'acme_2', '--log-notes'], { cwd: copy });
  const window = {};
  new Function('window', await readFile(join(copy, 'app/settings.js'), 'utf8'))(window);
  assert.deepEqual(window.sidethreadSettings, { endpoint: 'https://threads.acme.example', tenant: 'acme_2', tokenFunction: 'sidethread_token', logNotes: true });
});
