import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../server/db/database';
import { countOutdated } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refillAll } from '../../support/refill-all';

const ROOT = join(__dirname, '../../..');

describe.each(DATABASES)('the refill program on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 15));
    organizations = await countOutdated(database);
  });
  afterEach(() => test.drop());

  const start = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'server/refill', ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], LAUREL_DATABASE: test.url },
    });
    const output = { out: '', err: '' };
    child.stdout.on('data', (piece) => (output.out += String(piece)));
    child.stderr.on('data', (piece) => (output.err += String(piece)));
    const ended = once(child, 'close').then(([status, signal]) => ({
      status: status as number | null,
      signal: signal as string | null,
      ...output,
    }));
    return { child, output, ended };
  };
  const waitForFirstBatch = async (outdated: number) => {
    let left = outdated;
    while (left === outdated) {
      await pause(2);
      left = await countOutdated(database);
    }
    return left;
  };
  const verified = async () => {
    const knownVersions = new KnownVersions();
    const versions = () => knownVersions.versions(database);
    const differences: unknown[] = [];
    const onDifference = (difference: unknown) => differences.push(difference);
    const result = await verify(database, { versions, sample: null, repair: false, onDifference });
    return { ...result, differences };
  };
  const refilledCount = (out: string) => Number(/the status of (\d+) organizations/.exec(out)?.[1]);

  it('resumes after a kill, and leaves no half-done batch', async () => {
    const killed = start();
    await waitForFirstBatch(organizations);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL', out: '' });
    // MariaDB rolls back the transaction when it notices that the connection is gone.
    await database.transaction((transaction) =>
      transaction.rows(`SELECT id FROM organization${transaction.forUpdate}`),
    );
    const left = await countOutdated(database);
    expect(left).toBeGreaterThan(0);
    expect(await verified()).toEqual({
      organizations: organizations - left,
      marked: left,
      different: 0,
      differences: [],
    });

    const next = await start().ended;
    expect(next).toMatchObject({ status: 0, err: '' });
    expect(refilledCount(next.out)).toBe(left);
    expect(await verified()).toEqual({ organizations, marked: 0, different: 0, differences: [] });
  });

  it('stops on SIGTERM and reports the remaining organizations', async () => {
    const stopped = start();
    await waitForFirstBatch(organizations);
    stopped.child.kill('SIGTERM');
    const { status, out } = await stopped.ended;
    const left = await countOutdated(database);
    expect(left).toBeGreaterThan(0);
    expect([status, out]).toEqual([
      1,
      expect.stringContaining(
        `: Refilled the status of ${organizations - left} organizations. ${left} organizations are left.`,
      ),
    ]);
  });

  it('shares the work with another process, without duplicates or gaps', async () => {
    const both = await Promise.all([start().ended, start().ended]);
    expect(both).toMatchObject([{ status: 0 }, { status: 0 }]);
    const done = both.map(({ out }) => (out.includes('No status is outdated') ? 0 : refilledCount(out)));
    expect(done.reduce((sum, own) => sum + own, 0)).toBe(organizations);
    expect(await verified()).toEqual({ organizations, marked: 0, different: 0, differences: [] });
  });

  it('waits for organizations that another process has locked', async () => {
    await refillAll(database);
    await database.transaction((transaction) =>
      transaction.change(
        'UPDATE organization SET edition = 0 WHERE id IN (SELECT id FROM (SELECT MIN(id) AS id FROM organization) AS one)',
      ),
    );
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const holding = database.transaction(async (transaction) => {
      await transaction.rows(`SELECT id FROM organization WHERE edition = 0${transaction.forUpdate}`);
      locked();
      await released;
    });
    await isLocked;
    const waiting = start();
    // On SQLite, the program waits for the lock of the whole database and prints nothing.
    while (kind.name !== 'SQLite' && waiting.output.err === '') await pause(20);
    await pause(300);
    expect([waiting.child.exitCode, waiting.output.out]).toEqual([null, '']);
    release();
    await holding;
    expect(await waiting.ended).toEqual({
      status: 0,
      signal: null,
      out: expect.stringContaining(': Refilled the status of 1 organization.'),
      err: kind.name === 'SQLite' ? '' : 'Waiting for 1 organization that another transaction has locked.\n',
    });
    expect(await countOutdated(database)).toBe(0);
  });

  it('lets other processes write after a short wait', async () => {
    const ids = await database.rows<{ id: string }>('SELECT id FROM organization ORDER BY id DESC');
    const refilling = start();
    let left = await waitForFirstBatch(organizations);
    let longest = 0;
    let commands = 0;
    while (left > 0) {
      const startedAt = performance.now();
      await database.transaction((transaction) =>
        transaction.change("UPDATE organization SET city = 'Kiel' WHERE id = ?", [ids[commands]?.id ?? '']),
      );
      longest = Math.max(longest, performance.now() - startedAt);
      commands++;
      await pause(10);
      left = await countOutdated(database);
    }
    expect(await refilling.ended).toMatchObject({ status: 0, err: '' });
    expect(commands).toBeGreaterThan(3);
    // On an idle machine, the longest wait is 40 ms on SQLite and 90 ms on MariaDB.
    expect(longest).toBeLessThan(1000);
  });

  it('rejects unknown arguments', async () => {
    expect(await start('--everything').ended).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('Usage: npm run refill'),
    });
  });
});
