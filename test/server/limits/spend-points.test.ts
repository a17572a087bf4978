import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from '../../../server/limits/rate-limit';
import { payForWork, spendPoints } from '../../../server/limits/spend-points';
import type { RequestDetails } from '../../../server/request/request-context';
import { sentence } from '../../../server/messages';

const POINTS = 100;
/** Slightly more work than a point pays for. */
const MILLISECONDS = 0.11;

describe('spending the points of a request', () => {
  const setUp = () => {
    const limits = { anonymous: POINTS, person: POINTS, apiKey: POINTS, agent: POINTS };
    const budget = new RateLimiter(limits, 0).budgetOf({ kind: 'anonymous' }, '192.0.2.1');
    const noted: RequestDetails = {};
    return { spend: spendPoints(budget, noted), work: payForWork(budget, noted), noted };
  };

  it('records the cost of evaluations and work', () => {
    const { spend, work, noted } = setUp();
    spend(30);
    // Covered by the points already spent.
    expect(work(3)).toBeNull();
    expect(noted.cost).toMatchObject({ requested: 30, remaining: POINTS - 30 });
    expect(work(3.25)).toBeNull();
    expect(noted.cost).toMatchObject({ requested: 63, remaining: POINTS - 63 });
  });

  it('refuses an evaluation beyond the rest of the minute with RATE_LIMITED', () => {
    const { spend, noted } = setUp();
    spend(30);
    expect(errorOf(() => spend(71))).toMatchObject({
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
    });
    expect(noted.cost).toMatchObject({ requested: 30, remaining: 70 });
    spend(70);
    expect(noted.cost).toMatchObject({ requested: POINTS, remaining: 0 });
  });

  it('refuses an evaluation beyond a whole minute with TOO_EXPENSIVE', () => {
    const { spend, noted } = setUp();
    expect(errorOf(() => spend(POINTS + 1))).toMatchObject({
      sentence: sentence('limit.evaluation', { points: POINTS + 1, max: POINTS }),
      extensions: { code: 'TOO_EXPENSIVE' },
    });
    expect(noted.cost).toBeUndefined();
  });

  it('refuses further work when no points are left', () => {
    const { work } = setUp();
    expect(work(POINTS * MILLISECONDS)).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    expect(work(MILLISECONDS)).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  });
});

function errorOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
