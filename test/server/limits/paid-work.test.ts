import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

const POINTS = 5000;

describe('work beyond its price', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      freeMilliseconds: 0,
      config: { rateLimits: { anonymous: POINTS, person: POINTS, apiKey: POINTS, agent: POINTS } },
    });
  });
  afterAll(() => server.stop());

  /** Expands to 17^3 fields, just below the limit. */
  const spreading = (n: number) => {
    const spread = (name: string, inner: string) => `fragment ${name} on Query{${inner.repeat(17)}}`;
    return `query q${n}{...a}${spread('a', '...b')}${spread('b', '...c')}${spread('c', '__typename ')}`;
  };

  it('is charged by time until no points are left', async () => {
    let answered = 0;
    let status = 0;
    while (status !== 429) {
      ({ status } = await server.ask(spreading(answered)));
      if (status === 200) answered++;
    }
    expect(answered).toBeGreaterThan(0);
    // If only the length of the documents were charged, at least twice as many requests would be answered.
    expect(answered).toBeLessThan(POINTS / (spreading(0).length / 100) / 2);
  });
});
