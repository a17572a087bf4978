import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { openDatabase } from '../../../server/db/open-database';
import { lastingOwner, Scheduler } from '../../../server/request/scheduler';
import { sliceStatements } from '../../../server/request/slice-statements';

/** Takes about 50 ms. */
const SLOW =
  'WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 300000) SELECT SUM(n) AS sum FROM number';

describe('statements of SQLite', () => {
  let folder: string;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laurel-slices-'));
    database = await openDatabase(`sqlite:${join(folder, 'test.sqlite')}`, { connections: 1 });
    await database.transaction((transaction) => transaction.change('CREATE TABLE kept (sum INTEGER)'));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** The longest time that the process worked without a pause, as the scheduler has measured it. */
  async function longestOf(run: (sliced: Database) => Promise<unknown>): Promise<number> {
    let longest = 0;
    const worked = (milliseconds: number) => void (longest = Math.max(longest, milliseconds));
    await run(sliceStatements(database, new Scheduler(), { ...lastingOwner(), worked }));
    return longest;
  }

  it('are measured outside of transactions', async () => {
    expect(await longestOf((sliced) => sliced.rows(SLOW))).toBeGreaterThan(10);
  });

  it.each([
    ['reads', SLOW],
    ['changes', `INSERT INTO kept ${SLOW}`],
  ])('are measured in transactions: %s', async (kind, sql) => {
    const longest = await longestOf((sliced) =>
      sliced.transaction(async (transaction) => {
        if (kind === 'reads') await transaction.rows(sql);
        else await transaction.change(sql);
      }),
    );
    expect(longest).toBeGreaterThan(10);
  });
});
