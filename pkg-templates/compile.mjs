// Compiles what each CRM would compile itself on deploy, from the very files of the packages, for the simulated hosts.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import lwc from '@lwc/rollup-plugin';
import { rollup } from 'rollup';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Lightning's part of the platform: taken before the page takes `customElements` away from components, and kept. */
const KEPT = 'const customElements = globalThis.customElements;';

/** The LWC engine as one module. */
export async function lightningEngine() {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "lwc";', resolveDir: at('.') },
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
    plugins: [lwc({ modules: [{ dir: at('salesforce/force-app/main/default/lwc') }], disableSyntheticShadowSupport: true, apiVersion: 66 })],
    onwarn: (warning) => { throw new Error(warning.message); },
  });
  const { output } = await bundle.generate({ format: 'es', paths });
  await bundle.close();
  return output[0].code;
}

/** HubSpot's card with React and the UI extensions in it, as the worker loads it. */
export async function hubspotCard() {
  return forWorker({ entryPoints: [at('hubspot/src/app/cards/RelayCard.tsx')] });
}

/** A script for that worker which may use the same libraries. */
export async function forWorker(what) {
  const { outputFiles } = await build({
    ...what, bundle: true, write: false, format: 'esm', target: 'es2022', jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' }, nodePaths: [at('node_modules')],
  });
  return outputFiles[0].text;
}
