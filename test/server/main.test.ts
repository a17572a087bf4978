import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASES } from '../support/databases';

const ROOT = join(__dirname, '../..');

// SQLite has no connection that could hang.
describe.each(DATABASES.filter(({ name }) => name === 'MariaDB'))('on $name', (kind) => {
  it('the server exits on SIGTERM even if its database no longer answers', async () => {
    const test = await kind.create();
    const proxy = await proxyTo(new URL(test.url));
    const server = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'server/main'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], LAUREL_DATABASE: proxy.url, LAUREL_PORT: '0' },
    });
    try {
      const output = { out: '', err: '' };
      server.stdout.on('data', (piece) => (output.out += String(piece)));
      server.stderr.on('data', (piece) => (output.err += String(piece)));
      const ended = once(server, 'close');
      while (!output.out.includes('http://')) await pause(20);
      proxy.cut();
      // Long enough for the server to send a statement.
      await pause(1500);
      server.kill('SIGTERM');
      expect(await Promise.race([ended, pause(15_000, 'goes on', { ref: false })])).toEqual([1, null]);
      expect(output.err).toBe(
        'The database does not answer. The server exits without closing its connections.\n',
      );
    } finally {
      server.kill('SIGKILL');
      proxy.close();
      await test.drop();
    }
  });
});

/** A proxy to a database that can be cut off without closing its connections. */
async function proxyTo(url: URL) {
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    sockets.push(near, far);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((proxy.address() as AddressInfo).port);
  return {
    url: own.href,
    cut: () => sockets.forEach((socket) => socket.unpipe()),
    close() {
      sockets.forEach((socket) => socket.destroy());
      proxy.close();
    },
  };
}
