// `run <entry> [arguments]` builds, then runs dist/<entry>.js in the same process, so that it starts fast.
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function run(entry, args = []) {
  await build();
  const file = join(ROOT, 'dist', `${entry}.js`);
  if (!existsSync(file)) {
    console.error(`There is no ${entry}.ts to run.`);
    process.exit(1);
  }

  module.setSourceMapsSupport(true, { nodeModules: false });
  module.enableCompileCache(join(ROOT, '.cache', 'compile'));
  // Node writes the cache on a normal exit, but a signal often ends a server.
  setTimeout(module.flushCompileCache, 3000).unref();

  process.argv = [process.execPath, file, ...args];
  createRequire(import.meta.url)(file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv[2], process.argv.slice(3));
