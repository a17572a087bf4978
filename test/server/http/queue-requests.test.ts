import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { setImmediate as turn } from 'node:timers/promises';
import { queueRequests } from '../../../server/http/queue-requests';
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
  let answeredPerTurn: number[];
  let isRunning: boolean;

  beforeEach(async () => {
    [deadlines, order, answeredPerTurn, isRunning] = [[], [], [], true];
    app = Fastify({ trustProxy: true });
    for (const name of ['deadline', 'owner']) app.decorateRequest(name);
    app.addHook('onRequest', (request, _reply, done) => {
      request.deadline = new Deadline();
      request.owner = new RequestOwner(request.deadline, request.headers.authorization ?? request.ip);
      deadlines.push(request.deadline);
      done();
    });
    queueRequests(app, new Scheduler());
    app.get('/:name', async ({ params }) => {
      const until = performance.now() + MILLISECONDS_A_REQUEST;
      while (performance.now() < until);
      answeredPerTurn.push((answeredPerTurn.pop() ?? 0) + 1);
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
      if (answeredPerTurn.at(-1) !== 0) answeredPerTurn.push(0);
    }
  }

  /** Opens connections in advance, so that all requests arrive at the same time. */
  async function openConnections(count: number): Promise<readonly RawConnection[]> {
    let accepted = 0;
    app.server.on('connection', () => (accepted += 1));
    const connections = await Promise.all(Array.from({ length: count }, () => rawConnection(url)));
    while (accepted < count) await turn();
    return connections;
  }
  async function openForBurst() {
    return (await openConnections(43)) as [RawConnection, RawConnection, RawConnection, ...RawConnection[]];
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
    await Promise.all(burst(await openConnections(40)));
    expect(order).toHaveLength(40);
    // In each turn, requests can begin for 5 ms without waiting, and then in a slice of 2 ms. Each request takes 4 ms.
    expect(Math.max(...answeredPerTurn)).toBeLessThanOrEqual(3);
  });

  it('leaves turns to requests from other addresses or with other credentials', async () => {
    const [one, two, three, ...connections] = await openForBurst();
    const greedy = burst(connections, 'Bearer greedy');
    while (order.length < 5) await turn();
    const otherRequests = [
      ask(one, 'address', '192.0.2.2'),
      ask(two, 'credentials', '192.0.2.1', 'Bearer other'),
      ask(three, 'none', '192.0.2.1'),
    ];
    await Promise.all([...greedy, ...otherRequests]);
    for (const name of ['address', 'credentials', 'none']) expect(order.indexOf(name)).toBeLessThan(20);
  });

  it('gets only the share of its address when its credentials are made up', async () => {
    const [first, one, two, ...connections] = await openForBurst();
    await ask(first, 'right', '192.0.2.1', 'Bearer right');
    order.length = 0;
    const greedy = connections.map((connection, i) =>
      ask(connection, `greedy-${i}`, '192.0.2.1', `Bearer made-up-${i}`),
    );
    while (order.length < 5) await turn();
    const otherRequests = [
      ask(one, 'right-again', '192.0.2.1', 'Bearer right'),
      ask(two, 'address', '192.0.2.2'),
    ];
    await Promise.all([...greedy, ...otherRequests]);
    for (const name of ['right-again', 'address']) {
      expect(order).toContain(name);
      expect(order.indexOf(name)).toBeLessThan(15);
    }
  });

  it('continues without a waiting request whose client has gone', async () => {
    const greedy = burst(await openConnections(40));
    while (deadlines.length < 40) await turn();
    expect(order.length).toBeLessThan(39);
    deadlines.at(-1)?.clientDisconnected();
    const answers = await Promise.all(greedy);
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 200'))).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 499 /),
    ]);
    expect(order).toHaveLength(39);
  });
});
