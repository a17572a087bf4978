import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from './build.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SCHEMA = 'schema/schema.graphql';

export async function emitSchema() {
  await build();
  const print = join(ROOT, 'scripts', 'print-schema.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [print], { cwd: ROOT, maxBuffer: 2 ** 26 });
  return stdout;
}
