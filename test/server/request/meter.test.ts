import { describe, expect, it } from '@jest/globals';
import {
  hundredsOf,
  MAX_ORGANIZATION_DAYS,
  MAX_EVALUATION_POINTS,
  Meter,
  InsufficientPoints,
  EVALUATION_WEIGHTS,
  type Evaluation,
} from '../../../server/request/meter';
import { day } from '../../../server/rules';
import { sentence } from '../../../server/messages';

const today = day('2026-03-02');
const evaluation: Evaluation = {
  organizationId: 'one',
  day: today,
  kind: 'status',
  argumentsKey: '',
  size: 3,
};

describe('the meter of a request', () => {
  const metered = () => {
    const spent: number[] = [];
    const meter = new Meter((points) => void spent.push(points));
    return { spent, meter };
  };

  it('charges the weight of an evaluation for each hundred people and achievements', async () => {
    const { spent, meter } = metered();
    await meter.pay(evaluation);
    await meter.pay({ ...evaluation, kind: 'plan' });
    expect(spent).toEqual([3 * EVALUATION_WEIGHTS.status, 3 * EVALUATION_WEIGHTS.plan]);
    expect([0, 1, 100, 101, 10_000].map(hundredsOf)).toEqual([0, 1, 1, 2, 100]);
  });

  it('charges an evaluation once, and again for another day, organization or argument', async () => {
    const { spent, meter } = metered();
    await meter.pay(evaluation);
    await meter.pay(evaluation);
    expect(spent).toHaveLength(1);
    await meter.pay({ ...evaluation, day: day('2026-03-03') });
    await meter.pay({ ...evaluation, organizationId: 'two' });
    await meter.pay({ ...evaluation, argumentsKey: 'GOLD' });
    expect(spent).toHaveLength(4);
  });

  it('charges an evaluation again after a change', async () => {
    const { spent, meter } = metered();
    await meter.pay(evaluation);
    meter.renew();
    await meter.pay(evaluation);
    expect(spent).toHaveLength(2);
  });

  it('refuses all further evaluations when points are missing for one, without charging again', async () => {
    let charges = 0;
    const meter = new Meter(() => {
      charges++;
      throw new InsufficientPoints(sentence('limit.rate', { max: 10, seconds: 7 }), 7);
    });
    for (const organizationId of ['one', 'one', 'two']) {
      await expect(async () => meter.pay({ ...evaluation, organizationId })).rejects.toMatchObject({
        extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 7 },
      });
    }
    await expect(meter.payForAll('status', [{ size: 1 }])).rejects.toThrow('limit.rate');
    expect(charges).toBe(1);
  });

  it('accepts evaluations after it has refused one that exceeds the budget of a whole minute', async () => {
    const meter = new Meter((points) => {
      if (points > 100) throw new Error('Too large.');
    });
    await expect(async () => meter.pay({ ...evaluation, size: 101 })).rejects.toThrow('Too large.');
    await meter.pay({ ...evaluation, organizationId: 'two' });
  });

  it('refuses more than 500 pairs of organization and day, even when a request makes changes between them', async () => {
    const { spent, meter } = metered();
    const pay = async (n: number) => meter.pay({ ...evaluation, organizationId: `o${n}` });
    for (let n = 1; n <= MAX_ORGANIZATION_DAYS; n++) await pay(n);
    // Another evaluation of the same organization and day.
    await meter.pay({ ...evaluation, organizationId: 'o1', kind: 'forecast' });
    for (const excess of [1, 2]) {
      await expect(pay(MAX_ORGANIZATION_DAYS + excess)).rejects.toMatchObject({
        sentence: sentence('limit.organizationDays', { max: 500 }),
        extensions: { code: 'TOO_EXPENSIVE' },
      });
      meter.renew();
    }
    expect(spent).toHaveLength(MAX_ORGANIZATION_DAYS + 1);
  });

  it('accepts known pairs of organization and day after it has refused a new one', async () => {
    const { meter } = metered();
    const pay = async (n: number, kind: Evaluation['kind']) =>
      meter.pay({ ...evaluation, organizationId: `o${n}`, kind });
    for (let n = 0; n < MAX_ORGANIZATION_DAYS; n++) await pay(n, 'status');
    await expect(pay(MAX_ORGANIZATION_DAYS, 'status')).rejects.toThrow('limit.organizationDays');
    await pay(MAX_ORGANIZATION_DAYS - 1, 'plan');
  });

  it('refuses an evaluation beyond 20,000 points of a request, and accepts a later one that fits', async () => {
    const { spent, meter } = metered();
    await meter.pay({
      ...evaluation,
      kind: 'plan',
      size: MAX_EVALUATION_POINTS / EVALUATION_WEIGHTS.plan - 1,
    });
    await expect(async () =>
      meter.pay({ ...evaluation, organizationId: 'two', kind: 'plan', size: 2 }),
    ).rejects.toMatchObject({
      sentence: sentence('limit.evaluations', { points: 20, max: 20_000 }),
      extensions: { code: 'TOO_EXPENSIVE' },
    });
    await meter.pay({ ...evaluation, kind: 'forecast', size: 1 });
    expect(spent).toEqual([MAX_EVALUATION_POINTS - EVALUATION_WEIGHTS.plan, EVALUATION_WEIGHTS.forecast]);
    meter.renew();
    await expect(async () => meter.pay(evaluation)).rejects.toMatchObject({
      extensions: { code: 'TOO_EXPENSIVE' },
    });
  });

  it('waits for memory after charging', async () => {
    const events: string[] = [];
    const meter = new Meter(
      (points) => void events.push(`${points} spent`),
      async (points) => void events.push(`${points} kept`),
    );
    await meter.pay(evaluation);
    await meter.payForAll('status', [{ size: 7 }]);
    expect(events).toEqual(['3 spent', '3 kept', '7 spent']);
  });

  it('charges evaluations of many organizations in one sum, and charges them again in the next call', async () => {
    const { spent, meter } = metered();
    await meter.payForAll('status', [{ size: 1 }, { size: 20 }]);
    await meter.payForAll('status', [{ size: 20 }]);
    expect(spent).toEqual([21 * EVALUATION_WEIGHTS.status, 20 * EVALUATION_WEIGHTS.status]);
  });
});
