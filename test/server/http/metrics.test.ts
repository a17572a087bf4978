import { describe, expect, it } from '@jest/globals';
import { Metrics } from '../../../server/http/metrics';

describe('a measured gauge', () => {
  it('is omitted while its value is unknown, but not when it is zero', async () => {
    let value: number | null = 7;
    const metrics = new Metrics([
      { name: 'laurel_waiting', help: 'How many wait.', value: () => Promise.resolve(value) },
    ]);
    const lines = async () => (await metrics.text()).match(/^laurel_waiting .*$/gm) ?? [];
    expect(await lines()).toEqual(['laurel_waiting 7']);
    value = null;
    expect(await lines()).toEqual([]);
    value = 0;
    expect(await lines()).toEqual(['laurel_waiting 0']);
  });
});
