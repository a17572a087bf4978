import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASES } from '../support/databases';

const ROOT = join(__dirname, '../..');

it('the server refuses a Node that is too old in one sentence, before it looks at anything', () => {
  const house = mkdtempSync(join(tmpdir(), 'laurel-main-'));
  const old = join(house, 'old.cjs');
  writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '22.19.0' });`);
  // What would be refused next.
  const env = { ...process.env, LAUREL_NONSENSE: 'true' };
  const args = ['--require', old, join(ROOT, 'scripts/run.mjs'), 'server/main'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, env, encoding: 'utf8' });
  rmSync(house, { recursive: true });
  expect([status, stdout, stderr]).toEqual([
    1,
    '',
    'The server needs Node 24 or newer, and this is 22.19.0: "npm start" brings the right one.\n',
  ]);
});

// A SQLite file is in the process itself.
describe.each(DATABASES.filter(({ name }) => name === 'MariaDB'))('on $name', (kind) => {
  it('the server ends when it is told to, though its database does not answer any more', async () => {
    const test = await kind.create();
    const between = await wireTo(new URL(test.url));
    const server = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'server/main'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], LAUREL_DATABASE: between.url, LAUREL_PORT: '0' },
    });
    try {
      const said = { out: '', err: '' };
      server.stdout.on('data', (piece) => (said.out += String(piece)));
      server.stderr.on('data', (piece) => (said.err += String(piece)));
      const ended = once(server, 'close');
      while (!said.out.includes('http://')) await pause(20);
      between.cut();
      // Until it asks something.
      await pause(1500);
      server.kill('SIGTERM');
      expect(await Promise.race([ended, pause(15_000, 'goes on', { ref: false })])).toEqual([1, null]);
      expect(said.err).toBe(
        'The database does not answer: the server ends without closing its connections.\n',
      );
    } finally {
      server.kill('SIGKILL');
      between.close();
      await test.drop();
    }
  });
});

/** A wire to a database, which can be cut so that neither end hears of it. */
async function wireTo(url: URL) {
  const sockets: Socket[] = [];
  const wire = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    sockets.push(near, far);
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((wire.address() as AddressInfo).port);
  return {
    url: own.href,
    cut: () => sockets.forEach((socket) => socket.unpipe()),
    close() {
      sockets.forEach((socket) => socket.destroy());
      wire.close();
    },
  };
}
