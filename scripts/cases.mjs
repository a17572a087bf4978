// `npm run cases -- FILE... [--catalogue DIR]`: compares case files with the answers of the rules.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
await build();

// npm runs scripts in the package's folder, but FILE is relative to the caller's folder.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
const { runCases } = createRequire(import.meta.url)(join(ROOT, 'dist/server/cases/run-cases.js'));
const passed = runCases(process.argv.slice(2), join(ROOT, 'server/catalogue'), (line) => console.log(line));
process.exitCode = passed ? 0 : 1;
