/** The same, in portions of so many; the last one may have fewer, and none has none. */
export async function* portionsOf<One>(
  given: AsyncIterable<readonly One[]>,
  size: number,
): AsyncGenerator<readonly One[]> {
  let portion: One[] = [];
  for await (const some of given) {
    for (const one of some) {
      portion.push(one);
      if (portion.length < size) continue;
      yield portion;
      portion = [];
    }
  }
  if (portion.length > 0) yield portion;
}
