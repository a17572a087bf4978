// npm run cases -- FILE... [--catalogue DIR]: what case files expect, compared with what the rules say.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
require('./typescript.cjs');

const { runCases } = require('../server/cases/run-cases.ts');
const passed = runCases(process.argv.slice(2), join(root, 'server', 'catalogue'), (line) =>
  console.log(line),
);
process.exitCode = passed ? 0 : 1;
