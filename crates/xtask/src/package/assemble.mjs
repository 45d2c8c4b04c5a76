// Puts the npm package together: `node assemble.mjs <wasm package> <headless one> <folder>`. Plain ES modules that a bundler takes from there, and
// one file (`inline.js`) with everything in it, made by webpack.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const [wasm, headless, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const dist = path.join(out, 'dist');
const version = /^version = "(.+)"$/m.exec(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))[1];

/** What the element is made of; the loader and the embed page have files of their own. */
const HOST = ['element', 'fallback', 'framed', 'obstacle', 'opening', 'policy', 'probe', 'token'];
const ENTRIES = ['door.js', 'index.js', 'define.js', 'embed.js', 'react.js', 'vue.js', 'inline.js', 'words.js', 'headless.js', 'templates.js'];

const MOVED = [['../../pkg-templates/embed/', '../embed/'], ['sidethread-version', version]];

function copy(from, to) {
  const text = fs.readFileSync(path.join(root, from), 'utf8');
  write(to, MOVED.reduce((said, [before, after]) => said.replaceAll(before, after), text));
}

function write(to, text) {
  fs.mkdirSync(path.dirname(path.join(out, to)), { recursive: true });
  fs.writeFileSync(path.join(out, to), text);
}

fs.rmSync(out, { recursive: true, force: true });
for (const name of HOST) copy(`src/host/${name}.js`, `dist/host/${name}.js`);
for (const name of ['index', 'port']) copy(`pkg-templates/embed/${name}.js`, `dist/embed/${name}.js`);
for (const file of fs.readdirSync(path.join(root, 'src/words')).filter((name) => name.endsWith('.json') && name !== 'en.json')) {
  const table = JSON.parse(fs.readFileSync(path.join(root, `src/words/${file}`), 'utf8'));
  write(`dist/words/${path.parse(file).name}.js`, `export default ${JSON.stringify(JSON.stringify(table))};\n`);
}
for (const name of fs.readdirSync(path.join(root, 'pkg-templates/npm'))) {
  const goes = ENTRIES.includes(name) || name.endsWith('.d.ts');
  copy(`pkg-templates/npm/${name}`, goes ? `dist/${name}` : name);
}
copy('LICENSE', 'LICENSE');
fs.mkdirSync(path.join(dist, 'wasm'), { recursive: true });
for (const [from, name] of [[wasm, 'sidethread'], [headless, 'headless']]) {
  for (const file of [`${name}.js`, `${name}_bg.wasm`]) fs.copyFileSync(path.join(from, file), path.join(dist, 'wasm', file));
}
const manifest = JSON.parse(fs.readFileSync(path.join(out, 'package.json'), 'utf8'));
write('package.json', `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);

// The glue would fetch the binary from beside itself; in the single file there is no such place.
const glue = fs.readFileSync(path.join(dist, 'wasm/sidethread.js'), 'utf8');
const address = "new URL('sidethread_bg.wasm', import.meta.url)";
if (!glue.includes(address)) throw new Error(`the glue has no ${address}`);
write('inline/glue.js', glue.replace(address, 'undefined'));

const stats = await new Promise((resolve, reject) => {
  webpack({
    mode: 'production',
    target: ['web', 'es2022'],
    context: dist,
    entry: './inline.js',
    experiments: { outputModule: true },
    output: { path: path.join(out, 'inline'), filename: 'inline.js', library: { type: 'module' }, publicPath: '' },
    resolve: { alias: { [path.join(dist, 'wasm/sidethread.js')]: path.join(out, 'inline/glue.js') } },
    module: { rules: [{ test: /\.wasm$/, type: 'asset/inline' }] },
    plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
    devtool: false,
    performance: false,
  }).run((fault, done) => (fault ? reject(fault) : resolve(done)));
});
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
fs.renameSync(path.join(out, 'inline/inline.js'), path.join(dist, 'inline.js'));
fs.rmSync(path.join(out, 'inline'), { recursive: true });
