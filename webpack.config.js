// How the widget becomes files: one small classic script (`sidethread.js`), one lazy chunk and one WASM
// binary under `v1/`, both named by their content, each with its `.br` and `.gz` beside it.
// `cargo xtask build` runs this through crates/xtask/bundle.mjs and says where the WASM package lies.
import path from 'node:path';
import zlib from 'node:zlib';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const root = path.dirname(fileURLToPath(import.meta.url));
const wasmPackage = process.env.SIDETHREAD_WASM_PKG ?? path.join(root, 'target/wasm-pkg');

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

export default {
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  entry: { sidethread: './src/host/loader.js' },
  output: {
    path: path.join(root, 'dist/web'),
    filename: '[name].js',
    chunkFilename: 'v1/[name].[contenthash:16].js',
    assetModuleFilename: 'v1/[name].[contenthash:16][ext]',
    publicPath: 'auto',
    chunkLoadingGlobal: 'sidethreadChunks',
    uniqueName: 'sidethread',
    crossOriginLoading: 'anonymous',
    clean: true,
  },
  resolve: { alias: { 'wasm-pkg': wasmPackage } },
  module: {
    rules: [
      { test: /\.wasm$/, type: 'asset/resource' },
      { test: /\.css$/, type: 'asset/source' },
    ],
  },
  plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 2 }), new Precompress()],
  optimization: { chunkIds: 'named', realContentHash: true },
  devtool: false,
  performance: false,
  stats: 'errors-warnings',
};
