// The hand-written server that `npm run bench:api` compares with ours.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
require('./typescript.cjs');
require(join(ROOT, 'bench/api/limit-server.ts'));
