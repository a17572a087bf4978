// `npm run bench:rules [-- --smoke]`: measures the rules; see bench/README.md.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
const { measureAllocatedBytes, benchRules } = require(join(ROOT, 'bench/rules.ts'));

const write = (line) => console.log(line);
const allocated = process.argv.find((arg) => arg.startsWith('--allocated='));
if (allocated !== undefined) write(measureAllocatedBytes(Number(allocated.split('=')[1])));
else process.exitCode = benchRules({ smoke: process.argv.includes('--smoke'), write }) ? 0 : 1;
