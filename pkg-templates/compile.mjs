// Compiles what each CRM would compile itself on deploy, from the very files of the packages, for the simulated hosts.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import lwc from '@lwc/rollup-plugin';
import { rollup } from 'rollup';
import './hubspot/build.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Lightning's part of the platform: taken before the page takes `customElements` away from components, and kept. */
const KEPT = 'const customElements = globalThis.customElements;';

/** The LWC engine as one module, with the synthetic shadow that Lightning Experience gives its components. */
export async function lightningEngine() {
  const { outputFiles } = await build({
    stdin: { contents: 'import "@lwc/synthetic-shadow"; export * from "lwc";', resolveDir: at('.') },
    bundle: true, write: false, format: 'esm', target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: KEPT },
  });
  return outputFiles[0].text;
}

/** A Lightning web component of the Salesforce package as one module; `paths` says where the page keeps what the platform gives. */
export async function lightningComponent(name, paths) {
  const bundle = await rollup({
    input: at(`salesforce/force-app/main/default/lwc/${name}/${name}.js`),
    external: (id) => id === 'lwc' || /^(@salesforce|lightning)\//.test(id),
    plugins: [lwc({ modules: [{ dir: at('salesforce/force-app/main/default/lwc') }], apiVersion: 66 })],
    onwarn: (warning) => { throw new Error(warning.message); },
  });
  const { output } = await bundle.generate({ format: 'es', paths });
  await bundle.close();
  return output[0].code;
}

/**
 * HubSpot's card as one worker script: `runtime` is the module that plays HubSpot's side of the worker, and `settings` what
 * configure.mjs would have written into settings.ts.
 */
export async function hubspotCard(runtime, settings) {
  const configured = {
    name: 'settings',
    setup: ({ onLoad }) => onLoad({ filter: /cards\/settings\.ts$/ }, () => ({ contents: settings, loader: 'ts' })),
  };
  const imports = [runtime, at('hubspot/src/app/cards/ThreadCard.tsx')].map((path) => `import ${JSON.stringify(path)};`);
  return bundled({ stdin: { contents: imports.join('\n'), resolveDir: at('.') }, plugins: [configured] });
}

/** A script of a host page that uses the same libraries. */
export const hostScript = (path) => bundled({ entryPoints: [path], format: 'esm' });

async function bundled(what) {
  const { outputFiles } = await build({
    format: 'iife', ...what, bundle: true, write: false, target: 'es2022', jsx: 'automatic', logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' }, nodePaths: [at('node_modules')],
  });
  return outputFiles[0].text;
}
