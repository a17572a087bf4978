import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SQLITE } from '../../support/databases';
import { chunk, LAST_CHUNK, postHead, rawConnection, type RawConnection } from '../../support/raw-connection';
import { startTestServer, type TestServer } from '../../support/test-server';

const CHUNKED = { 'transfer-encoding': 'chunked' };
const BODY = JSON.stringify({ query: '{ __typename }' });
const bodyOf = (bytes: number) => BODY + ' '.repeat(bytes - BODY.length);
const headOf = (address: string, length: Readonly<Record<string, string | number>>) =>
  postHead({ 'x-forwarded-for': address, ...length });

describe('the memory for requests', () => {
  let server: TestServer;
  const openConnections: RawConnection[] = [];
  beforeAll(async () => {
    const points = { anonymous: 1_000_000, person: 1000, apiKey: 1000, agent: 1000 };
    server = await startTestServer(SQLITE, { config: { proxies: 1, rateLimits: points } });
  });
  afterAll(() => {
    for (const { socket } of openConnections) socket.destroy();
    return server.stop();
  });

  const openConnection = async (): Promise<RawConnection> => {
    const connection = await rawConnection(server.url);
    openConnections.push(connection);
    return connection;
  };
  const answerTo = async (address: string, length: object, body: string): Promise<string> => {
    const connection = await openConnection();
    connection.send(headOf(address, { ...length, connection: 'close' }) + body);
    await connection.ended;
    return connection.received();
  };

  it('is not held by stalled bodies', async () => {
    for (let i = 0; i < 300; i++)
      (await openConnection()).send(
        headOf(`192.0.2.${i % 10}`, CHUNKED) + chunk('{'.repeat(20_000 * (i % 2) + 1)),
      );
    for (const address of ['192.0.2.1', '192.0.2.100']) {
      const length = { 'content-length': 900_000 };
      expect(await answerTo(address, length, bodyOf(900_000))).toMatch(/^HTTP\/1\.1 200 /);
      const pieces = chunk(bodyOf(900_000)) + LAST_CHUNK;
      expect(await answerTo(address, CHUNKED, pieces)).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  it('runs out when many long bodies grow, and is released when they end', async () => {
    // A single caller can use up to half of the 128 MB.
    const growing = await Promise.all(Array.from({ length: 70 }, openConnection));
    const unfinished = chunk(bodyOf(1_000_000));
    for (const connection of growing) connection.send(headOf('198.51.100.1', CHUNKED) + unfinished);
    const refused = await Promise.race(growing.map((connection) => connection.until(/in a moment/)));
    expect(refused).toMatch(/^HTTP\/1\.1 503 .*retry-after: 1\r\n.*UNAVAILABLE/s);
    for (const { socket } of growing) socket.destroy();
    const length = { 'content-length': 900_000 };
    expect(await answerTo('198.51.100.1', length, bodyOf(900_000))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('suffices for many long documents, one at a time', async () => {
    const fields = 'name '.repeat(49);
    const queries = Array.from(
      { length: 60 },
      (_, i) =>
        `{ ${Array.from({ length: 15 }, (_each, j) => `a${i}b${j}: organization(by: { key: "none" }) { ${fields} }`).join(' ')} ${' '.repeat(14_000)} }`,
    );
    const answers = await Promise.all(queries.map((query) => server.ask(query)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
