import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { exportJWK, SignJWT } from 'jose';
import { IssuerUnavailable } from '../../../server/auth/issuer-unavailable';
import { remoteIssuer, verifyToken, type RemoteIssuer } from '../../../server/auth/tokens';
import { Unauthenticated } from '../../../server/auth/unauthenticated';
import { signer, type Signer } from '../../support/test-server';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

type Answer = (response: ServerResponse) => void;

const down: Answer = (response) => response.destroy();
const silent: Answer = () => undefined;

/** Not faked, because sockets need them. IssuerKeys uses `performance.now` and `setTimeout`, which are faked. */
const REAL = [
  'Date',
  'hrtime',
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
] as const;

describe('the keys of an issuer', () => {
  let http: Server;
  let answer: Answer;
  let fetches: number;
  let issuer: RemoteIssuer;
  let events: string[];
  let provider: Signer;
  let tokens = 0;

  beforeEach(async () => {
    provider = await signer('https://provider.example');
    fetches = 0;
    events = [];
    http = createServer((_request, response) => {
      fetches += 1;
      answer(response);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    issuer = remoteIssuer(
      {
        ...provider.issuer,
        jwksUrl: new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/keys`),
      },
      {
        onOutage: (reason) => events.push(`outage: ${reason}`),
        onRecovery: () => events.push('recovery'),
        onUnusableKey: () => events.push('unusable key'),
      },
    );
    jest.useFakeTimers({ doNotFake: [...REAL] });
  });
  afterEach(async () => {
    jest.useRealTimers();
    issuer.stop();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  const publishing = async (keys: Readonly<Record<string, Signer>>): Promise<Answer> => {
    const published = await Promise.all(
      Object.entries(keys).map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })),
    );
    return (response) => response.end(JSON.stringify({ keys: published }));
  };
  const token = (kid: string, { privateKey } = provider) =>
    new SignJWT({ number: (tokens += 1) })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(provider.issuer.issuer)
      .setAudience(provider.issuer.audience)
      .setSubject('ann')
      .setExpirationTime('1h')
      .sign(privateKey);
  const verify = async (kid: string, by?: Signer) => verifyToken(await token(kid, by), [issuer]);
  const verifyMany = async (count: number, kid: (index: number) => string) =>
    Promise.allSettled(Array.from({ length: count }, (_, index) => verify(kid(index))));
  const until = async (holds: () => boolean) => {
    while (!holds()) await nextTurn();
  };
  const pass = async (milliseconds: number) => {
    const before = fetches;
    jest.advanceTimersByTime(milliseconds);
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    return fetches - before;
  };

  describe('while the issuer is down', () => {
    it('are fetched with exponential back-off of at most 60 s, regardless of the number of requests', async () => {
      answer = down;
      const refused = await verifyMany(200, () => 'one');
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['rejected']));
      expect(fetches).toBe(1);
      const waits: number[] = [];
      for (let elapsed = 0; elapsed < 240; elapsed += 1) {
        await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
        if ((await pass(SECOND)) > 0) waits.push(elapsed + 1);
      }
      expect(waits).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
      expect(fetches).toBe(1 + waits.length);
      expect(events).toEqual(['outage: UND_ERR_SOCKET']);
    });

    it('stay in use, and unknown keys are refused with a time to retry', async () => {
      answer = await publishing({ one: provider });
      await verify('one');
      answer = down;
      expect(await pass(10 * MINUTE)).toBe(1);
      for (const minutes of [0, 60, 24 * 60]) {
        await pass(minutes * MINUTE);
        expect(await verify('one')).toMatchObject({ subject: 'ann' });
      }
      const before = fetches;
      const unknown = (await verifyMany(100, (index) => `unknown-${index}`)) as PromiseRejectedResult[];
      for (const { reason } of unknown) {
        expect(reason).toBeInstanceOf(IssuerUnavailable);
        expect(reason.retryAfterSeconds).toBeLessThanOrEqual(60);
        expect(reason.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      }
      expect(fetches).toBe(before);
      expect(events).toHaveLength(1);
    });

    it('are replaced when it is back', async () => {
      answer = await publishing({ one: provider });
      await verify('one');
      answer = down;
      await pass(10 * MINUTE);
      const next = await signer();
      answer = await publishing({ two: next });
      await pass(SECOND);
      await until(() => events.length === 2);
      expect(events).toEqual(['outage: UND_ERR_SOCKET', 'recovery']);
      expect(await verify('two', next)).toMatchObject({ subject: 'ann' });
      await expect(verify('one')).rejects.toThrow('access.token.signature');
    });
  });

  describe('while the issuer is up', () => {
    it('are fetched early for an unknown key', async () => {
      const next = await signer();
      answer = await publishing({ one: provider });
      await verify('one');
      answer = await publishing({ one: provider, two: next });
      await pass(30 * SECOND);
      expect(await verify('two', next)).toMatchObject({ subject: 'ann' });
      expect(fetches).toBe(2);
    });

    it('are fetched at most once in 30 s for unknown keys', async () => {
      answer = await publishing({ one: provider });
      await verify('one');
      await pass(30 * SECOND - 1);
      for (const { reason } of (await verifyMany(100, (index) => `a${index}`)) as PromiseRejectedResult[]) {
        expect(reason).toBeInstanceOf(Unauthenticated);
      }
      expect(fetches).toBe(1);
      await pass(1);
      await verifyMany(100, (index) => `b${index}`);
      await verifyMany(100, (index) => `c${index}`);
      expect(fetches).toBe(2);
      expect(events).toEqual([]);
    });

    it('are fetched again after ten minutes, without delaying requests', async () => {
      answer = await publishing({ one: provider });
      await verify('one');
      expect(await pass(10 * MINUTE - 1)).toBe(0);
      const next = await signer();
      const publish = await publishing({ two: next });
      let held: ServerResponse | undefined;
      answer = (response) => (held = response);
      await pass(1);
      await until(() => held !== undefined);
      expect(await verify('one')).toMatchObject({ subject: 'ann' });
      if (held !== undefined) publish(held);
      expect(await verify('two', next)).toMatchObject({ subject: 'ann' });
      await expect(verify('one')).rejects.toThrow('access.token.signature');
      expect(fetches).toBe(2);
    });
  });

  it('are fetched from start to stop', async () => {
    answer = await publishing({ one: provider });
    issuer.start();
    await until(() => fetches === 1);
    await verify('one');
    issuer.stop();
    expect(await pass(60 * MINUTE)).toBe(0);
    expect(fetches).toBe(1);
  });

  it('are not reported as unavailable when the server stops during a fetch', async () => {
    answer = silent;
    issuer.start();
    await until(() => fetches === 1);
    issuer.stop();
    expect(await pass(60 * MINUTE)).toBe(0);
    expect(events).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['does not answer', silent],
    [
      'trickles',
      (response) => {
        const writing = setInterval(() => response.write(' '), 100);
        response.on('close', () => clearInterval(writing));
      },
    ],
  ])(
    'are awaited for at most 5 s when the issuer %s, and no request waits for the retry',
    async (_case, slow) => {
      answer = slow;
      const refused = await verifyMany(20, () => 'one');
      expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'rejected'));
      expect(events).toEqual(['outage: no response within 5 s']);
      expect(await pass(SECOND)).toBe(1);
      const before = Date.now();
      await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
      expect(Date.now() - before).toBeLessThan(1000);
      expect(fetches).toBe(2);
    },
  );

  it.each<[string, Answer, string]>([
    ['an error', (response) => response.writeHead(500).end('{"keys": []}'), 'the response has status 500'],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      'the response has status 302',
    ],
    ['a page', (response) => response.end('<html>'), 'the response is not a JSON Web Key Set'],
    ['no key set', (response) => response.end('{"keys": 5}'), 'the response is not a JSON Web Key Set'],
    ['an empty body', (response) => response.end(), 'the response is not a JSON Web Key Set'],
    [
      'an endless body',
      (response) => {
        const piece = `"${'x'.repeat(65_536)}",`;
        const write = (): void => {
          while (response.write(piece));
        };
        response.on('drain', write);
        response.write('{"keys": [');
        write();
      },
      'the response is longer than 262144 bytes',
    ],
  ])('are unavailable when the issuer answers with %s', async (_case, bad, reason) => {
    answer = bad;
    await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
    expect([fetches, events]).toEqual([1, [`outage: ${reason}`]]);
  });

  it('are reported once per fetch when they cannot be used', async () => {
    answer = (response) =>
      response.end(JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'one' }] }));
    for (const { reason } of (await verifyMany(20, () => 'one')) as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(IssuerUnavailable);
    }
    expect([fetches, events]).toEqual([1, ['unusable key']]);
    await pass(10 * MINUTE);
    await verifyMany(20, () => 'one');
    expect([fetches, events]).toEqual([2, ['unusable key', 'unusable key']]);
  });
});
