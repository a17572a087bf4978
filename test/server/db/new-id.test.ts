import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../server/db/new-id';

describe('new ids', () => {
  it('sort in order of creation, even if the clock goes back', () => {
    const noon = Date.parse('2026-03-02T12:00:00.000Z');
    const times = [0, 1, 1, 1, -3_600_000, -3_600_000, -1, 2, 0, 3].map((ms) => new Date(noon + ms));
    const ids = times.map(newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sort in order of creation, even if thousands share a millisecond', () => {
    const ids = Array.from({ length: 10_000 }, () => newId(new Date('2026-03-03T12:00:00.000Z')));
    expect(ids.toSorted()).toEqual(ids);
  });
});
