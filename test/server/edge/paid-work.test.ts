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

  /** Its cost is estimated field by field, of which there are 3 to the power of 9. */
  const tripling = (n: number) => {
    const fragments = Array.from(
      { length: 9 },
      (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} ...f${i + 1} }`,
    );
    return `query q${n} { ...f0 } ${fragments.join(' ')} fragment f9 on Query { __typename }`;
  };

  it('is paid for by time, until no points are left', async () => {
    let answered = 0;
    let status = 0;
    while (status !== 429) {
      const answer = await server.ask(tripling(answered));
      status = answer.status;
      if (status === 400) answered++;
    }
    expect(answered).toBeGreaterThan(0);
    // Their lengths alone would let twice as many be answered.
    expect(answered).toBeLessThan(POINTS / (tripling(0).length / 100) / 2);
  });
});
