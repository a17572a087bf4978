// Makes the package of client/sdk in dist/sdk: one file of JavaScript for each kind of modules, and the types.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'client/sdk');

/** Answers the folder of the package. */
export async function buildSdk(folder = join(ROOT, 'dist/sdk')) {
  rmSync(folder, { recursive: true, force: true });
  const esm = join(folder, 'dist/esm');
  const cjs = join(folder, 'dist/cjs');
  await Promise.all([bundle('esm', esm), bundle('cjs', cjs), declare(esm)]);
  // The same text stands for types of either kind: which one they are says the package.json that is nearest.
  for (const file of readdirSync(esm, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    cpSync(join(esm, file), join(cjs, file));
  }
  writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
  for (const file of ['package.json', 'README.md']) cpSync(join(SOURCE, file), join(folder, file));
  return folder;
}

async function bundle(format, folder) {
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await build({
    entryPoints: [join(SOURCE, 'index.ts')],
    outfile: join(folder, 'index.js'),
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

/** They stand in the types, where editors read them; in the programs they would be downloaded. */
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
    // The compiler leaves the names of sources in types, although there are none in the package.
    writeFileSync(join(folder, file), text.replace(/(from |import\()(['"]\.[^'"]+)\.ts(['"])/g, '$1$2.js$3'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`The package stands in ${await buildSdk(process.argv[2])}.`);
}
