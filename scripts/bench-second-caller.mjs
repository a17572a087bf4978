// Forked by `npm run bench:abuse`, so that the attackers do not slow down the second caller.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const require = createRequire(import.meta.url);
require('./typescript.cjs');
const { runSecondCaller } = require(join(ROOT, 'bench/abuse/second-caller.ts'));
runSecondCaller();
process.on('disconnect', () => process.exit(0));
