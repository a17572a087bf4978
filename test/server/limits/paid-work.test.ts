import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES, type Kind } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

// No database is asked.
const [SQLITE] = DATABASES as readonly [Kind];
const POINTS = 5000;

describe('work that takes longer than its price says', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      freeMilliseconds: 0,
      config: { rateLimits: { anonymous: POINTS, person: POINTS, apiKey: POINTS, agent: POINTS } },
    });
  });
  afterAll(() => server.stop());

  /** It spreads into 17 to the power of 3 fields, just as many as are estimated. */
  const spreading = (n: number) => {
    const spread = (name: string, inner: string) => `fragment ${name} on Query{${inner.repeat(17)}}`;
    return `query q${n}{...a}${spread('a', '...b')}${spread('b', '...c')}${spread('c', '__typename ')}`;
  };

  it('is paid for by time, until no points are left', async () => {
    let answered = 0;
    let status = 0;
    while (status !== 429) {
      ({ status } = await server.ask(spreading(answered)));
      if (status === 200) answered++;
    }
    expect(answered).toBeGreaterThan(0);
    // Their lengths alone would let twice as many be answered.
    expect(answered).toBeLessThan(POINTS / (spreading(0).length / 100) / 2);
  });
});
