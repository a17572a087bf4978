import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { setImmediate as turn } from 'node:timers/promises';
import { beginInTurns } from '../../../server/http/begin-in-turns';
import { Deadline } from '../../../server/request/scheduling/deadline';
import { RequestOwner } from '../../../server/request/scheduling/request-owner';
import { Scheduler } from '../../../server/request/scheduling/scheduler';
import { rawConnection, type RawConnection } from '../../support/raw-connection';

const MILLISECONDS_A_REQUEST = 4;

describe('a burst of requests', () => {
  let app: FastifyInstance;
  let url: string;
  let deadlines: Deadline[];
  let order: string[];
  /** Requests that were answered in each turn of the event loop. */
  let ofTurns: number[];
  let isRunning: boolean;

  beforeEach(async () => {
    [deadlines, order, ofTurns, isRunning] = [[], [], [], true];
    app = Fastify({ trustProxy: true });
    for (const name of ['deadline', 'owner']) app.decorateRequest(name);
    app.addHook('onRequest', (request, _reply, done) => {
      request.deadline = new Deadline();
      request.owner = new RequestOwner(request.deadline, request.headers.authorization ?? request.ip);
      deadlines.push(request.deadline);
      done();
    });
    beginInTurns(app, new Scheduler());
    app.get('/:name', async ({ params }) => {
      const until = performance.now() + MILLISECONDS_A_REQUEST;
      while (performance.now() < until);
      ofTurns.push((ofTurns.pop() ?? 0) + 1);
      order.push((params as { name: string }).name);
      return {};
    });
    url = await app.listen({ port: 0, host: '127.0.0.1' });
    void countTurns();
  });
  afterEach(() => {
    isRunning = false;
    return app.close();
  });

  async function countTurns(): Promise<void> {
    while (isRunning) {
      await turn();
      if (ofTurns.at(-1) !== 0) ofTurns.push(0);
    }
  }

  /** Opens its connections first, so that all requests come at once. */
  async function opened(count: number): Promise<readonly RawConnection[]> {
    let accepted = 0;
    app.server.on('connection', () => (accepted += 1));
    const connections = await Promise.all(Array.from({ length: count }, () => rawConnection(url)));
    while (accepted < count) await turn();
    return connections;
  }
  /** Three connections, and 40 for a burst. */
  async function openedBesideABurst() {
    return (await opened(43)) as [RawConnection, RawConnection, RawConnection, ...RawConnection[]];
  }
  const ask = (connection: RawConnection, name: string, address: string, authorization?: string) => {
    const credentials = authorization === undefined ? '' : `authorization: ${authorization}\r\n`;
    connection.send(
      `GET /${name} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${address}\r\n${credentials}connection: close\r\n\r\n`,
    );
    return connection.until(/^HTTP.* (\d+) /);
  };
  const burst = (connections: readonly RawConnection[], authorization?: string) =>
    connections.map((connection, i) => ask(connection, `greedy-${i}`, '192.0.2.1', authorization));

  it('is spread over turns of the event loop', async () => {
    await Promise.all(burst(await opened(40)));
    expect(order).toHaveLength(40);
    // 5 ms at once, and a slice of 2 ms.
    expect(Math.max(...ofTurns)).toBeLessThanOrEqual(3);
  });

  it('lets others in between, by their address and by their credentials', async () => {
    const [one, two, three, ...connections] = await openedBesideABurst();
    const greedy = burst(connections, 'Bearer greedy');
    while (order.length < 5) await turn();
    const others = [
      ask(one, 'address', '192.0.2.2'),
      ask(two, 'credentials', '192.0.2.1', 'Bearer other'),
      ask(three, 'none', '192.0.2.1'),
    ];
    await Promise.all([...greedy, ...others]);
    for (const name of ['address', 'credentials', 'none']) expect(order.indexOf(name)).toBeLessThan(20);
  });

  it('with made-up credentials has the share of its address only', async () => {
    const [first, one, two, ...connections] = await openedBesideABurst();
    await ask(first, 'right', '192.0.2.1', 'Bearer right');
    order.length = 0;
    const greedy = connections.map((connection, i) =>
      ask(connection, `greedy-${i}`, '192.0.2.1', `Bearer made-up-${i}`),
    );
    while (order.length < 5) await turn();
    const others = [ask(one, 'right-again', '192.0.2.1', 'Bearer right'), ask(two, 'address', '192.0.2.2')];
    await Promise.all([...greedy, ...others]);
    for (const name of ['right-again', 'address']) {
      expect(order).toContain(name);
      expect(order.indexOf(name)).toBeLessThan(15);
    }
  });

  it('is given up with the time of its requests', async () => {
    const greedy = burst(await opened(40));
    while (deadlines.length < 40) await turn();
    expect(order.length).toBeLessThan(39);
    deadlines.at(-1)?.clientGone();
    const answers = await Promise.all(greedy);
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 200'))).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 499 /),
    ]);
    expect(order).toHaveLength(39);
  });
});
