// Builds the package of client/sdk in dist/sdk: one JavaScript file for each module format, and the types.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'client/sdk');
/** The package itself, and its subpaths. */
const ENTRIES = ['index', 'caches', 'codegen'];

export async function buildSdk(folder = join(ROOT, 'dist/sdk')) {
  rmSync(folder, { recursive: true, force: true });
  const esm = join(folder, 'dist/esm');
  const cjs = join(folder, 'dist/cjs');
  await Promise.all([bundle('esm', esm), bundle('cjs', cjs), declare(esm)]);
  // Both module formats have the same type declarations. The nearest package.json decides which format they describe.
  for (const file of readdirSync(esm, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    cpSync(join(esm, file), join(cjs, file));
  }
  writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
  for (const name of ENTRIES.filter((entry) => entry !== 'index')) pointTo(name, folder);
  for (const file of ['package.json', 'README.md']) cpSync(join(SOURCE, file), join(folder, file));
  cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  return folder;
}

/** For compilers and tools that do not read `exports`. */
function pointTo(name, folder) {
  mkdirSync(join(folder, name));
  const file = (format, extension) => `../dist/${format}/${name}.${extension}`;
  const fields = { main: file('cjs', 'js'), module: file('esm', 'js'), types: file('cjs', 'd.ts') };
  writeFileSync(join(folder, name, 'package.json'), `${JSON.stringify(fields)}\n`);
}

async function bundle(format, folder) {
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await build({
    entryPoints: ENTRIES.map((name) => join(SOURCE, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    format,
    target: 'es2022',
    platform: 'neutral',
    legalComments: 'none',
    tsconfigRaw: {},
    write: false,
  });
  for (const { path, text } of outputFiles) writeFileSync(path, text.replace(COMMENTS, ''));
}

/** Editors read comments in the types. In the code, comments would only add to the download. */
const COMMENTS = /^ *(\/\/.*|\/\*\*[^]*?\*\/)\n/gm;

async function declare(folder) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '--project', SOURCE, '--outDir', folder], {
    cwd: ROOT,
  }).catch((error) => {
    throw new Error(error.stdout, { cause: error });
  });
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    // The compiler keeps .ts in the import paths of types, but the package has only .js files.
    writeFileSync(join(folder, file), text.replace(/(from |import\()(['"]\.[^'"]+)\.ts(['"])/g, '$1$2.js$3'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`The package is in ${await buildSdk(process.argv[2])}.`);
}
