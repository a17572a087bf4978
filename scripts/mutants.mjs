// `npm run mutants [-- NAME ...]`: plants known faults in a copy of the rules, one at a time, and expects a test to
// fail. The command fails if the source text of a fault no longer occurs, so the list stays current.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './mutant-list.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COPIED = ['server', 'test', 'package.json', '.swcrc'];
/** The rules need no database, so none is started for them. */
const JEST = "module.exports = { testEnvironment: 'node', transform: { '\\\\.ts$': '@swc/jest' } };\n";
/** The laws are slow, so they run last, for the faults that no other test catches. */
const STAGES = ['test/server/cases/', 'test/server/rules/(?!laws/)', 'test/server/rules/laws/'];

const selected = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
mkdirSync(copy, { recursive: true });
for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
writeFileSync(join(copy, 'jest.config.cjs'), JEST);
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

const baseline = runTests(STAGES);
if (baseline.caught) stop(`The tests fail without a planted fault:\n${baseline.output}`);

const outcomes = MUTANTS.filter(isSelected).map(plant);
const caught = outcomes.filter((one) => one.caught).length;
console.log(`${caught} of ${outcomes.length} faults caught`);
process.exitCode = caught === outcomes.length && caught > 0 ? 0 : 1;

function isSelected({ name, file }) {
  return selected.length === 0 || selected.some((part) => name.includes(part) || file.includes(part));
}

function plant({ name, file, from, to }) {
  const path = join(copy, 'server/rules', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2)
    stop(`The text of "${name}" does not occur exactly once in ${file}: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const { caught, first } = runTests([...testsNamedAs(file), ...STAGES]);
  writeFileSync(path, source);
  console.log(`${caught ? 'caught  ' : 'SURVIVED'} ${name}${caught ? ` · ${first}` : ''}`);
  return { name, caught };
}

/** The tests of the changed file, which run first because they are most likely to catch its fault. */
function testsNamedAs(file) {
  const tests = [file.replace(/[.]ts$/, '.test.ts'), `laws/${basename(file, '.ts')}.laws.test.ts`];
  return tests.map((test) => `test/server/rules/${test}`).filter((test) => existsSync(join(copy, test)));
}

/** Jest stops at the first file that fails. The first failed test in its output caught the fault. */
function runTests(stages) {
  for (const stage of stages) {
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '--bail', '--silent', '--rootDir', copy, stage],
      {
        cwd: copy,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    if (status === 0) continue;
    const first = /● (.*)/.exec(stderr)?.[1];
    if (first === undefined || first === 'Test suite failed to run') stop(`The tests do not run:\n${stderr}`);
    return { caught: true, first, output: stderr };
  }
  return { caught: false, output: '' };
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
