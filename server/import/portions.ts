import type { Position } from './read-lines';

/** Ends a portion of long rows early, so that memory does not grow with their length. */
export const MAX_PORTION_BYTES = 4 * 1024 * 1024;

export async function* portionsOf<Row extends { readonly end: Position }>(
  batches: AsyncIterable<readonly Row[]>,
  size: number,
  from: Position,
): AsyncGenerator<readonly Row[]> {
  let portion: Row[] = [];
  let begin = from.bytes;
  for await (const batch of batches) {
    for (const row of batch) {
      portion.push(row);
      if (portion.length < size && row.end.bytes - begin < MAX_PORTION_BYTES) continue;
      yield portion;
      portion = [];
      begin = row.end.bytes;
    }
  }
  if (portion.length > 0) yield portion;
}
