import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../../server/db/database';
import { migrate } from '../../../../server/db/migrate';
import { openDatabase } from '../../../../server/db/open-database';
import { permanentOwner, Scheduler } from '../../../../server/request/scheduling/scheduler';
import { sliceStatements } from '../../../../server/request/scheduling/slice-statements';
import { storeOrganizations } from '../../../support/facts';

/** Takes about 50 ms. */
const SLOW =
  'WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 300000) SELECT SUM(n) AS sum FROM number';

describe('statements of SQLite', () => {
  let folder: string;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laurel-slices-'));
    database = await openDatabase(`sqlite:${join(folder, 'test.sqlite')}`, { connections: 1 });
    await migrate(database);
    await database.transaction((transaction) => transaction.change('CREATE TABLE kept (sum INTEGER)'));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function longestOf(run: (sliced: Database) => Promise<unknown>): Promise<number> {
    let longest = 0;
    const noteTime = (milliseconds: number) => void (longest = Math.max(longest, milliseconds));
    await run(sliceStatements(database, new Scheduler(), { ...permanentOwner('caller'), noteTime }));
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

  it('are split into slices when one call writes many rows', async () => {
    let slices = 0;
    const owner = { ...permanentOwner('caller'), noteTime: () => void slices++ };
    const organizations = Array.from({ length: 1001 }, (_, i) => ({ id: `o${i}` }));
    await storeOrganizations(sliceStatements(database, new Scheduler(), owner), ...organizations);
    // The last slice ends the transaction.
    expect(slices).toBe(3 + 1);
    expect(await database.rows('SELECT COUNT(*) AS count FROM organization')).toEqual([{ count: 1001 }]);
  });

  it('are rolled back when the time of their owner is over', async () => {
    const owner = { ...permanentOwner('caller'), isOver: false, error: () => new Error('over') };
    const sliced = sliceStatements(database, new Scheduler(), owner);
    const ended = sliced.transaction(async (transaction) => {
      await transaction.change("INSERT INTO kept VALUES ('never')");
      owner.isOver = true;
    });
    await expect(ended).rejects.toThrow('over');
    expect(await database.rows("SELECT * FROM kept WHERE sum = 'never'")).toEqual([]);
    // The file is not locked any more.
    expect(
      await database.transaction((transaction) => transaction.change('DELETE FROM kept')),
    ).toBeGreaterThan(0);
  });

  it('let callers write in turn', async () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    const write = (caller: string) =>
      sliceStatements(database, scheduler, permanentOwner(caller)).transaction(async (transaction) => {
        await transaction.change('INSERT INTO kept VALUES (1)');
        order.push(caller);
      });
    await Promise.all([write('busy'), write('busy'), write('busy'), write('other')]);
    expect(order).toEqual(['busy', 'busy', 'other', 'busy']);
  });
});
