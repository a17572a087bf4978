import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pendingMigrations } from '../../server/db/migrate';
import { DATABASES, type TestDatabase } from '../support/databases';

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'laurel-not-prepared-'));
const FEED = join(folder, 'feed.csv');
afterAll(() => rmSync(folder, { recursive: true }));

/** The programs that inspect or repair a database but never create one. */
const PROGRAMS = [
  ['verify', []],
  ['verify', ['--repair']],
  ['refill', []],
  ['import', ['metrics', FEED, '--dry-run']],
] as const;

function program(entry: string, args: readonly string[], url: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/run.mjs'), `server/${entry}`, ...args],
    { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'], LAUREL_DATABASE: url } },
  );
  return { status, stdout, stderr };
}

beforeAll(() => writeFileSync(FEED, 'organizationKey,metric,month,amount\n'));

describe.each(DATABASES)('a database without tables on $name', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await kind.create();
    await test.open();
  });
  afterAll(() => test.drop());

  it.each(PROGRAMS)('is reported by %s %j and left unchanged', async (entry, args) => {
    expect(program(entry, args, test.url)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^The database [^\n]* is not up to date. Run "npm run migrate"[^\n]*\n$/),
    });
    expect(await pendingMigrations(await test.open())).toBe(true);
  });
});

it.each(PROGRAMS)('a missing database file is not created by %s %j', (entry, args) => {
  const place = join(folder, 'mistyped', 'laurel.sqlite');
  expect(program(entry, args, `sqlite:${place}`)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^The database at [^\n]*laurel.sqlite cannot be opened \(ENOENT: no such file[^\n]*\).\n$/,
    ),
  });
  expect(existsSync(join(folder, 'mistyped'))).toBe(false);
});
