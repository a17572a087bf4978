import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../../server/auth/viewer';
import { LimitError } from '../../../server/limits/limit-error';
import { RateLimiter } from '../../../server/limits/rate-limit';

const ADDRESS = '192.0.2.1';
const program = (organizationId: string, apiKeyId = 'nightly'): Viewer => ({
  kind: 'integration',
  apiKeyId,
  organizationId,
  scopes: new Set(),
});

describe('the points of a minute', () => {
  afterEach(() => {
    jest.useRealTimers();
  });
  const limiter = () => new RateLimiter({ anonymous: 30, person: 30, apiKey: 30, agent: 30 });

  it('are shared by all API keys of an organization', async () => {
    const limits = limiter();
    await limits.spend(20, program('contoso', 'nightly'), ADDRESS);
    expect(await limits.spend(10, program('contoso', 'hourly'), ADDRESS)).toMatchObject({ remaining: 0 });
    await expect(limits.spend(1, program('contoso', 'nightly'), ADDRESS)).rejects.toThrow(LimitError);
    expect(await limits.spend(10, program('fabrikam'), ADDRESS)).toMatchObject({ remaining: 20 });
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

  it('are taken also for work that takes longer than they pay for', () => {
    const limits = new RateLimiter({ anonymous: 30, person: 30, apiKey: 10_000, agent: 30 }, 1000);
    const purse = limits.purseOf(program('slow'), ADDRESS);
    // A second of the minute is free.
    expect(purse.payForWork(600)).toBeNull();
    expect(purse.payForWork(400)).toBeNull();
    purse.spend(1000);
    // 1,000 points pay for 100 ms.
    expect(purse.payForWork(100)).toBeNull();
    expect(purse.payForWork(10)).toMatchObject({ requested: 100, remaining: 8900 });
    expect(purse.payForWork(10)).toMatchObject({ requested: 100, remaining: 8800 });
  });

  it('pay for at most 10.25 s of work in 100,000', () => {
    const limiter = new RateLimiter({ anonymous: 100_000, person: 30, apiKey: 30, agent: 30 });
    const purse = limiter.purseOf({ kind: 'anonymous' }, ADDRESS);
    let milliseconds = 0;
    for (let remaining = 100_000; remaining > 0; milliseconds += 5)
      remaining = purse.payForWork(5)?.remaining ?? remaining;
    expect(milliseconds).toBeGreaterThan(10_000);
    expect(milliseconds).toBeLessThanOrEqual(10_260);
  });

  it('are not taken by refused requests', async () => {
    const limits = limiter();
    await limits.spend(10, program('nightly'), ADDRESS);
    await expect(limits.spend(21, program('nightly'), ADDRESS)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      message: 'This needs 21 points, and 20 of your 30 points of this minute are left. Try again in 60 s.',
    });
    expect(await limits.spend(20, program('nightly'), ADDRESS)).toEqual({
      requested: 20,
      limit: 30,
      remaining: 0,
      resetsInSeconds: 60,
    });
    await expect(limits.spend(1, program('nightly'), ADDRESS)).rejects.toThrow(
      'You have spent the 30 points of this minute. Try again in 60 s.',
    );
  });

  it('may be overdrawn by work that is done, which refuses the next request until the minute is over', async () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const limits = limiter();
    expect(limits.purseOf(program('nightly'), ADDRESS).charge(100)).toMatchObject({
      requested: 100,
      remaining: 0,
    });
    await expect(limits.spend(0, program('nightly'), ADDRESS)).rejects.toThrow(
      'You have spent the 30 points of this minute.',
    );
    jest.setSystemTime(start + 60_000);
    expect(await limits.spend(1, program('nightly'), ADDRESS)).toMatchObject({ remaining: 29 });
  });

  it('are those of a whole IPv6 network for anonymous callers, and of a single IPv4 address', async () => {
    const limits = limiter();
    const anonymous = { kind: 'anonymous' } as const;
    await limits.spend(30, anonymous, '2001:db8:1:2::1');
    await expect(limits.spend(1, anonymous, '2001:db8:1:2:ffff::2')).rejects.toThrow(LimitError);
    expect(await limits.spend(1, anonymous, '2001:db8:1:3::1')).toMatchObject({ remaining: 29 });
    await limits.spend(30, anonymous, '192.0.2.1');
    expect(await limits.spend(1, anonymous, '192.0.2.2')).toMatchObject({ remaining: 29 });
  });

  it('of wrong credentials are apart from all others of their address', async () => {
    const limits = limiter();
    const anonymous = { kind: 'anonymous' } as const;
    limits.wrongCredentialsFrom(ADDRESS).spend(1000);
    expect(() => limits.wrongCredentialsFrom(ADDRESS).spend(10)).toThrow(
      'Too many wrong credentials came from your address. Try again in 60 s.',
    );
    expect(await limits.spend(1, anonymous, ADDRESS)).toMatchObject({ remaining: 29 });
    limits.wrongCredentialsFrom(ADDRESS).giveBack(10);
    expect(limits.wrongCredentialsFrom(ADDRESS).spend(10)).toMatchObject({ remaining: 0 });
  });

  it('are not more than there are when some are given back in the next minute', () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const wrong = limiter().wrongCredentialsFrom(ADDRESS);
    wrong.spend(10);
    jest.setSystemTime(start + 60_000);
    wrong.giveBack(10);
    expect(wrong.spend(1)).toMatchObject({ remaining: 999 });
  });
});
