import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RequestListener, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Connections,
  type ConnectionLimits,
  type RefusedConnections,
} from '../../../server/http/connections';
import { chunk, LAST_CHUNK, postHead, rawConnection, type RawConnection } from '../../support/raw-connection';

const LIMITS: ConnectionLimits = {
  seconds: 1,
  idleSeconds: 1,
  connections: 100,
  connectionsPerAddress: null,
  minBytesPerSecond: 1_000_000_000,
  unreadBytes: 1_000_000_000,
};
const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';
/** Larger than the socket buffers of the system. */
const LARGE = Buffer.alloc(32 * 1_048_576);

const answerHello: RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('hello'));
};

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanups.splice(0)) cleanUp();
});

async function serve(limits: Partial<ConnectionLimits>, listener: RequestListener = answerHello) {
  const refusals: RefusedConnections[] = [];
  const connections = new Connections({ ...LIMITS, ...limits }, (refused) => refusals.push(refused));
  const listening = async (path?: string): Promise<Server> => {
    const server = connections.createServer(listener);
    await new Promise<void>((resolve) =>
      path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
    );
    cleanups.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return server;
  };
  const server = await listening();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const target = { host: '127.0.0.1', port: address.port };
  const open = async (): Promise<RawConnection> => {
    const connection = await rawConnection(target);
    cleanups.push(() => connection.socket.destroy());
    return connection;
  };
  return { connections, server, refusals, listening, open };
}

const isRefused = (connection: RawConnection) =>
  Promise.race([connection.ended.then(() => true), pause(500, false)]);

const isServed = async (connection: RawConnection) => {
  connection.send(GET);
  return connection.until(/hello/).then(
    () => true,
    () => false,
  );
};

describe('the time limit for a request', () => {
  const trickle = async (connection: RawConnection, next: () => string): Promise<number> => {
    while (!connection.socket.destroyed) {
      connection.send(next());
      await pause(100);
    }
    return connection.ended;
  };

  const trickles: Readonly<Record<string, readonly [string, () => string]>> = {
    'no data': ['', () => ''],
    headers: ['GET / HTTP/1.1\r\nhost: localhost\r\n', () => 'x: y\r\n'],
    'one header': ['GET / HTTP/1.1\r\nhost: ', () => 'x'],
    'a body of known length': [postHead({ 'content-length': 1_000_000 }), () => 'x'],
    'a body in chunks': [postHead({ 'transfer-encoding': 'chunked' }), () => chunk('x')],
    'empty lines': ['', () => '\r\n'],
  };

  it(`closes a connection on which data trickles in: ${Object.keys(trickles).join(', ')}`, async () => {
    const { open } = await serve({});
    const durations = await Promise.all(
      Object.entries(trickles).map(async ([name, [start, next]]) => {
        const connection = await open();
        connection.send(start);
        return [name, await trickle(connection, next)] as const;
      }),
    );
    for (const [name, milliseconds] of durations) {
      expect([name, milliseconds > 900 && milliseconds < 3000]).toEqual([name, true]);
    }
  });

  it('restarts with the next request', async () => {
    const { open } = await serve({ idleSeconds: 10 });
    const connection = await open();
    await pause(700);
    expect(await isServed(connection)).toBe(true);
    connection.send('GET / HTTP/1.1\r\n');
    const began = performance.now();
    await connection.ended;
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('closes an idle connection after the idle time', async () => {
    const { open } = await serve({ seconds: 10, idleSeconds: 1 });
    const connection = await open();
    expect(await isServed(connection)).toBe(true);
    expect(await connection.ended).toBeLessThan(4000);
  });

  it('does not apply to a slow answer', async () => {
    const { open } = await serve({}, (_request, response) => {
      setTimeout(() => response.end('hello'), 2200);
    });
    expect(await isServed(await open())).toBe(true);
  });

  it('allows a body in many pieces that arrives in time', async () => {
    const { open } = await serve({ seconds: 3 });
    const connection = await open();
    connection.send(postHead({ 'transfer-encoding': 'chunked' }));
    for (let i = 0; i < 10; i++) {
      connection.send(chunk('x'));
      await pause(100);
    }
    connection.send(LAST_CHUNK);
    expect(await connection.until(/hello/)).toContain('200 OK');
  });
});

describe('the limit on connections', () => {
  it('refuses further connections until one closes', async () => {
    const { open } = await serve({ seconds: 10, idleSeconds: 10, connections: 3 });
    const [first, ...others] = [await open(), await open(), await open()];
    expect(await isServed(first)).toBe(true);
    expect(await isRefused(await open())).toBe(true);
    for (const one of others) expect(await isServed(one)).toBe(true);
    first.socket.destroy();
    await pause(50);
    const next = await open();
    expect(await isServed(next)).toBe(true);
    expect(await isRefused(await open())).toBe(true);
  });

  it('applies to each address separately', async () => {
    const { open, listening } = await serve({ seconds: 10, idleSeconds: 10, connectionsPerAddress: 2 });
    const [first, second] = [await open(), await open()];
    expect(await isRefused(await open())).toBe(true);
    expect([await isServed(first), await isServed(second)]).toEqual([true, true]);
    // Connections through a Unix socket have no address and share one count.
    const path = join(tmpdir(), `laurel-connections-${process.pid}`);
    await listening(path);
    const elsewhere = await rawConnection({ path });
    expect(await isServed(elsewhere)).toBe(true);
    elsewhere.socket.destroy();
    first.socket.destroy();
    await pause(50);
    expect(await isServed(await open())).toBe(true);
  });

  it('reports refused connections at most once a minute', async () => {
    const { open, refusals } = await serve({ connections: 3, connectionsPerAddress: 2 });
    for (let i = 0; i < 5; i++) await open();
    while (refusals.length === 0) await pause(10);
    expect(refusals).toEqual([{ refused: 3, open: 2 }]);
    await isRefused(await open());
    await pause(1500);
    expect(refusals).toHaveLength(1);
  });
});

describe('a client that does not read its answers', () => {
  it('is disconnected at the time limit', async () => {
    const { open } = await serve({}, (_request, response) => response.end(LARGE));
    const connection = await open();
    connection.socket.pause();
    connection.send(GET);
    await pause(500);
    expect(connection.socket.bytesRead).toBeLessThan(LARGE.length);
    // A paused client notices the disconnection only when it reads again.
    await pause(3000);
    connection.socket.resume();
    await connection.ended;
    expect(connection.socket.bytesRead).toBeLessThan(LARGE.length);
  });

  it('has enough time to read a long answer at the minimum speed', async () => {
    const { open } = await serve({ minBytesPerSecond: LARGE.length / 10 }, (_request, response) =>
      response.end(LARGE),
    );
    const connection = await open();
    connection.socket.pause();
    connection.send(GET);
    await pause(3500);
    connection.socket.resume();
    while (connection.socket.bytesRead < LARGE.length) await pause(10);
    expect(connection.socket.destroyed).toBe(false);
  });

  it('is disconnected first if its unread answer is the oldest when the memory limit is exceeded', async () => {
    const { open } = await serve({ seconds: 30, unreadBytes: 1.5 * LARGE.length }, (_request, response) =>
      response.end(LARGE),
    );
    const slow = await open();
    slow.socket.pause();
    slow.send(GET);
    await pause(1500);
    const fast = await open();
    fast.socket.pause();
    fast.send(GET);
    await pause(2500);
    slow.socket.resume();
    fast.socket.resume();
    await slow.ended;
    expect(slow.socket.bytesRead).toBeLessThan(LARGE.length);
    while (fast.socket.bytesRead < LARGE.length) await pause(10);
  });

  it('is disconnected when it pipelines too many requests', async () => {
    let requests = 0;
    const { open } = await serve({ seconds: 30 }, (_request, response) => {
      requests += 1;
      setTimeout(() => response.end('x'.repeat(100_000)), 100);
    });
    const connection = await open();
    connection.socket.pause();
    connection.send(GET.repeat(10_000));
    await pause(500);
    connection.socket.resume();
    await connection.ended;
    expect(requests).toBeLessThanOrEqual(32);
  });

  it('can pipeline up to 32 requests', async () => {
    const { open } = await serve({ seconds: 30 });
    const connection = await open();
    const answers = () => connection.received().split('hello').length - 1;
    for (const [requests, all] of [
      [10, 10],
      [32, 42],
    ] as const) {
      connection.send(GET.repeat(requests));
      while (answers() < all && !connection.socket.destroyed) await pause(5);
      expect(answers()).toBe(all);
    }
  });
});

describe('requests of one connection', () => {
  it('begin only after earlier requests have been answered', async () => {
    const events: string[] = [];
    let begun: (answer: () => void) => void = () => undefined;
    const answering = new Promise<() => void>((resolve) => (begun = resolve));
    const { open } = await serve({ seconds: 30 }, ({ url = '' }, response) => {
      events.push(`begin ${url}`);
      const answer = () => {
        events.push(`end ${url}`);
        response.end('hello');
      };
      // The first request is answered only after a request of another connection has begun.
      if (url === '/other') void answering.then((first) => first()).then(answer);
      else if (url === '/1') begun(answer);
      else setTimeout(answer, 10);
    });
    const [one, other] = [await open(), await open()];
    const get = (path: string) => GET.replace('/', path);
    one.send(get('/1') + get('/2') + get('/3'));
    other.send(get('/other'));
    await one.until(/(hello.*){3}/s);
    const own = events.filter((event) => !event.endsWith('other'));
    expect(own).toEqual(['begin /1', 'end /1', 'begin /2', 'end /2', 'begin /3', 'end /3']);
    expect(events.indexOf('begin /other')).toBeLessThan(events.indexOf('begin /2'));
  });

  it('are not processed after a request with an unknown Expect header', async () => {
    const { open } = await serve({ seconds: 30 });
    const connection = await open();
    const strange = GET.replace('host:', 'expect: cake\r\nhost:');
    connection.send(GET + strange + GET);
    await connection.ended;
    expect(connection.received().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 417']);
    expect(await isServed(await open())).toBe(true);
  });

  it('do not begin after the connection has closed', async () => {
    let begun = 0;
    const { open } = await serve({ seconds: 30 }, () => (begun += 1));
    const connection = await open();
    connection.send(GET.repeat(3));
    while (begun === 0) await pause(2);
    connection.socket.destroy();
    await pause(50);
    expect(begun).toBe(1);
  });
});

describe('a server that closes', () => {
  const closed = async (server: Server) => {
    const began = performance.now();
    await new Promise((resolve) => server.close(resolve));
    return performance.now() - began;
  };

  it('immediately closes connections without a pending answer', async () => {
    const { connections, server, open } = await serve({ seconds: 30, idleSeconds: 30 });
    await open();
    expect(await isServed(await open())).toBe(true);
    (await open()).send('GET / HTTP/1.1\r\nhost:');
    await pause(50);
    connections.close();
    expect(await closed(server)).toBeLessThan(500);
  });

  it('stops its checks after its last connection has closed', async () => {
    const set = jest.spyOn(globalThis, 'setInterval');
    const cleared = jest.spyOn(globalThis, 'clearInterval');
    try {
      const { connections, server, open } = await serve({}, (_request, response) => {
        setTimeout(() => response.end('hello'), 200);
      });
      const [first] = set.mock.results;
      const isChecking = () => !cleared.mock.calls.some(([timer]) => timer === first?.value);
      (await open()).send(GET);
      await pause(50);
      connections.close();
      const done = closed(server);
      await pause(50);
      expect(isChecking()).toBe(true);
      await done;
      expect(isChecking()).toBe(false);

      const idle = await serve({});
      const timer = set.mock.results.at(-1)?.value;
      idle.connections.close();
      await closed(idle.server);
      expect(cleared.mock.calls).toContainEqual([timer]);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('waits for a pending answer', async () => {
    const { connections, server, open } = await serve({}, (_request, response) => {
      setTimeout(() => response.end('hello'), 2200);
    });
    const connection = await open();
    const served = isServed(connection);
    await pause(50);
    connections.close();
    const milliseconds = closed(server);
    expect(await served).toBe(true);
    expect(await milliseconds).toBeGreaterThan(2000);
  });

  it('waits for an arriving request until its time limit', async () => {
    const { connections, server, open } = await serve({ seconds: 1 });
    const connection = await open();
    connection.send(postHead({ 'content-length': 100 }));
    await pause(50);
    connections.close();
    const milliseconds = await closed(server);
    expect(milliseconds).toBeGreaterThan(800);
    expect(milliseconds).toBeLessThan(3000);
  });
});
