import { describe, expect, it } from '@jest/globals';
import { MAX_PORTION_BYTES, portionsOf } from '../../../server/import/portions';

/** The ends of the rows in each portion, for rows of these lengths that arrive three at a time. */
async function portions(bytes: readonly number[], size: number, from = 0) {
  async function* rows() {
    let end = from;
    const all = bytes.map((more, i) => ({ end: { bytes: (end += more), lines: i + 1 } }));
    for (let i = 0; i < all.length; i += 3) yield all.slice(i, i + 3);
  }
  const ends = [];
  for await (const portion of portionsOf(rows(), size, { bytes: from, lines: 0 }))
    ends.push(portion.map(({ end }) => end.bytes));
  return ends;
}

describe('the portions of a file', () => {
  it('have the given number of rows, except for the last portion', async () => {
    expect(await portions([1, 1, 1, 1, 1, 1, 1], 3)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await portions([1, 1], 2)).toEqual([[1, 2]]);
    expect(await portions([], 2)).toEqual([]);
  });

  it('have fewer rows if the rows are long, so that memory does not grow with their length', async () => {
    const half = MAX_PORTION_BYTES / 2;
    expect(await portions([half, half, half, 1, half, 9], 500)).toEqual([
      [half, 2 * half],
      [3 * half, 3 * half + 1, 4 * half + 1],
      [4 * half + 10],
    ]);
    // The limit counts bytes from the position where reading resumes.
    expect(await portions([1, 1, 1], 500, 10 * half)).toHaveLength(1);
  });
});
