import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { connect, type RateLimited, Timeout, type ClientOptions } from '@laurel/sdk';
import { waitBeforeRetry } from '../../client/sdk/retries';
import {
  VIEWER_DOCUMENT,
  REGISTER_MUTATION,
  FAST_RETRIES,
  type Answer,
  clientWithAnswers,
  dataResponse,
  errorResponse,
  thrownBy,
} from '../support/client-with-answers';

describe('a call of the client', () => {
  const GOOD = dataResponse({ viewer: { roles: [] } });

  it.each<[string, Answer]>([
    ['a network error', new Error('Cut.')],
    ['429', errorResponse(429, 'RATE_LIMITED', { 'retry-after': '0' })],
    ['502', new Response('', { status: 502 })],
    ['503', errorResponse(503, 'UNAVAILABLE')],
    ['504', errorResponse(504, 'TIMED_OUT')],
    ['a truncated response', new Response('{"data":{"vie')],
  ])('is retried after %s', async (_name, fault) => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, fault, fault, fault, GOOD);
    expect(await client.request(VIEWER_DOCUMENT)).toEqual({ viewer: { roles: [] } });
    expect(sent).toHaveLength(4);
  });

  it.each([
    [500, 'INTERNAL_SERVER_ERROR'],
    [401, 'UNAUTHENTICATED'],
    [200, 'FORBIDDEN'],
    [400, 'GRAPHQL_VALIDATION_FAILED'],
    [400, 'TOO_EXPENSIVE'],
  ])('is not retried after %d %s', async (status, code) => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, errorResponse(status, code));
    await thrownBy(client.request(VIEWER_DOCUMENT));
    expect(sent).toHaveLength(1);
  });

  it('is retried as often as the client or the call permits', async () => {
    const times = async (options: Partial<ClientOptions>, call = {}) => {
      const { client, sent } = clientWithAnswers(options, new Error('Cut.'));
      await thrownBy(client.request(VIEWER_DOCUMENT, {}, call));
      return sent.length;
    };
    expect(await times({ retries: 0 })).toBe(1);
    expect(await times({ retries: { most: 2, firstWait: 1 } })).toBe(3);
    expect(await times({ retries: { most: 2, firstWait: 1 } }, { retries: 0 })).toBe(1);
  });

  it('backs off exponentially with jitter, up to the longest wait', async () => {
    const waits = async (retries: object) => {
      const at: number[] = [];
      const { client } = clientWithAnswers({ retries }, async () => {
        at.push(performance.now());
        throw new Error('Cut.');
      });
      await thrownBy(client.request(VIEWER_DOCUMENT));
      return at.slice(1).map((time, i) => time - (at[i] ?? 0));
    };
    const [first = 0, second = 0, third = 0] = await waits({ most: 3, firstWait: 40 });
    expect([first >= 19, second >= 39, third >= 79]).toEqual([true, true, true]);
    const [, , , capped = 0] = await waits({ most: 4, firstWait: 10, longestWait: 20 });
    expect(capped).toBeGreaterThanOrEqual(9);
    const many = await Promise.all(Array.from({ length: 8 }, () => waits({ most: 1, firstWait: 60 })));
    const spread = many.map(([wait = 0]) => wait);
    expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(2);
  });

  it('waits as long as the server asks, or fails with the requested wait', async () => {
    const limited = errorResponse(429, 'RATE_LIMITED', { 'retry-after': '1' });
    const patient = clientWithAnswers({ retries: { most: 1, firstWait: 1 } }, limited, GOOD);
    const started = performance.now();
    await patient.client.request(VIEWER_DOCUMENT);
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);

    const impatient = clientWithAnswers({ retries: { most: 1, longestWait: 500 } }, limited);
    expect(await thrownBy(impatient.client.request(VIEWER_DOCUMENT))).toMatchObject({
      name: 'RateLimited',
      waitSeconds: 1,
    });
    expect(impatient.sent).toHaveLength(1);

    const soon = errorResponse(503, 'UNAVAILABLE', { 'retry-after': '1' });
    const begun = performance.now();
    await clientWithAnswers({ retries: { most: 1, firstWait: 1 } }, soon, GOOD).client.request(
      VIEWER_DOCUMENT,
    );
    expect(performance.now() - begun).toBeGreaterThanOrEqual(995);
    for (const [retryAfter, waitSeconds] of [
      ['1.5', 2],
      ['0', 0],
      ['', null],
      ['soon', null],
    ] as const) {
      const { client } = clientWithAnswers(
        {},
        errorResponse(429, 'RATE_LIMITED', { 'retry-after': retryAfter }),
      );
      expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({
        name: 'RateLimited',
        waitSeconds,
      });
    }
    // Without a `Retry-After`, a rate limit uses the ordinary back-off.
    const silent = clientWithAnswers(
      { retries: { most: 2, firstWait: 1 } },
      errorResponse(429, 'RATE_LIMITED'),
    );
    const withoutWait = (await thrownBy(silent.client.request(VIEWER_DOCUMENT))) as RateLimited;
    expect(waitBeforeRetry(1, withoutWait, { firstWait: 1 })).toBeLessThanOrEqual(1);
    expect(silent.sent).toHaveLength(3);

    const inHalfAMinute = new Date(Date.now() + 30_000).toUTCString();
    const dated = clientWithAnswers({}, errorResponse(429, 'RATE_LIMITED', { 'retry-after': inHalfAMinute }));
    const { waitSeconds } = (await thrownBy(dated.client.request(VIEWER_DOCUMENT))) as RateLimited;
    expect([29, 30]).toContain(waitSeconds);
  });

  it('ends on a timeout or an abort, even during a back-off', async () => {
    const silent: Answer = async ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const late = await thrownBy(clientWithAnswers({ timeout: 20 }, silent).client.request(VIEWER_DOCUMENT));
    expect(late).toMatchObject({
      name: 'Timeout',
      message: 'No response arrived within 20 milliseconds.',
      status: null,
    });

    const reason = new Error('Enough.');
    const call = (options: Partial<ClientOptions>, ...answers: readonly Answer[]) => {
      const controller = new AbortController();
      const { client, sent } = clientWithAnswers(options, ...answers);
      const answer = thrownBy(client.request(VIEWER_DOCUMENT, {}, { signal: controller.signal }));
      return { controller, sent, answer };
    };
    const asking = call({}, silent);
    asking.controller.abort(reason);
    expect(await asking.answer).toBe(reason);
    const waiting = call({ retries: { most: 9, firstWait: 60_000 } }, new Error('Cut.'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    waiting.controller.abort(reason);
    expect(await waiting.answer).toBe(reason);
    expect(waiting.sent).toHaveLength(1);
    const { client, sent } = clientWithAnswers({}, GOOD);
    expect(await thrownBy(client.request(VIEWER_DOCUMENT, {}, { signal: AbortSignal.abort(reason) }))).toBe(
      reason,
    );
    expect(sent).toHaveLength(0);
  });

  it.each([0, Infinity, 3e9, 2 ** 31 - 1])('has no time limit with a timeout of %d', async (timeout) => {
    const slow: Answer = async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      signal.throwIfAborted();
      return GOOD.clone();
    };
    const { client } = clientWithAnswers({ timeout, deadline: timeout }, slow);
    expect(await client.request(VIEWER_DOCUMENT)).toEqual({ viewer: { roles: [] } });
  });

  it('does not retry immediately when the requested wait exceeds the range of timers', async () => {
    const limited = errorResponse(429, 'RATE_LIMITED', { 'retry-after': '9999999' });
    const { client, sent } = clientWithAnswers(
      { retries: { most: 1, longestWait: Infinity }, deadline: 30 },
      limited,
      GOOD,
    );
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({ name: 'Timeout' });
    expect(sent).toHaveLength(1);
  });

  it('ends on a timeout or an abort even when a token function or a fetch ignores both', async () => {
    const hang = async () => new Promise<never>(() => {});
    for (const options of [{ token: hang }, { apiKey: hang }]) {
      const { client, sent } = clientWithAnswers({ ...options, timeout: 20 }, GOOD);
      expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({
        name: 'Timeout',
        isRetrySafe: true,
      });
      const signal = AbortSignal.timeout(20);
      const call = client.request(VIEWER_DOCUMENT, {}, { timeout: 0, signal });
      expect(await thrownBy(call)).toBe(signal.reason);
      expect(sent).toHaveLength(0);
    }
    const slow = async () => ({ status: 200, headers: new Headers(), text: hang });
    for (const fetch of [hang, slow]) {
      const client = connect({ url: 'http://laurel.example', fetch, timeout: 20, retries: 0 });
      expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({ name: 'Timeout' });
    }
  });

  it('fails with the error of its token function, without a retry', async () => {
    const failure = new Error('Signed out.');
    const token = async () => Promise.reject(failure);
    const { client, sent } = clientWithAnswers({ token, retries: FAST_RETRIES }, GOOD);
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toBe(failure);
    expect(sent).toHaveLength(0);
  });

  it('ends at its deadline with an error that holds the idempotency key and the last cause', async () => {
    const { client, sent } = clientWithAnswers(
      { retries: { most: 99, firstWait: 10 }, deadline: 80 },
      new Error('Cut.'),
    );
    const error = (await thrownBy(client.request(REGISTER_MUTATION, { input: {} }))) as Timeout;
    expect(error).toMatchObject({
      name: 'Timeout',
      message: 'The call did not succeed within 80 milliseconds.',
      isRetrySafe: true,
      idempotencyKey: sent[0]?.variables.input?.idempotencyKey,
      requestId: sent[0]?.headers['x-request-id'],
      cause: { name: 'NetworkError', message: 'The connection failed: Cut.' },
    });
    expect(sent.length).toBeGreaterThan(1);
    const hanging = clientWithAnswers({ timeout: 0 }, async () => new Promise(() => {}));
    expect(await thrownBy(hanging.client.request(VIEWER_DOCUMENT, {}, { deadline: 20 }))).toBeInstanceOf(
      Timeout,
    );
  });

  it('adds one listener to a signal that many calls share, so that Node reports no leak', async () => {
    const warnings: Error[] = [];
    const record = (warning: Error) => warnings.push(warning);
    process.on('warning', record);
    const { signal } = new AbortController();
    const { client } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'), GOOD);
    await Promise.all(
      Array.from({ length: 30 }, async () => client.request(VIEWER_DOCUMENT, {}, { signal })),
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('warning', record);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('requests a token for every attempt', async () => {
    let tokens = 0;
    const { client, sent } = clientWithAnswers(
      { token: async () => `t${(tokens += 1)}`, retries: FAST_RETRIES },
      new Error(),
      GOOD,
    );
    await client.request(VIEWER_DOCUMENT);
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t1', 'Bearer t2']);
  });
});
