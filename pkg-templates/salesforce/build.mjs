// Puts the parent's half of the port into the package: as a module of the component, and as a script for Visualforce.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const INTO = 'force-app/main/default/';
// Lightning compiles modules with a parser of its own: what it may not know, such as private members, is lowered.
const common = { entryPoints: [at('../embed/index.js')], bundle: true, target: 'es2020', charset: 'utf8', logLevel: 'warning', legalComments: 'none' };

await build({ ...common, format: 'esm', outfile: at(`${INTO}lwc/sideThread/embed.js`) });
await build({ ...common, format: 'iife', globalName: 'sidethreadEmbed', minify: true, outfile: at(`${INTO}staticresources/SidethreadEmbed.js`) });
