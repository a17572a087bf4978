import { describe, expect, it } from '@jest/globals';
import { Metrics } from '../../../server/http/metrics';

describe('what is measured', () => {
  it('is left out while nobody can tell it, and is not taken for zero', async () => {
    let now: number | null = 7;
    const metrics = new Metrics([
      { name: 'laurel_waiting', help: 'How many wait.', value: () => Promise.resolve(now) },
    ]);
    const told = async () => (await metrics.text()).match(/^laurel_waiting .*$/gm) ?? [];
    expect(await told()).toEqual(['laurel_waiting 7']);
    now = null;
    expect(await told()).toEqual([]);
    now = 0;
    expect(await told()).toEqual(['laurel_waiting 0']);
  });
});
