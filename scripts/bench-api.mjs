// `npm run bench:api [-- --smoke] [--only=people|levels|explanation] [--profile] [--against=FOLDER]`: measures the
// requests per second of the built server beside a hand-written one; see bench/README.md. FOLDER is another built
// checkout.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
await build();
const { benchApi } = require(join(ROOT, 'bench/api/index.ts'));

const only = process.argv.find((arg) => arg.startsWith('--only='))?.split('=')[1];
const against = process.argv.find((arg) => arg.startsWith('--against='))?.split('=')[1];
const met = await benchApi({
  smoke: process.argv.includes('--smoke'),
  write: (line) => console.log(line),
  ...(only === undefined ? {} : { only }),
  ...(against === undefined ? {} : { against: resolve(against) }),
  ...(process.argv.includes('--profile') ? { node: ['--cpu-prof', '--cpu-prof-dir=.bench'] } : {}),
});
process.exit(met ? 0 : 1);
