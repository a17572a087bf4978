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
import { refilled } from '../../support/refilled';

const ROOT = join(__dirname, '../../..');

describe.each(DATABASES)('the program that refills on $name', (kind) => {
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
    const said = { out: '', err: '' };
    child.stdout.on('data', (piece) => (said.out += String(piece)));
    child.stderr.on('data', (piece) => (said.err += String(piece)));
    const ended = once(child, 'close').then(([status, signal]) => ({
      status: status as number | null,
      signal: signal as string | null,
      ...said,
    }));
    return { child, said, ended };
  };
  /** Once it has done a batch, and before it has done all. */
  const inTheMiddleOf = async (left: number) => {
    let now = left;
    while (now === left) {
      await pause(2);
      now = await countOutdated(database);
    }
    return now;
  };
  const verified = async () => {
    const programme = new KnownVersions();
    const versions = () => programme.versions(database);
    const differences: unknown[] = [];
    const onDifference = (difference: unknown) => differences.push(difference);
    const found = await verify(database, { versions, sample: null, repair: false, onDifference });
    return { ...found, differences };
  };
  const derived = (out: string) => Number(/the status of (\d+) organizations/.exec(out)?.[1]);

  it('goes on where it was killed, and no batch is half done', async () => {
    const killed = start();
    await inTheMiddleOf(organizations);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL', out: '' });
    // MariaDB takes back what the connection had begun when it notices that it is gone.
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
    expect(derived(next.out)).toBe(left);
    expect(await verified()).toEqual({ organizations, marked: 0, different: 0, differences: [] });
  });

  it('ends when it is told to, and says what is left', async () => {
    const told = start();
    await inTheMiddleOf(organizations);
    told.child.kill('SIGTERM');
    const { status, out } = await told.ended;
    const left = await countOutdated(database);
    expect(left).toBeGreaterThan(0);
    expect([status, out]).toEqual([
      1,
      expect.stringContaining(
        `: the status of ${organizations - left} organizations was derived anew, and that of ${left} organizations is left.`,
      ),
    ]);
  });

  it('shares the work with another one, each organization done once and none left', async () => {
    const both = await Promise.all([start().ended, start().ended]);
    expect(both).toMatchObject([{ status: 0 }, { status: 0 }]);
    const done = both.map(({ out }) => (out.includes('no status is outdated') ? 0 : derived(out)));
    expect(done.reduce((sum, own) => sum + own, 0)).toBe(organizations);
    expect(await verified()).toEqual({ organizations, marked: 0, different: 0, differences: [] });
  });

  it('waits for what others have locked', async () => {
    await refilled(database);
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
    // On SQLite it waits to write at all.
    while (kind.name !== 'SQLite' && waiting.said.err === '') await pause(20);
    await pause(300);
    expect([waiting.child.exitCode, waiting.said.out]).toEqual([null, '']);
    release();
    await holding;
    expect(await waiting.ended).toEqual({
      status: 0,
      signal: null,
      out: expect.stringContaining(': the status of 1 organization was derived anew.'),
      err: kind.name === 'SQLite' ? '' : 'Others have 1 organization locked: waiting for them.\n',
    });
    expect(await countOutdated(database)).toBe(0);
  });

  it('leaves others a chance to write, soon after they want to', async () => {
    const ids = await database.rows<{ id: string }>('SELECT id FROM organization ORDER BY id DESC');
    const refilling = start();
    let left = await inTheMiddleOf(organizations);
    let longest = 0;
    let commands = 0;
    while (left > 0) {
      const begun = performance.now();
      await database.transaction((transaction) =>
        transaction.change("UPDATE organization SET city = 'Kiel' WHERE id = ?", [ids[commands]?.id ?? '']),
      );
      longest = Math.max(longest, performance.now() - begun);
      commands++;
      await pause(10);
      left = await countOutdated(database);
    }
    expect(await refilling.ended).toMatchObject({ status: 0, err: '' });
    expect(commands).toBeGreaterThan(3);
    // It is 40 ms on SQLite and 90 ms on MariaDB where nothing else runs.
    expect(longest).toBeLessThan(1000);
  });

  it('refuses arguments', async () => {
    expect(await start('--everything').ended).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('Usage: npm run refill'),
    });
  });
});
