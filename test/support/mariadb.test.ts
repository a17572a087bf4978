import { afterAll, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { findMariadb } from '../../scripts/find-program.mjs';
import { freePort, mariadbUrl, listenOnFreePort } from './mariadb';

const KEEPER = join(__dirname, 'run-mariadb.mjs');

if (findMariadb() === null) {
  it('reports that no server program is installed', async () => {
    await expect(mariadbUrl()).rejects.toThrow('There is no mariadbd or mysqld on this machine');
  });
} else {
  describe('the throwaway server', theThrowawayServer);
}

function theThrowawayServer() {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-keeper-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('answers at its address', async () => {
    const connection = await createConnection((await mariadbUrl()).replace(/^mariadb:/, 'mysql:'));
    await expect(connection.query('SELECT 1 AS one')).resolves.toMatchObject([
      [{ one: 1 }],
      expect.anything(),
    ]);
    await connection.end();
  });

  it('ends and removes its folder when its parent disconnects', async () => {
    const keeper = keep(await freePort());
    expect(await once(keeper, 'message')).toMatchObject([{ up: true }, undefined]);
    expect(readdirSync(folder)).toHaveLength(1);
    keeper.disconnect();
    await once(keeper, 'exit');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reports why it did not start', async () => {
    const other = createServer();
    const keeper = keep(await listenOnFreePort(other));
    const [message] = (await once(keeper, 'message')) as [{ failure: string }];
    expect(message.failure).toContain('did not start');
    expect(message.failure).toContain('Address already in use');
    keeper.disconnect();
    await once(keeper, 'exit');
    other.close();
  });

  const keep = (port: number) =>
    fork(KEEPER, [String(port)], { execArgv: [], env: { ...process.env, TMPDIR: folder } });
}
