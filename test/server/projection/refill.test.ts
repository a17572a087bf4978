import { beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../server/db/database';
import { startBackgroundRefill } from '../../../server/projection/background-refill';
import { countOutdated, refill } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refillAll } from '../../support/refill-all';

describe.each(DATABASES)('refilling on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;
  const knownVersions = new KnownVersions();
  const versions = () => knownVersions.versions(database);

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 7));
    organizations = await countOutdated(database);
    expect(organizations).toBeGreaterThan(250);
  });
  afterEach(() => test.drop());

  const expectExactSpans = async () => {
    const differences: unknown[] = [];
    const onDifference = (difference: unknown) => differences.push(difference);
    const verified = await verify(database, { versions, sample: null, repair: false, onDifference });
    expect([verified, differences]).toEqual([{ organizations, marked: 0, different: 0 }, []]);
  };
  const closeAMonth = () =>
    database.transaction((transaction) =>
      transaction.change("INSERT INTO month_closing (month, closedOn) VALUES ('2001-01', '2001-02-01')"),
    );

  it('refills every organization once, and again after a new edition', async () => {
    const batches: number[] = [];
    expect(await refill(database, { versions, onBatch: (batch) => batches.push(batch) })).toBe(organizations);
    expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(organizations);
    await expectExactSpans();
    expect([await countOutdated(database), await refillAll(database)]).toEqual([0, 0]);
    await closeAMonth();
    expect([await countOutdated(database), await refillAll(database)]).toEqual([
      organizations,
      organizations,
    ]);
    await expectExactSpans();
  });

  it('resumes where it was stopped', async () => {
    const stopping = new AbortController();
    const done = await refill(database, {
      versions,
      signal: stopping.signal,
      onBatch: () => stopping.abort(),
    });
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(organizations);
    expect(await refillAll(database)).toBe(organizations - done);
    await expectExactSpans();
  });

  it('rolls back a failed batch and repeats it', async () => {
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
    expect(await refillAll(database)).toBe(left);
    await expectExactSpans();
  });

  it('is shared by several servers without duplicate work', async () => {
    const servers = [database, ...(await Promise.all([test.open(), test.open()]))];
    const done = await Promise.all(servers.map((server) => refillAll(server)));
    // A server that finds the remaining organizations locked leaves them to the other servers.
    expect(done.reduce((sum, own) => sum + own, 0)).toBe(organizations);
    await expectExactSpans();
  });

  it('runs in the background of a server and reports progress', async () => {
    const errors: unknown[] = [];
    const done: number[] = [];
    const reported: number[] = [];
    const backgroundRefill = startBackgroundRefill(database, {
      versions,
      batchesPerReport: 2,
      onProgress: (look, left) => reported.push(look.organizations + left),
      onDone: (look) => done.push(look.organizations),
      onError: (error) => errors.push(error),
    });
    try {
      while (done.length === 0 && errors.length === 0) await pause(20);
      const reports = reported.length;
      expect(reports).toBeGreaterThan(0);
      await closeAMonth();
      while (done.length === 1 && errors.length === 0) await pause(20);
      expect(reported.length).toBe(2 * reports);
    } finally {
      await backgroundRefill.stop();
    }
    expect([done, errors]).toEqual([[organizations, organizations], []]);
    expect(new Set(reported)).toEqual(new Set([organizations]));
    await expectExactSpans();
  });

  it('reports a failure with the number of organizations refilled before it', async () => {
    let batches = 0;
    const failing: Database = {
      ...database,
      transaction: (work) =>
        batches++ === 1 ? Promise.reject(new Error('The power fails.')) : database.transaction(work),
    };
    const failed: unknown[] = [];
    const done: number[] = [];
    const backgroundRefill = startBackgroundRefill(failing, {
      versions,
      onProgress: () => undefined,
      onDone: (look) => done.push(look.organizations),
      onError: (error, look) => failed.push((error as Error).message, look.organizations),
    });
    try {
      while (done.length === 0) await pause(20);
    } finally {
      await backgroundRefill.stop();
    }
    expect(failed).toEqual(['The power fails.', expect.any(Number)]);
    expect(failed[1]).toBeGreaterThan(0);
    expect(done).toEqual([organizations - Number(failed[1])]);
  });
});
