// Compiles the changed files of schema/ and server/ into dist/, and removes outputs without a source.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['schema', 'server'];

/** Returns the number of written files. A compile error is printed with its location and ends the process. */
export async function build(root = ROOT) {
  const dist = join(root, 'dist');
  cleanIfSettingsChanged(root, dist);

  const sources = SOURCES.flatMap((folder) => filesIn(join(root, folder))).filter(isPartOfTheServer);
  const outputs = sources.map((source) => ({ source, output: outputOf(root, dist, source) }));
  removeOrphans(dist, outputs);

  const stale = outputs.filter(({ source, output }) => stampOf(source) !== stampOf(output));
  if (stale.length > 0) {
    // Loading the compiler takes longer than a build that finds nothing to compile.
    const { transformFile } = await import('@swc/core');
    await Promise.all(stale.map((one) => write(root, one, transformFile)));
  }
  return stale.length;
}

const isPartOfTheServer = (file) => /\.(ts|json|graphql)$/.test(file) && !file.endsWith('.d.ts');

function outputOf(root, dist, source) {
  return join(dist, relative(root, source)).replace(/\.ts$/, '.js');
}

async function write(root, { source, output }, transformFile) {
  mkdirSync(dirname(output), { recursive: true });
  if (extname(source) !== '.ts') {
    writeFileSync(output, readFileSync(source));
  } else {
    const sourceFileName = relative(dirname(output), source);
    const { code, map } = await transformFile(source, { cwd: root, sourceFileName }).catch(printAndExit);
    writeFileSync(`${output}.map`, map);
    writeFileSync(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
  }
  // An output gets the modification time of its source. This comes last, so that a file counts as stale when the build
  // was interrupted.
  const { atime, mtime } = statSync(source);
  utimesSync(output, atime, mtime);
}

/** Prints the error without a stack trace, since the fault is in the source. */
function printAndExit(error) {
  console.error(error.message.split('Caused by:')[0].trim());
  process.exit(1);
}

/** Times are compared for equality, since a checkout or a copy may bring an older file. */
function stampOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : stat.mtime.getTime();
}

/** Another compiler or other settings require a full build. */
function cleanIfSettingsChanged(root, dist) {
  const settings = createHash('sha256');
  for (const file of ['.swcrc', 'scripts/build.mjs', 'node_modules/@swc/core/package.json']) {
    settings.update(readFileSync(join(root, file)));
  }
  const hash = settings.digest('hex');
  const stamp = join(dist, '.settings');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  // Other scripts own the other folders of dist/, such as the SDK package.
  for (const folder of SOURCES) rmSync(join(dist, folder), { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, hash);
}

function removeOrphans(dist, outputs) {
  const expected = new Set(outputs.flatMap(({ output }) => [output, `${output}.map`]));
  for (const folder of SOURCES) {
    for (const file of filesIn(join(dist, folder))) if (!expected.has(file)) rmSync(file);
  }
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const written = await build();
  console.log(`dist/: ${written} files written in ${Math.round(performance.now() - started)} ms`);
}
