// How the widget becomes files, each with its `.br` and `.gz` beside it: two small classic scripts, the loader
// (`sidethread.js`, and once more under its version) and the embed page's (`v1/page.js`); what they load, named by its
// content under `v1/`; and the parent's half of the port, `v1/embed.js` and `v1/embed.mjs`.
// `cargo xtask build` runs this through crates/xtask/bundle.mjs and says where the WASM package lies.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const root = path.dirname(fileURLToPath(import.meta.url));
const wasmPackage = process.env.SIDETHREAD_WASM_PKG ?? path.join(root, 'target/wasm-pkg');

const version = /^version = "(.+)"$/m.exec(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))[1];

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

// Compressing once here lets the proxy send files as they are, at a quality no server affords per request.
class Precompress {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('Precompress', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tapPromise({ name: 'Precompress', stage }, (assets) =>
        Promise.all(
          Object.entries(assets).map(async ([name, source]) => {
            const bytes = Buffer.from(source.buffer());
            const params = {
              [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
              [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
              [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            };
            const [br, gz] = await Promise.all([brotli(bytes, { params }), gzip(bytes, { level: 9 })]);
            compilation.emitAsset(`${name}.br`, new sources.RawSource(br));
            compilation.emitAsset(`${name}.gz`, new sources.RawSource(gz));
          }),
        ),
      );
    });
  }
}

// Whoever pins a script by SRI pins what it loads: hashes of the chunks and of the WASM stand in the two scripts. The
// loader goes out under its version too, for pages that never want to be surprised.
class Pin {
  apply(compiler) {
    const { Compilation, sources, runtime } = compiler.webpack;
    const sri = (asset) => `sha256-${createHash('sha256').update(asset.source.buffer()).digest('base64')}`;
    compiler.hooks.thisCompilation.tap('Pin', (compilation) => {
      const lazy = () => [...compilation.chunks].filter((chunk) => !chunk.canBeInitial());
      const { createScript } = runtime.LoadScriptRuntimeModule.getCompilationHooks(compilation);
      createScript.tap('Pin', (code) => `${code}\nscript.crossOrigin = "anonymous";\nscript.integrity = ${JSON.stringify(Object.fromEntries(lazy().map(({ id }) => [id, `integrity-of-${id}!`])))}[chunkId];`);
      compilation.hooks.processAssets.tap({ name: 'Pin', stage: Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_HASH + 1 }, () => {
        const assets = compilation.getAssets();
        const known = [['sidethread-version', version]];
        for (const { id, files } of lazy()) known.push([`integrity-of-${id}!`, sri(compilation.getAsset([...files][0]))]);
        for (const [mark, file] of [['wasm', 'sidethread_bg.'], ['part', 'sidethread_part.']]) known.push([`integrity-of-the-${mark}`, sri(assets.find(({ name }) => name.startsWith(`v1/${file}`)))]);
        for (const chunk of compilation.chunks) {
          if (!chunk.canBeInitial()) continue;
          const [name] = chunk.files;
          let text = compilation.getAsset(name).source.source().toString();
          for (const [mark, value] of known) text = text.replaceAll(mark, value);
          if (text.includes('integrity-of-')) throw new Error(`${name} is not pinned`);
          compilation.updateAsset(name, new sources.RawSource(text));
          if (name !== 'sidethread.js') continue;
          // Said to be minimized already, or it would be once more and its hash be another's.
          compilation.emitAsset(`${version}/${name}`, new sources.RawSource(text), { minimized: true });
          compilation.emitAsset(`${version}/integrity.txt`, new sources.RawSource(`sha384-${createHash('sha384').update(text).digest('base64')}\n`));
        }
      });
    });
  }
}

const shared = { mode: 'production', target: ['web', 'es2022'], context: root, devtool: false, performance: false, stats: 'errors-warnings' };
const out = path.join(root, 'dist/web');

const widget = {
  ...shared,
  name: 'widget',
  entry: { sidethread: './src/host/loader.js', 'v1/page': './src/host/port.js' },
  output: {
    path: out,
    filename: '[name].js',
    chunkFilename: 'v1/[name].[contenthash:16].js',
    assetModuleFilename: 'v1/[name].[contenthash:16][ext]',
    publicPath: '',
    // The page has one global of ours, and the chunks hang on it.
    globalObject: 'self.sidethread',
    chunkLoadingGlobal: 'chunks',
    uniqueName: 'sidethread',
    crossOriginLoading: 'anonymous',
    clean: { keep: /^v1\/embed\.m?js/ },
  },
  resolve: { alias: { 'wasm-pkg': wasmPackage } },
  module: {
    rules: [
      { test: /\.wasm$/, type: 'asset/resource' },
      { test: /\.css$/, type: 'asset/source' },
    ],
  },
  plugins: [
    new webpack.BannerPlugin({ banner: 'self.sidethread??={};', raw: true, entryOnly: true, stage: webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONS }),
    new Pin(),
    new Precompress(),
  ],
  optimization: { chunkIds: 'named', realContentHash: true },
};

/** `createEmbed()` alone: as an ES module, and as a script that defines `sidethreadEmbed`. */
const embed = (filename, library, experiments = {}) => ({
  ...shared,
  name: filename,
  entry: './pkg-templates/embed/index.js',
  output: { path: out, filename, library },
  experiments,
  plugins: [new Precompress()],
});

export default [
  widget,
  embed('v1/embed.mjs', { type: 'module' }, { outputModule: true }),
  embed('v1/embed.js', { type: 'var', name: 'sidethreadEmbed' }),
];
