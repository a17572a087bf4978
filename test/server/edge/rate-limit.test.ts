import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../../server/auth/viewer';
import { LimitError } from '../../../server/edge/limit-error';
import { RateLimiter } from '../../../server/edge/rate-limit';

const ADDRESS = '192.0.2.1';
const program = (apiKeyId: string): Viewer => ({
  kind: 'integration',
  apiKeyId,
  organizationId: 'own',
  scopes: new Set(),
});

describe('the points of a minute', () => {
  afterEach(() => {
    jest.useRealTimers();
  });
  const limiter = () => new RateLimiter({ anonymous: 30, person: 30, apiKey: 30, agent: 30 });

  it('are those of one API key, not of all that its organization has', async () => {
    const limits = limiter();
    await limits.spend(30, program('nightly'), ADDRESS);
    expect(await limits.spend(10, program('hourly'), ADDRESS)).toMatchObject({ remaining: 20 });
    await expect(limits.spend(1, program('nightly'), ADDRESS)).rejects.toThrow(LimitError);
  });

  it('are there again in a second at the soonest, however little of the minute is left', async () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const limits = limiter();
    await limits.spend(30, program('nightly'), ADDRESS);
    for (const [passed, seconds] of [
      [0, '60'],
      [58_500, '2'],
      [59_900, '1'],
      [59_999, '1'],
    ] as const) {
      jest.setSystemTime(start + passed);
      await expect(limits.spend(1, program('nightly'), ADDRESS)).rejects.toMatchObject({
        headers: { 'retry-after': seconds },
        message: expect.stringContaining(`Try again in ${seconds} s.`),
      });
    }
  });
});
