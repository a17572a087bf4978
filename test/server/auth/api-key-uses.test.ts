import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeyUses } from '../../../server/auth/api-key-uses';
import type { Database } from '../../../server/db/database';
import { instant } from '../../../server/db/instant';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeApiKey, storeOrganizations } from '../../support/facts';

const KEY = { id: 'used', lastUsedAt: null };
const at = (time: string) => new Date(`2026-03-02T${time}Z`);

describe.each(DATABASES)('the last use of an API key on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
    await storeOrganizations(database, { id: 'own' });
  });
  beforeEach(async () => {
    await database.transaction((transaction) => transaction.change('DELETE FROM api_key'));
    await storeApiKey(database, { ...KEY, organizationId: 'own' });
  });
  afterAll(() => test.drop());

  const lastUse = async () =>
    (await database.rows<{ lastUsedAt: string | null }>('SELECT lastUsedAt FROM api_key'))[0]?.lastUsedAt;
  const writing = (afterwards: (written: number) => void = () => undefined) => {
    const writes: Promise<unknown>[] = [];
    const uses = new ApiKeyUses(
      {
        ...database,
        async transaction(work, until) {
          const writing = database.transaction(work, until);
          writes.push(writing);
          const result = await writing;
          afterwards(writes.length);
          return result;
        },
      },
      (error) => {
        throw error;
      },
    );
    return { uses, writes };
  };

  it('is rounded to the minute, and written once for concurrent uses', async () => {
    const { uses, writes } = writing(() => uses.note(KEY, at('10:00:58')));
    for (const time of ['10:00:01', '10:00:02', '10:00:03']) uses.note(KEY, at(time));
    await uses.settled();
    expect([await lastUse(), writes.length]).toEqual(['2026-03-02 10:00:00.000', 1]);
  });

  it('is not written twice for the same minute', async () => {
    const { uses, writes } = writing();
    const known = { ...KEY, lastUsedAt: instant(at('10:00:00')) };
    for (const time of ['09:59:59', '10:00:00', '10:00:59']) uses.note(known, at(time));
    await uses.settled();
    expect(writes).toEqual([]);
    uses.note(known, at('10:01:00'));
    await uses.settled();
    expect([await lastUse(), writes.length]).toEqual(['2026-03-02 10:01:00.000', 1]);
  });

  it('is written for a use during the previous write', async () => {
    const { uses, writes } = writing((written) => {
      if (written === 1) uses.note(KEY, at('10:01:00'));
    });
    uses.note(KEY, at('10:00:59'));
    await uses.settled();
    expect([await lastUse(), writes.length]).toEqual(['2026-03-02 10:01:00.000', 2]);
  });

  it('is never set back, even by a later write of another server', async () => {
    const [{ uses }, { uses: others }] = [writing(), writing()];
    uses.note(KEY, at('10:05:00'));
    uses.note(KEY, at('10:04:00'));
    await uses.settled();
    expect(await lastUse()).toBe('2026-03-02 10:05:00.000');
    others.note(KEY, at('10:03:00'));
    await others.settled();
    expect(await lastUse()).toBe('2026-03-02 10:05:00.000');
  });
});
