import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const RECORD = [
  '# 1. Days as text',
  '',
  'Status: accepted, 2026-11-21',
  '',
  '## Context',
  '## Decision',
  '## Alternatives rejected',
  '## Consequences',
].join('\n');
const WORDS_OF_RECORD = 17;

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'laurel-documents-'));
  cpSync(join(ROOT, 'scripts'), join(project, 'scripts'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
});
afterEach(() => rmSync(project, { recursive: true }));

describe('the check of the decision records', () => {
  it('accepts a record of 350 words in the common form', () => {
    write('docs/decisions/0001-days.md', `${RECORD}\n${words(350 - WORDS_OF_RECORD)}\n`);
    expect(check('decision records')).toEqual({
      status: 0,
      output: expect.stringMatching(/^ok {5}decision records/),
    });
  });

  it.each([
    [
      'a word more',
      `${RECORD}\n${words(351 - WORDS_OF_RECORD)}\n`,
      'It has 351 words. Cut it to 350 or fewer',
    ],
    ['no number', RECORD.replace('1. ', ''), 'The first line must be the number and the title'],
    ['no date', RECORD.replace(', 2026-11-21', ''), 'The third line must be the status and the date'],
    ['no status', RECORD.replace(/Status.*/, ''), 'The third line must be the status and the date'],
    [
      'a missing heading',
      RECORD.replace('## Alternatives rejected\n', ''),
      'Alternatives rejected, Consequences. They are: Context, Decision, Consequences.',
    ],
    [
      'headings in another order',
      RECORD.replace('## Context\n## Decision', '## Decision\n## Context'),
      'They are: Decision, Context, Alternatives rejected, Consequences.',
    ],
    ['a fifth heading', `${RECORD}\n## Notes`, 'Consequences, Notes.'],
  ])('refuses a record with %s', (_fault, record, problem) => {
    write('docs/decisions/0001-days.md', RECORD);
    write('docs/decisions/0002-faulty.md', record);
    const { status, output } = check('decision records');
    expect(status).toBe(1);
    expect(output).toContain('Mend these records in docs/decisions:\n0002-faulty.md: ');
    expect(output).toContain(problem);
    expect(output).not.toContain('0001-days.md');
  });

  it('fails without any record', () => {
    expect(check('decision records').output).toContain('docs/decisions has no decision records.');
  });
});

describe('the check of named paths', () => {
  beforeEach(() => {
    spawnSync('git', ['init', '--quiet'], { cwd: project });
    // The scripts name paths of this repository, so the check must not read them.
    write('.gitignore', 'node_modules\ndist/\n/scripts\n');
    write('server/rules/time/walk.ts', '');
    write('docs/decisions/0001-days.md', RECORD);
  });

  it('accepts complete paths, ends of paths, numbers of decision records and generated folders', () => {
    write('README.md', '`server/rules/`, `time/walk.ts`, `walk.ts`, `rules/`, `dist/`, docs/decisions/0001');
    write('server/main.ts', '// See server/rules/time/walk.ts.\n');
    expect(check('named paths')).toEqual({
      status: 0,
      output: expect.stringMatching(/^ok {5}named paths exist/),
    });
  });

  it('reads no path in placeholders, patterns, imports and addresses', () => {
    write('README.md', 'schema/<subject>/<verb>.ts, `server/*.laws.ts`, https://example.org/docs/none.md\n');
    write('server/main.ts', "import './none.ts'; // for */none.ts\n");
    expect(check('named paths').status).toBe(0);
  });

  it('lists the stale paths of documents and comments with their lines', () => {
    write('README.md', 'Text.\n`server/rules/walk.ts` and `requirements/`\n');
    write('docs/notes.md', 'docs/decisions/0002 says why.\n');
    // The trailing comment is joined here, so that the check of this repository does not read it.
    const trailing = ['const day = 1;', '// server/none/'].join(' ');
    write('server/main.ts', `/**\n * See time/gone.ts.\n */\n${trailing}\n`);
    const { status, output } = check('named paths');
    expect(status).toBe(1);
    expect(output).toContain(
      'These paths do not exist. Name the present ones:\n' +
        'README.md:2: requirements\n' +
        'README.md:2: server/rules/walk.ts\n' +
        'docs/notes.md:1: docs/decisions/0002\n' +
        'server/main.ts:2: time/gone.ts\n' +
        'server/main.ts:4: server/none\n',
    );
  });
});

function words(count: number): string {
  return Array.from({ length: count }, () => 'word').join(' ');
}

function write(file: string, text: string) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function check(...steps: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check.mjs', ...steps], {
    cwd: project,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}
