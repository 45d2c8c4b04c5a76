// Every package's own tests: node pkg-templates/test.mjs. Cards are compiled for Node first; components run in Salesforce's own jest.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
// The card's words, which are made and not written.
import './hubspot/build.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const COMPILED = join(HERE, 'node_modules/.cache/sidethread');
const PACKAGES = ['salesforce', 'zoho', 'hubspot'];

/** Runs Node on something, shows what it says, and tells whether it was content. */
async function node(folder, ...words) {
  const child = spawn(process.execPath, words, { cwd: join(HERE, folder), stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
}

const specs = [];
for (const name of PACKAGES) {
  const folder = join(HERE, name, 'tests');
  for (const file of (await readdir(folder).catch(() => [])).sort()) {
    if (file.endsWith('.test.mjs')) specs.push(join(folder, file));
    if (!file.endsWith('.test.jsx')) continue;
    await mkdir(COMPILED, { recursive: true });
    const outfile = join(COMPILED, `${name}-${file.replace('.jsx', '.mjs')}`);
    await build({ entryPoints: [join(folder, file)], outfile, bundle: true, format: 'esm', platform: 'node', jsx: 'automatic', external: ['@hubspot/*', '@remote-ui/*', 'react'], nodePaths: [join(HERE, 'node_modules')], logLevel: 'warning' });
    specs.push(outfile);
  }
}

const outcomes = [
  await node('.', '--test', '--test-reporter=spec', ...specs),
  await node('salesforce', '../node_modules/jest/bin/jest.js', '--config', 'jest.config.mjs', '--ci'),
];
process.exit(outcomes.every(Boolean) ? 0 : 1);
