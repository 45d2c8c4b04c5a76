// Puts the parent's half of the port beside the widget.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
await build({
  entryPoints: [at('../embed/index.js')], outfile: at('app/embed.js'), bundle: true, format: 'iife', globalName: 'sidethreadEmbed', minify: true,
  target: 'es2020', charset: 'utf8', legalComments: 'none', logLevel: 'warning',
});
