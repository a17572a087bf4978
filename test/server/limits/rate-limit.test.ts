import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../../server/auth/viewer';
import { LimitError } from '../../../server/limits/limit-error';
import { RateLimiter } from '../../../server/limits/rate-limit';
import { sentence } from '../../../server/messages';

const ADDRESS = '192.0.2.1';
const integration = (organizationId: string, apiKeyId = 'nightly'): Viewer => ({
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
    await limits.spend(20, integration('contoso', 'nightly'), ADDRESS);
    expect(await limits.spend(10, integration('contoso', 'hourly'), ADDRESS)).toMatchObject({ remaining: 0 });
    await expect(limits.spend(1, integration('contoso', 'nightly'), ADDRESS)).rejects.toThrow(LimitError);
    expect(await limits.spend(10, integration('fabrikam'), ADDRESS)).toMatchObject({ remaining: 20 });
  });

  it('are available again after an announced wait of at least one second', async () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const limits = limiter();
    await limits.spend(30, integration('nightly'), ADDRESS);
    for (const [passed, seconds] of [
      [0, '60'],
      [58_500, '2'],
      [59_900, '1'],
      [59_999, '1'],
    ] as const) {
      jest.setSystemTime(start + passed);
      await expect(limits.spend(1, integration('nightly'), ADDRESS)).rejects.toMatchObject({
        headers: { 'retry-after': seconds },
        sentence: { values: { seconds: Number(seconds) } },
      });
    }
  });

  it('are charged for work beyond the time that spent points cover', () => {
    const limits = new RateLimiter({ anonymous: 30, person: 30, apiKey: 10_000, agent: 30 }, 1000);
    const budget = limits.budgetOf(integration('slow'), ADDRESS);
    // One second of work per minute is free.
    expect(budget.payForWork(600)).toBeNull();
    expect(budget.payForWork(400)).toBeNull();
    budget.spend(1000);
    // 1,000 points pay for 100 ms.
    expect(budget.payForWork(100)).toBeNull();
    expect(budget.payForWork(10)).toMatchObject({ requested: 100, remaining: 8900 });
    expect(budget.payForWork(10)).toMatchObject({ requested: 100, remaining: 8800 });
  });

  it('cover at most 10.25 s of work per 100,000 points', () => {
    const limiter = new RateLimiter({ anonymous: 100_000, person: 30, apiKey: 30, agent: 30 });
    const budget = limiter.budgetOf({ kind: 'anonymous' }, ADDRESS);
    let milliseconds = 0;
    for (let remaining = 100_000; remaining > 0; milliseconds += 5)
      remaining = budget.payForWork(5)?.remaining ?? remaining;
    expect(milliseconds).toBeGreaterThan(10_000);
    expect(milliseconds).toBeLessThanOrEqual(10_260);
  });

  it('are not charged for refused requests', async () => {
    const limits = limiter();
    await limits.spend(10, integration('nightly'), ADDRESS);
    await expect(limits.spend(21, integration('nightly'), ADDRESS)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      sentence: sentence('limit.rate.rest', { points: 21, left: 20, max: 30, seconds: 60 }),
    });
    expect(await limits.spend(20, integration('nightly'), ADDRESS)).toEqual({
      requested: 20,
      limit: 30,
      remaining: 0,
      resetsInSeconds: 60,
    });
    await expect(limits.spend(1, integration('nightly'), ADDRESS)).rejects.toMatchObject({
      sentence: sentence('limit.rate', { max: 30, seconds: 60 }),
    });
  });

  it('can be overdrawn by finished work, and requests are then refused until the minute ends', async () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const limits = limiter();
    expect(limits.budgetOf(integration('nightly'), ADDRESS).charge(100)).toMatchObject({
      requested: 100,
      remaining: 0,
    });
    await expect(limits.spend(0, integration('nightly'), ADDRESS)).rejects.toMatchObject({
      sentence: { key: 'limit.rate', values: { max: 30 } },
    });
    jest.setSystemTime(start + 60_000);
    expect(await limits.spend(1, integration('nightly'), ADDRESS)).toMatchObject({ remaining: 29 });
  });

  it('are shared by the anonymous callers of an IPv6 network or IPv4 address', async () => {
    const limits = limiter();
    const anonymous = { kind: 'anonymous' } as const;
    await limits.spend(30, anonymous, '2001:db8:1:2::1');
    await expect(limits.spend(1, anonymous, '2001:db8:1:2:ffff::2')).rejects.toThrow(LimitError);
    expect(await limits.spend(1, anonymous, '2001:db8:1:3::1')).toMatchObject({ remaining: 29 });
    await limits.spend(30, anonymous, '192.0.2.1');
    expect(await limits.spend(1, anonymous, '192.0.2.2')).toMatchObject({ remaining: 29 });
  });

  it('for wrong credentials are separate from other points of the address', async () => {
    const limits = limiter();
    const anonymous = { kind: 'anonymous' } as const;
    limits.wrongCredentialsBudget(ADDRESS).spend(1000);
    expect(() => limits.wrongCredentialsBudget(ADDRESS).spend(10)).toThrow('limit.credentials');
    expect(await limits.spend(1, anonymous, ADDRESS)).toMatchObject({ remaining: 29 });
    limits.wrongCredentialsBudget(ADDRESS).refund(10);
    expect(limits.wrongCredentialsBudget(ADDRESS).spend(10)).toMatchObject({ remaining: 0 });
  });

  it('never exceed the limit, even when they are refunded in the next minute', () => {
    const start = Date.parse('2026-03-02T10:00:00.000Z');
    jest.useFakeTimers({ now: start });
    const wrong = limiter().wrongCredentialsBudget(ADDRESS);
    wrong.spend(10);
    jest.setSystemTime(start + 60_000);
    wrong.refund(10);
    expect(wrong.spend(1)).toMatchObject({ remaining: 999 });
  });
});
