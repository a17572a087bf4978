import type { Position } from './read-lines';

/** However few its rows are, a portion ends with so many bytes of its file. */
export const MAX_PORTION_BYTES = 4 * 1024 * 1024;

/** The same, in portions of so many at most; the last one may have fewer, and none has none. */
export async function* portionsOf<Row extends { readonly end: Position }>(
  given: AsyncIterable<readonly Row[]>,
  size: number,
  from: Position,
): AsyncGenerator<readonly Row[]> {
  let portion: Row[] = [];
  let begin = from.bytes;
  for await (const some of given) {
    for (const row of some) {
      portion.push(row);
      if (portion.length < size && row.end.bytes - begin < MAX_PORTION_BYTES) continue;
      yield portion;
      portion = [];
      begin = row.end.bytes;
    }
  }
  if (portion.length > 0) yield portion;
}
