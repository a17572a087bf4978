// `npm run bench:import [-- --smoke]`: measures the rows per second of an import beside a bare INSERT of the same
// rows; see bench/README.md.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
const { benchImport } = require(join(ROOT, 'bench/import.ts'));

const met = await benchImport({
  smoke: process.argv.includes('--smoke'),
  write: (line) => console.log(line),
});
process.exit(met ? 0 : 1);
