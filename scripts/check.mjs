// Everything that can be known without running a test. Each step says ok or what to mend; all are run, or those that
// arguments name: `npm run check -- schema`.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isGenerated } from './codegen.mjs';
import { emitSchema, ROOT, SCHEMA } from './emit-schema.mjs';

/** The contract of the last release, written by the release alone: a copy of schema/schema.graphql. */
const RELEASED = 'schema/released.graphql';

// The long ones first. A step throws an error that says what is wrong and what to do, or answers why it was skipped.
const STEPS = {
  lint: () => tool('eslint/bin/eslint.js', '--max-warnings=0', '.'),
  types: () => tool('typescript/bin/tsc', '--project', '.'),
  format: () =>
    tool('prettier/bin/prettier.cjs', '--check', '--cache', '--cache-location=.cache/prettier', '.'),
  'import arrows': importArrows,
  'schema up to date': schemaUpToDate,
  'schema lint': schemaLint,
  'no breaking schema change': noBreakingSchemaChange,
  'sdk up to date': sdkUpToDate,
  'one copy of graphql': oneCopyOfGraphql,
  'lockfile for any machine': lockfileForAnyMachine,
  'no machine paths': noMachinePaths,
};

const wanted = process.argv.slice(2);
const steps = Object.entries(STEPS).filter(
  ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
if (steps.length === 0) {
  console.log(
    `There is no step named "${wanted.join('" or "')}". There are: ${Object.keys(STEPS).join(', ')}.`,
  );
  process.exit(1);
}
const outcomes = await runAll(steps);
for (const { name, seconds, fault, skipped } of outcomes) {
  if (skipped === undefined)
    console.log(`${fault === null ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
  else console.log(`skipped ${name}: ${skipped}`);
}
const failed = outcomes.filter(({ fault }) => fault !== null);
for (const { name, fault } of failed) console.log(`\n--- ${name}\n${fault}`);
process.exit(failed.length === 0 ? 0 : 1);

/** As many at a time as there are processors; the outcomes in the order of the steps. */
async function runAll(steps) {
  const outcomes = [];
  const waiting = [...steps.entries()];
  async function worker() {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, [name, step]] = next;
      const started = performance.now();
      const outcome = await Promise.resolve()
        .then(step)
        .then(
          (skipped) => ({ fault: null, skipped }),
          (error) => ({ fault: error.message }),
        );
      outcomes[place] = { name, seconds: (performance.now() - started) / 1000, ...outcome };
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return outcomes;
}

function importArrows() {
  const folders = ['server', 'schema', 'client', 'test', 'bench', 'scripts'];
  return tool(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config=.dependency-cruiser.cjs',
    '--output-type=err-long',
    ...folders.filter((folder) => existsSync(join(ROOT, folder))),
  );
}

async function schemaUpToDate() {
  const committed = text(SCHEMA);
  if ((await emitSchema()) !== committed) {
    throw new Error(
      `${SCHEMA} is not what the server offers: run "npm run schema" and review the difference.`,
    );
  }
}

async function sdkUpToDate() {
  if (await isGenerated()) return;
  throw new Error(
    'client/sdk is not what the schema, the operations and the examples say: run "npm run sdk".',
  );
}

function schemaLint() {
  text(SCHEMA);
  return tool('eslint/bin/eslint.js', '--config=eslint.schema.config.mjs', '--max-warnings=0', SCHEMA);
}

async function noBreakingSchemaChange() {
  if (!existsSync(join(ROOT, RELEASED))) return 'nothing is released yet';
  const { buildSchema } = await import('graphql');
  const { CriticalityLevel, diff } = await import('@graphql-inspector/core');
  const changes = await diff(buildSchema(text(RELEASED)), buildSchema(text(SCHEMA)));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  if (breaking.length === 0) return undefined;
  const sentences = breaking.map(({ message }) => `- ${message}`).join('\n');
  throw new Error(`Clients of the last release (${RELEASED}) would break; deprecate instead:\n${sentences}`);
}

/** Two copies do not know each other's types, and fail in ways that take a day to find. */
function oneCopyOfGraphql() {
  const copies = packagesIn(join(ROOT, 'node_modules')).filter((folder) =>
    folder.endsWith('/node_modules/graphql'),
  );
  if (copies.length === 1) return;
  const found = copies.length === 0 ? 'none' : copies.join(', ');
  throw new Error(
    `There must be exactly one copy of graphql: add an override to package.json. Found: ${found}`,
  );
}

function packagesIn(modules) {
  if (!existsSync(modules)) return [];
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  const packages = names.flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(join(modules, name)).map((inner) => join(modules, name, inner))
      : [join(modules, name)],
  );
  return packages.flatMap((folder) => [folder, ...packagesIn(join(folder, 'node_modules'))]);
}

/** A lockfile that serves other registries and other platforms than those of whoever wrote it. */
function lockfileForAnyMachine() {
  const lockfile = text('package-lock.json');
  if (lockfile.includes('"resolved"')) {
    throw new Error(
      'package-lock.json names one registry: run "npm install" under the .npmrc of this repository.',
    );
  }
  const { packages } = JSON.parse(lockfile);
  const locked = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}),
  );
  const missing = wanted.filter((name) => !locked.has(name));
  if (missing.length === 0) return;
  throw new Error(
    `package-lock.json lacks ${missing.join(', ')}, so "npm ci" fails: ` +
      'choose versions of which the registry has every platform, remove what is locked of them and run "npm install".',
  );
}

async function noMachinePaths() {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 2 ** 26 });
  const here = [ROOT.replace(/\/$/, ''), homedir()].map((path) => RegExp.escape(path));
  const machinePath = new RegExp(`(?<![\\w.])(?:/home/\\w|/Users/\\w|(?:${here.join('|')})/)`);
  const found = stdout.split('\0').filter((file) => {
    // A file that was just removed is still listed.
    return file !== '' && existsSync(join(ROOT, file)) && machinePath.test(text(file));
  });
  if (found.length > 0)
    throw new Error(`A path of one machine is written in ${found.join(', ')}: make it relative.`);
}

/** A tool of node_modules; what it says is the fault when it fails. */
async function tool(program, ...args) {
  try {
    const file = join(ROOT, 'node_modules', program);
    await promisify(execFile)(process.execPath, [file, ...args], { cwd: ROOT, maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message, { cause: error });
  }
}

/** What is missing is a fault, never nothing to check. */
function text(file) {
  if (!existsSync(join(ROOT, file))) throw new Error(`${file} is missing.`);
  return readFileSync(join(ROOT, file), 'utf8');
}
