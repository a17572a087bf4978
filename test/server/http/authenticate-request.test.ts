import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@laurel/sdk';
import { makeApiKey } from '../../../server/auth/api-key-format';
import { LIMITS } from '../../../server/limits/limits';
import { thrownBy } from '../../support/client-with-answers';
import { SQLITE } from '../../support/databases';
import { storeApiKey, storeOrganizations } from '../../support/facts';
import { chunk, LAST_CHUNK, postHead, rawConnection } from '../../support/raw-connection';
import { signer, startTestServer, type Signer, type TestServer } from '../../support/test-server';

const TYPENAME = '{ __typename }';
/** The header that the proxy in front of the server adds. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const chunked = { 'transfer-encoding': 'chunked' };
const BODY = JSON.stringify({ query: TYPENAME });

const bodyOf = (bytes: number) => BODY + ' '.repeat(bytes - BODY.length);

describe('the price of reading a request', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { proxies: 1 } });
  });
  afterAll(() => server.stop());

  const costOf = async (headers: Readonly<Record<string, string | number>>, body: string) => {
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...headers, connection: 'close' }) + body);
    await connection.ended;
    return Number(/"requested":(\d+)/.exec(connection.received())?.[1]);
  };
  const remainingAt = async (address: string): Promise<number> =>
    (await server.post(bodyOf(92), from(address))).body.extensions.cost.remaining;

  it.each([40, 292, 293, 5000, 40_000])(
    'is the same with and without an announced length: %i bytes',
    async (bytes) => {
      const announced = await costOf({ 'content-length': bytes }, bodyOf(bytes));
      expect(announced).toBe(Math.max(3, Math.ceil((bytes + '/graphql'.length) / 100)));
      expect(await costOf(chunked, chunk(bodyOf(bytes)) + LAST_CHUNK)).toBe(announced);
      const pieces = bodyOf(bytes).match(/.{1,30}/gs) ?? [];
      expect(await costOf(chunked, pieces.map(chunk).join('') + LAST_CHUNK)).toBe(announced);
    },
  );

  it('includes each header beyond the fiftieth', async () => {
    const headers = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`x-${i}`, '']));
    // Each of these requests has four more headers.
    expect(await costOf({ ...headers, 'content-length': 92 }, bodyOf(92))).toBe(1 + 60 + 4 - 50);
  });

  const large = LIMITS.bodyBytes / 100;
  it.each<[string, number, string, number, Readonly<Record<string, string | number>>, string]>([
    ['is not JSON', 400, '192.0.2.1', 50, { 'content-length': 5000 }, '{'.repeat(5000)],
    ['is not JSON, in chunks', 400, '192.0.2.2', 50, chunked, chunk('{'.repeat(5000)) + LAST_CHUNK],
    [
      'is of another type',
      415,
      '192.0.2.3',
      50,
      { 'content-length': 5000, 'content-type': 'text/csv' },
      'x'.repeat(5000),
    ],
    [
      'is too large',
      413,
      '192.0.2.4',
      large,
      { 'content-length': LIMITS.bodyBytes + 1 },
      ' '.repeat(LIMITS.bodyBytes + 1),
    ],
    [
      'is too large, in chunks',
      413,
      '192.0.2.5',
      large,
      chunked,
      chunk('x'.repeat(65_536)).repeat(17) + LAST_CHUNK,
    ],
  ])('is charged for a body that %s', async (_case, status, address, points, headers, body) => {
    const before = await remainingAt(address);
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from(address), ...headers }) + body);
    expect(await connection.until(/\r\n\r\n/)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const spent = before - (await remainingAt(address)) - 1;
    expect(spent).toBeGreaterThanOrEqual(points);
    // The body exceeded the limit while further bytes were in transit.
    expect(spent).toBeLessThan(points + 2 * 656);
    connection.socket.destroy();
  });
});

describe('a caller without points', () => {
  const limit = 20;
  let server: TestServer;
  beforeAll(async () => {
    const rateLimits = { anonymous: limit, person: limit, apiKey: limit, agent: limit };
    server = await startTestServer(SQLITE, { config: { proxies: 1, rateLimits } });
  });
  afterAll(() => server.stop());

  const spendAll = async (address: string) => {
    const { body } = await server.post(bodyOf(limit * 100 - '/graphql'.length), from(address));
    expect(body.extensions.cost).toMatchObject({ requested: limit, remaining: 0 });
  };

  it.each([
    ['192.0.2.1', { 'content-length': 100_000 }],
    ['192.0.2.2', chunked],
  ])('is refused before the body arrives: %s %j', async (address, headers) => {
    await spendAll(address);
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from(address), ...headers }));
    const answer = await connection.until(/RATE_LIMITED/);
    expect(answer).toMatch(/^HTTP\/1\.1 429 .*\r\nretry-after: \d+\r\n/s);
    connection.socket.destroy();
  });

  it('is refused in the middle of a body when the points run out', async () => {
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from('192.0.2.3'), ...chunked }));
    connection.send(chunk('{'.repeat(1500)));
    await server.ask(TYPENAME, { headers: from('192.0.2.4') });
    expect(connection.received()).toBe('');
    connection.send(chunk('{'.repeat(1500)));
    expect(await connection.until(/RATE_LIMITED/)).toMatch(/^HTTP\/1\.1 429 .*\r\nretry-after: \d+\r\n/s);
    connection.socket.destroy();
  });

  it('is refused before sending an unaffordable body, and is not charged for it', async () => {
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from('192.0.2.5'), 'content-length': limit * 100 }));
    expect(await connection.until(/RATE_LIMITED/)).toContain(
      `The request needs ${limit - 2} points, but only ${limit - 3} of your ${limit} points for this minute are left.`,
    );
    connection.socket.destroy();
    const { body } = await server.ask(TYPENAME, { headers: from('192.0.2.5') });
    expect(body.extensions.cost.remaining).toBe(limit - 6);
  });

  it('keeps the connection after a body of ordinary size', async () => {
    await spendAll('192.0.2.6');
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from('192.0.2.6'), 'content-length': 100_000 }));
    await connection.until(/RATE_LIMITED/);
    connection.send(bodyOf(100_000));
    connection.send(postHead({ ...from('192.0.2.7'), 'content-length': BODY.length }) + BODY);
    expect(await connection.until(/Query/)).toMatch(/^HTTP\/1\.1 429 .*HTTP\/1\.1 200 /s);
    connection.socket.destroy();
  });

  it('is disconnected while sending an endless body', async () => {
    await spendAll('192.0.2.8');
    const connection = await rawConnection(server.url);
    connection.send(postHead({ ...from('192.0.2.8'), ...chunked }));
    await connection.until(/RATE_LIMITED/);
    const piece = chunk('x'.repeat(65_536));
    let sent = 0;
    while (!connection.socket.destroyed) {
      sent += piece.length;
      if (!connection.socket.write(piece)) await pause(1);
    }
    await connection.ended;
    // The server discards some of these bytes, and system buffers hold the others.
    expect(sent).toBeLessThan(32 * 1_048_576);
  });

  describe('gets 429 with Retry-After when it uses', () => {
    const size = 900_000;
    const agent = new Agent({ keepAlive: true });
    afterAll(() => agent.destroy());
    beforeAll(async () => {
      // Spends the points of the address that all requests without a proxy share.
      await server.post(bodyOf(limit * 100 - '/graphql'.length));
    });
    const url = () => `${server.url}/graphql`;
    const headers = { 'content-type': 'application/json' };
    const sendByNode = async (length: object, write: (sent: ReturnType<typeof request>) => void) => {
      const sent = request(url(), { method: 'POST', agent, headers: { ...headers, ...length } });
      write(sent);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      const { errors } = (await json(answer)) as { errors: { extensions: { code: string } }[] };
      return [answer.statusCode, Number(answer.headers['retry-after']) > 0, errors[0]?.extensions.code];
    };
    const sendByFetch = async (init: RequestInit) => {
      const answer = await fetch(url(), { method: 'POST', headers, ...init });
      const { errors } = await answer.json();
      return [answer.status, Number(answer.headers.get('retry-after')) > 0, errors[0]?.extensions.code];
    };
    const refused = [429, true, 'RATE_LIMITED'];

    it.each([1000, size])('node:http, with %i bytes', async (bytes) => {
      const outcome = await sendByNode({ 'content-length': bytes }, (sent) => sent.end(bodyOf(bytes)));
      expect(outcome).toEqual(refused);
    });

    it.each([1000, size])('node:http, with %i bytes in chunks', async (bytes) => {
      const outcome = await sendByNode({}, (sent) => {
        for (let i = 0; i < bytes; i += 1000) sent.write('x'.repeat(1000));
        sent.end();
      });
      expect(outcome).toEqual(refused);
    });

    it.each([1000, size])('fetch, with %i bytes', async (bytes) => {
      expect(await sendByFetch({ body: bodyOf(bytes) })).toEqual(refused);
    });

    it.each([1000, size])('fetch, with %i bytes in a stream', async (bytes) => {
      const body = new Blob([bodyOf(bytes)]).stream();
      expect(await sendByFetch({ body, duplex: 'half' } as RequestInit)).toEqual(refused);
    });

    it.each([1000, size])('the SDK, with %i bytes', async (bytes) => {
      const { send } = connect({ url: url(), retries: 0 });
      const error = await thrownBy(send(TYPENAME, { padding: 'x'.repeat(bytes) }));
      expect(error).toMatchObject({ name: 'RateLimited', status: 429, waitSeconds: expect.any(Number) });
    });
  });
});

describe('wrong credentials', () => {
  /** The maximum per address and minute. */
  const MAX_WRONG_CREDENTIALS = 100;
  let server: TestServer;
  let provider: Signer;
  let forger: Signer;
  let proofs = 0;
  let lookUps = 0;
  beforeAll(async () => {
    provider = await signer('https://provider.example');
    forger = await signer('https://provider.example');
    const keys = () => {
      proofs += 1;
      return provider.publicKey;
    };
    server = await startTestServer(SQLITE, {
      issuers: [{ ...provider.issuer, keys }],
      config: { proxies: 1, rateLimits: { anonymous: 30, person: 1000, apiKey: 1000, agent: 1000 } },
      between: (database) => ({
        ...database,
        rows(sql, parameters) {
          if (sql.includes('FROM api_key WHERE hash')) lookUps += 1;
          return database.rows(sql, parameters);
        },
      }),
    });
    await storeOrganizations(server.database, { id: 'own' });
  });
  afterAll(() => server.stop());

  const forged = async (i: number) => `Bearer ${await forger.token(`forged ${i}`)}`;
  const madeUpKey = () => `Bearer ${makeApiKey()}`;
  const storedKey = async (id: string) =>
    `Bearer ${await storeApiKey(server.database, { id, organizationId: 'own' })}`;
  const signed = async (subject: string) => `Bearer ${await provider.token(subject)}`;
  const ask = async (address: string, as?: string) => {
    const { status, headers, body } = await server.ask(TYPENAME, {
      headers: from(address),
      ...(as && { as }),
    });
    return { status, retryAfter: headers.get('retry-after'), message: body.errors?.[0].message };
  };
  const spendAll = async (address: string) => {
    for (let i = 0; i < MAX_WRONG_CREDENTIALS; i++)
      expect((await ask(address, await forged(i))).status).toBe(401);
  };

  it('are not verified after too many wrong credentials from their address', async () => {
    await spendAll('192.0.2.1');
    const before = proofs;
    expect(await ask('192.0.2.1', await forged(MAX_WRONG_CREDENTIALS))).toEqual({
      status: 429,
      retryAfter: expect.stringMatching(/^\d+$/),
      message: expect.stringMatching(
        /^Your address has sent too many requests with wrong credentials\. Try again in \d+ s\.$/,
      ),
    });
    expect(proofs).toBe(before);
    expect((await ask('192.0.2.2', await forged(MAX_WRONG_CREDENTIALS))).status).toBe(401);
  });

  it('cost more with a long body, which is read but not parsed', async () => {
    const headers = async (i: number) => ({ ...from('192.0.2.200'), authorization: await forged(i) });
    const long = JSON.stringify({ query: ' '.repeat(900_000) });
    const statuses: number[] = [];
    for (let i = 0; i <= (10 * MAX_WRONG_CREDENTIALS) / 19; i++) {
      statuses.push((await server.post(long, await headers(i))).status);
    }
    expect(statuses).toEqual([...statuses.slice(1).map(() => 401), 429]);
  });

  it('are also limited in concurrent requests', async () => {
    const before = proofs;
    const tokens = await Promise.all(Array.from({ length: 150 }, (_, i) => forged(i)));
    const answers = await Promise.all(tokens.map((as) => ask('192.0.2.3', as)));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([
      ...new Array<number>(MAX_WRONG_CREDENTIALS).fill(401),
      ...new Array<number>(50).fill(429),
    ]);
    expect(proofs - before).toBe(MAX_WRONG_CREDENTIALS);
  });

  it('do not lock out recently verified or anonymous callers at the address', async () => {
    const ann = await signed('ann');
    const key = await storedKey('known');
    for (const as of [ann, key]) expect((await ask('192.0.2.4', as)).status).toBe(200);
    await spendAll('192.0.2.4');
    for (const as of [ann, key, undefined]) expect((await ask('192.0.2.4', as)).status).toBe(200);
    expect((await ask('192.0.2.4', await signed('ben'))).status).toBe(429);
  });

  it('prevent look-ups of unverified API keys from their address', async () => {
    const [used, unused] = [await storedKey('used'), await storedKey('unused')];
    // Verifies the used key from another address.
    expect((await ask('192.0.2.7', used)).status).toBe(200);
    for (let i = 0; i < MAX_WRONG_CREDENTIALS; i++)
      expect((await ask('192.0.2.8', madeUpKey())).status).toBe(401);
    lookUps = 0;
    expect((await ask('192.0.2.8', madeUpKey())).status).toBe(429);
    expect((await ask('192.0.2.8', unused)).status).toBe(429);
    expect(lookUps).toBe(0);
    expect((await ask('192.0.2.8', used)).status).toBe(200);
    expect((await ask('192.0.2.7', unused)).status).toBe(200);
    expect((await ask('192.0.2.8', unused)).status).toBe(200);
  });

  it('cause a limited number of look-ups, even in concurrent requests', async () => {
    lookUps = 0;
    const answers = await Promise.all(Array.from({ length: 150 }, () => ask('192.0.2.9', madeUpKey())));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([
      ...new Array<number>(MAX_WRONG_CREDENTIALS).fill(401),
      ...new Array<number>(50).fill(429),
    ]);
    expect(lookUps).toBe(MAX_WRONG_CREDENTIALS);
  });

  it('are not counted for the first concurrent requests of a valid API key', async () => {
    const key = await storedKey('busy');
    const answers = await Promise.all(Array.from({ length: 150 }, () => ask('192.0.2.10', key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('are counted for a verified API key after its revocation', async () => {
    const key = await storedKey('revoked');
    expect((await ask('192.0.2.11', key)).status).toBe(200);
    await server.database.transaction((transaction) =>
      transaction.change("UPDATE api_key SET revokedAt = createdAt WHERE id = 'revoked'"),
    );
    for (let i = 0; i < MAX_WRONG_CREDENTIALS; i++) expect((await ask('192.0.2.11', key)).status).toBe(401);
    lookUps = 0;
    expect((await ask('192.0.2.11', key)).status).toBe(429);
    expect(lookUps).toBe(0);
  });

  it('are not counted for valid tokens', async () => {
    for (let i = 0; i <= MAX_WRONG_CREDENTIALS; i++)
      expect((await ask('192.0.2.5', await signed(`person ${i}`))).status).toBe(200);
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer lrl_nonsense', 'Bearer nonsense'])(
    'cost the same when there is no signature to verify: %s',
    async (as) => {
      const address = `192.0.3.${as.length}`;
      for (let i = 0; i < MAX_WRONG_CREDENTIALS; i++) expect((await ask(address, as)).status).toBe(401);
      expect((await ask(address, as)).status).toBe(429);
    },
  );

  it('have a separate budget from anonymous requests', async () => {
    const { status } = await server.post(bodyOf(3000 - '/graphql'.length), from('192.0.2.6'));
    expect(status).toBe(200);
    expect((await ask('192.0.2.6')).status).toBe(429);
    expect((await ask('192.0.2.6', await signed('cem'))).status).toBe(200);
  });
});
