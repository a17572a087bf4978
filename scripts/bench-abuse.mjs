// `npm run bench:abuse [-- --smoke] [--only=TEXT|TEXT] [--mariadb] [--profile] [--seconds=6] [--server=FOLDER]
// [--against=FOLDER]`: attacks the built server with expensive requests, four attackers at a time; see bench/README.md.
// FOLDER is another built checkout.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
await build();
const { benchAbuse } = require(join(ROOT, 'bench/abuse/index.ts'));

const option = (name) => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const [only, server, against] = [option('only'), option('server'), option('against')];
const met = await benchAbuse({
  seconds: Number(option('seconds') ?? 6),
  smoke: process.argv.includes('--smoke'),
  isOnMariadb: process.argv.includes('--mariadb'),
  write: (line) => console.log(line),
  ...(only === undefined ? {} : { only }),
  ...(process.argv.includes('--profile') ? { node: ['--cpu-prof', '--cpu-prof-dir=.bench'] } : {}),
  ...(server === undefined ? {} : { checkout: resolve(server) }),
  ...(against === undefined ? {} : { against: resolve(against) }),
});
process.exit(met ? 0 : 1);
