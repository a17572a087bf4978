import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, LaurelError, SecretLost, type CreateApiKeyInput, type Retries } from '@laurel/sdk';
import { DATABASES } from '../support/databases';
import { storeOrganizations } from '../support/facts';
import { FAULTS, startFaultyProxy, type Fault, type FaultyProxy } from '../support/faulty-proxy';
import { startTestServer, type TestServer } from '../support/test-server';

const MUTATIONS = 500;
const CONCURRENCY = 20;
const AT_ONCE: Retries = { most: 3, firstWait: 1, longestWait: 5 };

/** Faults that a retry can overcome. */
const PASSING = FAULTS.filter((fault) => fault !== 'redirected');

/** The error of each fault without retries. The slow faults exceed the timeout of the client. */
const CLASSES: Readonly<Record<Fault, { readonly name: string; readonly status: number | null }>> = {
  'cut before': { name: 'NetworkError', status: null },
  'cut meanwhile': { name: 'NetworkError', status: null },
  'cut after': { name: 'NetworkError', status: null },
  '429': { name: 'RateLimited', status: 429 },
  '500 before': { name: 'ServerError', status: 500 },
  '500 after': { name: 'ServerError', status: 500 },
  '502 before': { name: 'ServerError', status: 502 },
  '502 after': { name: 'ServerError', status: 502 },
  '503': { name: 'ServerError', status: 503 },
  '503 for a second': { name: 'ServerError', status: 503 },
  '504 after': { name: 'Timeout', status: 504 },
  'slow after': { name: 'Timeout', status: null },
  'garbage after': { name: 'NetworkError', status: 200 },
  'half a body after': { name: 'NetworkError', status: null },
  'half a chunk after': { name: 'NetworkError', status: 200 },
  'nothing after': { name: 'NetworkError', status: 200 },
  '204 after': { name: 'NetworkError', status: 204 },
  'half a body and then silence after': { name: 'Timeout', status: null },
  redirected: { name: 'BadRequest', status: 307 },
};

describe.each(DATABASES)('a misbehaving server on $name', (kind) => {
  let server: TestServer;
  let token: string;
  let bad: FaultyProxy;
  const planned = new Map<string, Fault[]>();
  let attempts = 0;
  beforeAll(async () => {
    server = await startTestServer(kind);
    token = (await server.person('agent', ['agent'])).replace('Bearer ', '');
    await storeOrganizations(server.database, { id: 'o1', name: 'Alpha' });
    bad = await startFaultyProxy(`${server.url}/graphql`, {
      slowMilliseconds: 800,
      faultFor(body) {
        attempts += 1;
        return planned.get((JSON.parse(body) as Sent).variables.input.name)?.shift() ?? null;
      },
    });
  });
  afterAll(async () => {
    await bad.stop();
    await server.stop();
  });

  const inputOf = (name: string): CreateApiKeyInput => ({
    organizationId: 'org_o1',
    name,
    scopes: ['READ_ORGANIZATION'],
  });
  const stored = async (like: string) =>
    server.database.rows<{ id: string; name: string }>('SELECT id, name FROM api_key WHERE name LIKE ?', [
      like,
    ]);

  it.each(FAULTS)('causes an error of the matching class if the call is not retried: %s', async (fault) => {
    const isSilent = CLASSES[fault].name === 'Timeout' && CLASSES[fault].status === null;
    const timeout = isSilent ? 400 : 30_000;
    const laurel = createClient({ url: bad.url, token, retries: 0, timeout });
    const name = `class of ${fault}`;
    planned.set(name, [fault]);
    const error = await laurel.apiKeys.create(inputOf(name)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LaurelError);
    expect(error).toMatchObject({
      ...CLASSES[fault],
      // A repeat would be redirected again.
      isRetrySafe: fault !== 'redirected',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    if (fault.startsWith('500')) expect(error).toMatchObject({ errorId: 'e-1' });
    if (fault === '429') expect(error).toMatchObject({ waitSeconds: 0 });
    if (fault === '503 for a second') expect(error).toMatchObject({ waitSeconds: 1 });

    const { idempotencyKey } = error as LaurelError;
    const again = await laurel.apiKeys
      .create({ ...inputOf(name), idempotencyKey })
      .catch((lost: unknown) => lost);
    const [row, ...others] = await stored(name);
    expect(others).toEqual([]);
    // The response to a repeat of a successful command has no secret.
    if (fault.endsWith('after')) expect(again).toMatchObject({ name: 'SecretLost', id: `key_${row?.id}` });
    else if (fault !== 'cut meanwhile')
      expect(again).toMatchObject({ secret: expect.stringMatching(/^lrl_/) });
  });

  it('receives a retry only after the wait that it requested', async () => {
    const laurel = createClient({ url: bad.url, token, retries: { most: 1, firstWait: 1 } });
    planned.set('patience', ['503 for a second']);
    const started = performance.now();
    await laurel.apiKeys.create(inputOf('patience'));
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);
  });

  it('does not delay a call beyond its deadline', async () => {
    const laurel = createClient({ url: bad.url, token, retries: { most: 9, firstWait: 1 }, timeout: 0 });
    planned.set('deadline', ['502 before', 'half a body and then silence after']);
    const error = await laurel.apiKeys
      .create(inputOf('deadline'), { deadline: 2000 })
      .catch((late: unknown) => late);
    expect(error).toMatchObject({
      name: 'Timeout',
      isRetrySafe: true,
      cause: { name: 'ServerError', status: 502 },
    });
    const { idempotencyKey } = error as LaurelError;
    await expect(laurel.apiKeys.create({ ...inputOf('deadline'), idempotencyKey })).rejects.toMatchObject({
      name: 'SecretLost',
    });
    expect(await stored('deadline')).toHaveLength(1);
  });

  it(`runs each of ${MUTATIONS} commands exactly once despite its faults`, async () => {
    const laurel = createClient({ url: bad.url, token, retries: AT_ONCE, timeout: 400 });
    const names = Array.from({ length: MUTATIONS }, (_, i) => `key ${i}`);
    // Each command meets one to three faults, and every fault is the first for some commands.
    const faultsOf = (i: number) =>
      [i, i * 5 + 3, i * 3].map((place) => PASSING[place % PASSING.length]).slice(0, 1 + (i % 3)) as Fault[];
    names.forEach((name, i) => planned.set(name, faultsOf(i)));
    const before = attempts;
    const made = await runConcurrently(names, CONCURRENCY, async (name) => {
      let input = inputOf(name);
      for (;;) {
        try {
          const { apiKey, secret } = await laurel.apiKeys.create(input);
          return { id: apiKey.id, secret };
        } catch (error) {
          if (error instanceof SecretLost) return { id: error.id, secret: 'lost' };
          if (!(error instanceof LaurelError) || !error.isRetrySafe) throw error;
          input = { ...input, idempotencyKey: error.idempotencyKey };
        }
      }
    });
    expect(attempts - before).toBeGreaterThan(1.9 * MUTATIONS);
    const rows = await stored('key %');
    expect(rows).toHaveLength(MUTATIONS);
    const idByName = new Map(rows.map((row) => [row.name, `key_${row.id}`]));
    expect(made.map(({ id }) => id)).toEqual(names.map((name) => idByName.get(name)));
    made.forEach(({ secret }, i) => {
      if (faultsOf(i).some((fault) => fault.endsWith('after'))) expect(secret).toBe('lost');
      // On a busy machine, any response can arrive too late.
      else expect(secret).toMatch(/^(lrl_\w+|lost)$/);
    });
  }, 120_000);
});

interface Sent {
  readonly variables: { readonly input: { readonly name: string } };
}

async function runConcurrently<Item, Done>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Done>,
): Promise<Done[]> {
  const results: Done[] = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}
