import { beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../server/db/database';
import { startBackgroundRefill } from '../../../server/projection/background-refill';
import { countOutdated, refill } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refilled } from '../../support/refilled';

describe.each(DATABASES)('refilling on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;
  const programme = new KnownVersions();
  const versions = () => programme.versions(database);

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 7));
    organizations = await countOutdated(database);
    expect(organizations).toBeGreaterThan(250);
  });
  afterEach(() => test.drop());

  const mustBeACopy = async () => {
    const differences: unknown[] = [];
    const onDifference = (difference: unknown) => differences.push(difference);
    const verified = await verify(database, { versions, sample: null, repair: false, onDifference });
    expect([verified, differences]).toEqual([{ organizations, marked: 0, different: 0 }, []]);
  };
  const closeAMonth = () =>
    database.transaction((transaction) =>
      transaction.change("INSERT INTO month_closing (month, closedOn) VALUES ('2001-01', '2001-02-01')"),
    );

  it('derives everybody once, and then nobody until something concerns all of them', async () => {
    const batches: number[] = [];
    expect(await refill(database, { versions, onBatch: (batch) => batches.push(batch) })).toBe(organizations);
    expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(organizations);
    await mustBeACopy();
    expect([await countOutdated(database), await refilled(database)]).toEqual([0, 0]);
    await closeAMonth();
    expect([await countOutdated(database), await refilled(database)]).toEqual([organizations, organizations]);
    await mustBeACopy();
  });

  it('goes on where it was ended', async () => {
    const stopping = new AbortController();
    const done = await refill(database, {
      versions,
      signal: stopping.signal,
      onBatch: () => stopping.abort(),
    });
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(organizations);
    expect(await refilled(database)).toBe(organizations - done);
    await mustBeACopy();
  });

  it('takes a batch back that fails, and does it again', async () => {
    let failures = 0;
    const failing: Database = {
      ...database,
      transaction: (work) =>
        database.transaction(async (transaction) => {
          const result = await work(transaction);
          if (failures++ === 1) throw new Error('The power fails.');
          return result;
        }),
    };
    await expect(refill(failing, { versions })).rejects.toThrow('The power fails.');
    const left = await countOutdated(database);
    expect(left).toBeGreaterThan(0);
    expect(await refilled(database)).toBe(left);
    await mustBeACopy();
  });

  it('is shared by several servers, of whom none does what another one does', async () => {
    const servers = [database, ...(await Promise.all([test.open(), test.open()]))];
    const done = await Promise.all(servers.map((server) => refilled(server)));
    // Whoever finds the rest locked leaves it to the others.
    expect(done.reduce((sum, own) => sum + own, 0)).toBe(organizations);
    await mustBeACopy();
  });

  it('is done by a server beside its work, which tells how far it is', async () => {
    const errors: unknown[] = [];
    const done: number[] = [];
    const told: number[] = [];
    const kept = startBackgroundRefill(database, {
      versions,
      batchesATelling: 2,
      onProgress: (look, left) => told.push(look.organizations + left),
      onDone: (look) => done.push(look.organizations),
      onError: (error) => errors.push(error),
    });
    try {
      while (done.length === 0 && errors.length === 0) await pause(20);
      const tellings = told.length;
      expect(tellings).toBeGreaterThan(0);
      await closeAMonth();
      while (done.length === 1 && errors.length === 0) await pause(20);
      expect(told.length).toBe(2 * tellings);
    } finally {
      await kept.stop();
    }
    expect([done, errors]).toEqual([[organizations, organizations], []]);
    expect(new Set(told)).toEqual(new Set([organizations]));
    await mustBeACopy();
  });

  it('is told by a server with what it had done when it failed', async () => {
    let batches = 0;
    const failing: Database = {
      ...database,
      transaction: (work) =>
        batches++ === 1 ? Promise.reject(new Error('The power fails.')) : database.transaction(work),
    };
    const failed: unknown[] = [];
    const done: number[] = [];
    const kept = startBackgroundRefill(failing, {
      versions,
      onProgress: () => undefined,
      onDone: (look) => done.push(look.organizations),
      onError: (error, look) => failed.push((error as Error).message, look.organizations),
    });
    try {
      while (done.length === 0) await pause(20);
    } finally {
      await kept.stop();
    }
    expect(failed).toEqual(['The power fails.', expect.any(Number)]);
    expect(failed[1]).toBeGreaterThan(0);
    expect(done).toEqual([organizations - Number(failed[1])]);
  });
});
