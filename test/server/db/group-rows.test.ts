import { describe, expect, it } from '@jest/globals';
import { groupRows } from '../../../server/db/group-rows';

const group = (...keys: readonly string[]) => [
  ...groupRows(
    keys.map((key, place) => ({ key, place })),
    ({ key }) => key,
    ({ place }) => place,
  ),
];

describe('rows that are grouped', () => {
  it('stand in the order of the rows, where those of a key follow each other', () => {
    expect(group('a', 'a', 'b', 'c', 'c')).toEqual([
      ['a', [0, 1]],
      ['b', [2]],
      ['c', [3, 4]],
    ]);
  });

  it('stand in the order of the rows, where they do not', () => {
    expect(group('b', 'a', 'b', 'a', 'a', 'b')).toEqual([
      ['b', [0, 2, 5]],
      ['a', [1, 3, 4]],
    ]);
  });

  it('may have an empty key, and there may be none', () => {
    expect(group('', 'a', '')).toEqual([
      ['', [0, 2]],
      ['a', [1]],
    ]);
    expect(group()).toEqual([]);
  });
});
