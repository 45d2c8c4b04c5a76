// The compiled component under the rules of Lightning Web Security, by Salesforce's own linter: what it touches of what LWS changes, and why that is harmless.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import locker from '@locker/eslint-plugin-locker';
import '../build.mjs';
import { lightningComponent } from '../../compile.mjs';

const PREFIX = '@locker/locker/';
/** Rules that the code breaks, with what LWS does to it there; all others are errors. */
const HARMLESS = {
  'distorted-window-set-timeout': 'LWS refuses strings as code; we give functions',
  'distorted-element-set-attribute': 'LWS reads the value once; ours are strings',
  'distorted-html-iframe-script-element-src-setter': 'LWS takes http(s) addresses; ours is one',
  'distorted-html-element-blocked-properties': 'the linter takes the nonce of our messages for that of an element',
  'distorted-xml-http-request-window-open': 'the linter takes the open() of our embed for that of a window',
};

/** Rules and lines that this code touches. */
async function touched(text) {
  const rules = Object.fromEntries(Object.keys(locker.rules).map((name) => [PREFIX + name, 'error']));
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ languageOptions: { ecmaVersion: 2024, sourceType: 'module' }, plugins: { '@locker/locker': locker }, rules }],
  });
  const lines = text.split('\n');
  const [{ messages }] = await eslint.lintText(text);
  return messages.map(({ ruleId, line, message }) => ({ rule: ruleId?.slice(PREFIX.length) ?? message, line: lines[line - 1].trim() }));
}

test('nothing that Lightning Web Security blocks is used', async () => {
  const found = await touched(await lightningComponent('sideThread', (id) => `/${id}`));
  const harmful = found.filter(({ rule }) => !(rule in HARMLESS));
  assert.deepEqual(harmful, []);
  for (const { line } of found.filter(({ rule }) => rule === 'distorted-html-element-blocked-properties')) assert.match(line, /nonce/);
  for (const { line } of found.filter(({ rule }) => rule === 'distorted-xml-http-request-window-open')) assert.match(line, /this\.embed\.open\(/);
  for (const { line } of found.filter(({ rule }) => rule === 'distorted-window-set-timeout')) assert.match(line, /setTimeout\(\(\) =>/);
});

test('the linter catches what is blocked', async () => {
  const found = await touched('element.requestFullscreen(); window.find("x");');
  assert.deepEqual(found.map(({ rule }) => rule).sort(), ['distorted-element-blocked-properties', 'distorted-window-blocked-properties']);
});
