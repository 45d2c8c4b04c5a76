// Runs webpack with the root's configuration and prints the emitted files, one a line; any warning is a failure.
import webpack from 'webpack';
import config from '../../webpack.config.js';

const compiler = webpack(config);
compiler.run((fault, stats) => {
  if (fault || stats.hasErrors() || stats.hasWarnings()) {
    console.error(fault ?? stats.toString({ preset: 'errors-warnings', colors: process.stderr.isTTY }));
    process.exitCode = 1;
  } else {
    const assets = stats.stats.flatMap((one) => Object.keys(one.compilation.assets));
    for (const name of assets.sort()) console.log(name);
  }
  compiler.close((late) => {
    if (late) {
      console.error(late);
      process.exitCode = 1;
    }
  });
});
