import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Database } from '../../server/db/database';
import { openDatabase } from '../../server/db/open-database';
import { DATABASES, type TestDatabase } from '../support/databases';
import { demoCopies } from '../support/demo-copies';
import { storePerson } from '../support/facts';
import { importRunner } from '../support/imports';

const ROOT = join(__dirname, '../..');

/** Work that holds rows and needs another connection would deadlock. */
describe.each(DATABASES)('with a single connection to $name', (kind) => {
  let test: TestDatabase;
  let empty: TestDatabase;
  let database: Database;
  let single: Database;
  let id = '';

  beforeAll(async () => {
    empty = await kind.create();
    ({ test, database } = await demoCopies(kind, 1));
    const [{ own } = { own: '' }] = await database.rows<{ own: string }>(
      "SELECT id AS own FROM organization WHERE searchName LIKE 'nordwind%'",
    );
    id = own;
    await storePerson(database, 'ann', { organizationId: id });
    single = await openDatabase(test.url, { connections: 1 });
  });
  afterAll(async () => {
    await single.close();
    await Promise.all([test.drop(), empty.drop()]);
    remove();
  });
  const { file, run, remove } = importRunner(() => single);
  const rows = (...externalIds: readonly string[]) =>
    file(
      `${externalIds.join()}.csv`,
      ['subject,credential,earnedOn,externalId', ...externalIds.map((it) => `ann,CSM,2025-06-30,${it}`)].join(
        '\n',
      ),
    );
  const program = (entry: string, url: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts/run.mjs'), `server/${entry}`, ...args],
      {
        cwd: ROOT,
        encoding: 'utf8',
        timeout: 15_000,
        env: { PATH: process.env['PATH'], LAUREL_DATABASE: url, LAUREL_DATABASE_CONNECTIONS: '1' },
      },
    );
    return { status, said: stdout.trim().split('\n').at(-1) ?? '', stderr };
  };

  it('status is refilled, verified and repaired', async () => {
    expect(program('refill', test.url)).toMatchObject({ status: 0, stderr: '' });
    await database.transaction((transaction) =>
      transaction.change('DELETE FROM level_span WHERE organizationId = ?', [id]),
    );
    expect(program('verify', test.url, '--repair')).toMatchObject({
      status: 1,
      said: expect.stringContaining('1 differed from the facts and was repaired.'),
    });
    expect(program('verify', test.url)).toMatchObject({
      status: 0,
      said: expect.stringContaining('All agree with the facts.'),
    });
  });

  it('files are imported', async () => {
    const args = ['achievements', rows('a', 'b', 'c'), '--source', 'feed', '--batch', '2'];
    expect((await run([...args, '--dry-run'])).said.at(-2)).toMatch(
      /^Dry run: nothing was changed\. Rows: 3 would be new, /,
    );
    expect((await run(args)).said).toEqual(['Rows: 3 new, 0 changed, 0 unchanged, 0 refused.']);
    expect(program('import', test.url, 'achievements', rows('d'), '--source', 'feed')).toEqual({
      status: 0,
      said: 'Rows: 1 new, 0 changed, 0 unchanged, 0 refused.',
      stderr: '',
    });
  });

  it('a demo database is created, emptied and loaded again', () => {
    expect(program('migrate', empty.url)).toMatchObject({ status: 0, stderr: '' });
    for (const _ of ['first load', 'second load']) {
      expect(program('demo-reset', empty.url)).toMatchObject({ status: 0, stderr: '' });
    }
  });
});
