import { describe, expect, it } from '@jest/globals';
import { groupRows } from '../../../server/db/group-rows';

const group = (...keys: readonly string[]) => [
  ...groupRows(
    keys.map((key, place) => ({ key, place })),
    ({ key }) => key,
    ({ place }) => place,
  ),
];

describe('grouped rows', () => {
  it('keep their order if equal keys are consecutive', () => {
    expect(group('a', 'a', 'b', 'c', 'c')).toEqual([
      ['a', [0, 1]],
      ['b', [2]],
      ['c', [3, 4]],
    ]);
  });

  it('keep their order if equal keys are scattered', () => {
    expect(group('b', 'a', 'b', 'a', 'a', 'b')).toEqual([
      ['b', [0, 2, 5]],
      ['a', [1, 3, 4]],
    ]);
  });

  it('can have an empty key, and can be an empty list', () => {
    expect(group('', 'a', '')).toEqual([
      ['', [0, 2]],
      ['a', [1]],
    ]);
    expect(group()).toEqual([]);
  });
});
