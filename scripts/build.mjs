// Compiles schema/ and server/ into dist/, only what changed, and removes what no longer has a source.
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

/** Answers how many files it wrote; a source that does not compile ends the process with its place. */
export async function build(root = ROOT) {
  const dist = join(root, 'dist');
  forgetIfSettingsChanged(root, dist);

  const sources = SOURCES.flatMap((folder) => filesIn(join(root, folder))).filter(isPartOfTheServer);
  const outputs = sources.map((source) => ({ source, output: outputOf(root, dist, source) }));
  removeOrphans(dist, outputs);

  const stale = outputs.filter(({ source, output }) => stampOf(source) !== stampOf(output));
  if (stale.length > 0) {
    // The compiler costs more to load than the check does to run.
    const { transformFile } = await import('@swc/core');
    await Promise.all(stale.map((one) => write(root, one, transformFile)));
  }
  return stale.length;
}

const isPartOfTheServer = (file) => /\.(ts|json)$/.test(file) && !file.endsWith('.d.ts');

function outputOf(root, dist, source) {
  return join(dist, relative(root, source)).replace(/\.ts$/, '.js');
}

async function write(root, { source, output }, transformFile) {
  mkdirSync(dirname(output), { recursive: true });
  if (extname(source) === '.json') {
    writeFileSync(output, readFileSync(source));
  } else {
    const sourceFileName = relative(dirname(output), source);
    const { code, map } = await transformFile(source, { cwd: root, sourceFileName }).catch(refuse);
    writeFileSync(`${output}.map`, map);
    writeFileSync(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
  }
  // Last, so that an interrupted build leaves a stale file: an output bears the time of its source.
  const { atime, mtime } = statSync(source);
  utimesSync(output, atime, mtime);
}

/** The fault is in the source: no stack of ours, nor of the compiler, belongs below it. */
function refuse(error) {
  console.error(error.message.split('Caused by:')[0].trim());
  process.exit(1);
}

/** Compared for equality, not for age: a checkout or a copy may bring an older file. */
function stampOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : stat.mtime.getTime();
}

/** Another compiler, or other settings, write other outputs. */
function forgetIfSettingsChanged(root, dist) {
  const settings = createHash('sha256');
  for (const file of ['.swcrc', 'scripts/build.mjs', 'node_modules/@swc/core/package.json']) {
    settings.update(readFileSync(join(root, file)));
  }
  const wanted = settings.digest('hex');
  const stamp = join(dist, '.settings');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // What others make in dist/, such as the package of the SDK, is theirs.
  for (const folder of SOURCES) rmSync(join(dist, folder), { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, wanted);
}

function removeOrphans(dist, outputs) {
  const wanted = new Set(outputs.flatMap(({ output }) => [output, `${output}.map`]));
  for (const folder of SOURCES) {
    for (const file of filesIn(join(dist, folder))) if (!wanted.has(file)) rmSync(file);
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
