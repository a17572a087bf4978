import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './emit-schema.mjs';

/** Runs graphql-codegen; with `--check` it writes nothing, and fails when there is something to write. */
export async function codegen(...options) {
  const tool = join(ROOT, 'node_modules', '@graphql-codegen', 'cli', 'cjs', 'bin.js');
  await promisify(execFile)(process.execPath, [tool, '--config', 'codegen.yml', ...options], { cwd: ROOT });
}
