// `npm run bench:projection [-- --smoke] [--sizes=1000,10000] [--profile]`: measures searches over the stored spans
// beside a hand-written server, and the cost of updating the spans; see bench/README.md.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
await build();
const { benchProjection } = require(join(ROOT, 'bench/projection/index.ts'));

const sizes = process.argv.find((arg) => arg.startsWith('--sizes='))?.split('=')[1];
const met = await benchProjection({
  smoke: process.argv.includes('--smoke'),
  write: (line) => console.log(line),
  ...(sizes === undefined ? {} : { sizes: sizes.split(',').map(Number) }),
  ...(process.argv.includes('--profile') ? { node: ['--cpu-prof', '--cpu-prof-dir=.bench'] } : {}),
});
process.exit(met ? 0 : 1);
