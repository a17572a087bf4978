// Checks the form of the decision records, and that the paths named in documents and comments exist.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './emit-schema.mjs';

const DECISIONS = 'docs/decisions';
const MAX_WORDS = 350;
const STATUS = /^Status: (accepted|superseded), \d{4}-\d{2}-\d{2}(; .+)?$/;
const HEADINGS = ['Context', 'Decision', 'Alternatives rejected', 'Consequences'];

export function decisionRecords() {
  const folder = join(ROOT, DECISIONS);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (files.length === 0) throw new Error(`${DECISIONS} has no decision records.`);
  const problems = files.flatMap((file) =>
    problemsOfRecord(readFileSync(join(folder, file), 'utf8')).map((problem) => `${file}: ${problem}`),
  );
  if (problems.length > 0) throw new Error(`Mend these records in ${DECISIONS}:\n${problems.join('\n')}`);
}

function problemsOfRecord(text) {
  const problems = [];
  const words = text.trim().split(/\s+/).length;
  if (words > MAX_WORDS) problems.push(`It has ${words} words. Cut it to ${MAX_WORDS} or fewer (wc -w).`);
  const [title, , status] = text.split('\n');
  if (!/^# \d+\. \S/.test(title))
    problems.push(`The first line must be the number and the title, such as "# 3. Title".`);
  if (!STATUS.test(status ?? ''))
    problems.push(
      'The third line must be the status and the date, such as "Status: accepted, 2026-11-30; complements 8".',
    );
  const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading);
  if (headings.join('\n') !== HEADINGS.join('\n'))
    problems.push(
      `The headings must be: ${HEADINGS.join(', ')}. They are: ${headings.join(', ') || 'none'}.`,
    );
  return problems;
}

const SOURCE = /\.(ts|mjs|cjs)$/;
const COMMENT = /^\s*(?:\/\/|\/?\*)(.*)$|\s\/\/ (.*)$/;
const TOP_FOLDERS = 'server|schema|client|test|bench|scripts|docs';
/**
 * `server/rules/`, `docs/decisions/0014`, `steps/audit.ts`, `main.ts`. The characters around it exclude addresses,
 * relative imports, patterns (`*.laws.test.ts`) and placeholders (`schema/<subject>/<verb>.ts`).
 */
const PATH = new RegExp(
  `(?<![\\w./<>*-])(?:(?:${TOP_FOLDERS})/[\\w./-]*\\w/?|(?:[\\w-]+/)*[\\w-][\\w.-]*\\.(?:ts|mjs|cjs|md|ya?ml))(?![\\w<>*/…-])`,
  'g',
);
const FOLDER_IN_DOCUMENT = /`((?:[\w.-]+\/)+)`/g;

/** A path may omit its first folders: `steps/audit.ts`. A path that begins with a folder of the root is complete. */
export async function namedPathsExist() {
  const files = await ownFiles();
  const existing = new Set(files.flatMap(namesOf));
  const generated = ignoredFolders();
  const problems = files.flatMap((file) => {
    if (!file.endsWith('.md') && !SOURCE.test(file)) return [];
    return readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        pathsIn(file, line)
          .map((path) => path.replace(/\/$/, ''))
          .filter((path) => !existing.has(path) && !generated.has(path.split('/')[0]))
          .map((path) => `${file}:${i + 1}: ${path}`),
      );
  });
  if (problems.length > 0)
    throw new Error(`These paths do not exist. Name the present ones:\n${problems.join('\n')}`);
}

function pathsIn(file, line) {
  if (file.endsWith('.md'))
    return [...line.matchAll(FOLDER_IN_DOCUMENT)].map(([, folder]) => folder).concat(line.match(PATH) ?? []);
  const comment = COMMENT.exec(line);
  return (comment?.[1] ?? comment?.[2])?.match(PATH) ?? [];
}

async function ownFiles() {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: ROOT, maxBuffer: 2 ** 26 },
  );
  // Git still lists a file whose removal is not staged.
  return [...new Set(stdout.split('\0'))].filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** The ways to name a file and its folders. A decision record may be named by its number alone. */
function namesOf(file) {
  const parts = file.split('/');
  const names = [];
  for (let from = 0; from < parts.length; from++) {
    for (let until = from + 1; until <= parts.length; until++) names.push(parts.slice(from, until).join('/'));
  }
  const isComplete = new RegExp(`^(${TOP_FOLDERS})/`);
  const [record] = /^docs\/decisions\/\d{4}/.exec(file) ?? [];
  return names
    .filter((name) => file.startsWith(name) || !isComplete.test(name))
    .concat(record === undefined ? [] : [record]);
}

/** Folders that commands create, such as `dist/`. */
function ignoredFolders() {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return new Set(lines.filter((line) => /^[\w.]+\/?$/.test(line)).map((line) => line.replace(/\/$/, '')));
}
