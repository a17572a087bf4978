import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from '../../../server/limits/rate-limit';
import { payForWork, spendPoints } from '../../../server/limits/spend-points';
import type { Noted } from '../../../server/request/request-context';

const POINTS = 100;
/** Work of a point, with some to spare. */
const MILLISECONDS = 0.11;

describe('points of a request', () => {
  const paying = () => {
    const limits = { anonymous: POINTS, person: POINTS, apiKey: POINTS, agent: POINTS };
    const purse = new RateLimiter(limits, 0).purseOf({ kind: 'anonymous' }, '192.0.2.1');
    const noted: Noted = {};
    return { spend: spendPoints(purse, noted), work: payForWork(purse, noted), noted };
  };

  it('are noted, whatever they pay for', () => {
    const { spend, work, noted } = paying();
    spend(30);
    // The points have paid for it.
    expect(work(3)).toBeNull();
    expect(noted.cost).toMatchObject({ requested: 30, remaining: POINTS - 30 });
    expect(work(3.25)).toBeNull();
    expect(noted.cost).toMatchObject({ requested: 63, remaining: POINTS - 63 });
  });

  it('are missing for an evaluation until the minute is over', () => {
    const { spend, noted } = paying();
    spend(30);
    expect(errorOf(() => spend(71))).toMatchObject({
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
    });
    expect(noted.cost).toMatchObject({ requested: 30, remaining: 70 });
    spend(70);
    expect(noted.cost).toMatchObject({ requested: POINTS, remaining: 0 });
  });

  it('will never suffice for an evaluation that costs more than a minute has', () => {
    const { spend, noted } = paying();
    expect(errorOf(() => spend(POINTS + 1))).toMatchObject({
      message: expect.stringContaining('101'),
      extensions: { code: 'TOO_EXPENSIVE' },
    });
    expect(noted.cost).toBeUndefined();
  });

  it('are missing for more work as soon as none are left', () => {
    const { work } = paying();
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
