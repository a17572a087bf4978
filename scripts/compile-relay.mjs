// Compiles the documents of the page with Relay, or checks that they have been compiled since their last change.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './emit-schema.mjs';

const COMPILER = join(ROOT, 'node_modules/relay-compiler/cli.js');
const PAGE = join(ROOT, 'client/examples/pages/relay');

export async function compileRelay(...options) {
  await promisify(execFile)(process.execPath, [COMPILER, ...options, 'relay.config.json'], { cwd: PAGE });
}
