import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Capacity, type Kept } from '../../../server/request/capacity';

/** Whether the results of a request may be kept by now. */
async function isGranted(adding: Promise<void>): Promise<boolean> {
  return Promise.race([adding.then(() => true), turn(false)]);
}

const requests = (capacity: Capacity, count: number) => Array.from({ length: count }, () => capacity.open());
const addTo = (all: readonly Kept[], points: number) =>
  Promise.all(all.map((kept) => isGranted(kept.add(points))));

describe('room for evaluations', () => {
  it('is there at once for small requests, up to 5,000 points of all', async () => {
    const capacity = new Capacity();
    const small = requests(capacity, 7);
    expect(await addTo(small.slice(0, 5), 1000)).toEqual([true, true, true, true, true]);
    // Two more are taken for large ones.
    expect(await addTo(small.slice(5), 1)).toEqual([true, true]);
    const late = capacity.open();
    expect(await isGranted(late.add(1))).toBe(false);
    small[0]?.release();
    expect(await isGranted(capacity.open().add(1000))).toBe(true);
  });

  it('is given to two large requests at a time, in the order in which they ask', async () => {
    const capacity = new Capacity();
    const large = requests(capacity, 5);
    const [first, second, third, fourth, fifth] = large as [Kept, Kept, Kept, Kept, Kept];
    const granted = large.map((kept) => kept.add(1001));
    const state = () => Promise.all(granted.map(isGranted));
    expect(await state()).toEqual([true, true, false, false, false]);
    // A client has gone while its request waited.
    third.release();
    first.release();
    expect(await state()).toEqual([true, true, false, true, false]);
    second.release();
    expect(await state()).toEqual([true, true, false, true, true]);
    fourth.release();
    fifth.release();
    expect(await addTo(requests(capacity, 3), 2000)).toEqual([true, true, false]);
  });

  it('is not asked for again by a large request', async () => {
    const capacity = new Capacity();
    const [one, two, three] = requests(capacity, 3) as [Kept, Kept, Kept];
    expect(await addTo([one, two], 1001)).toEqual([true, true]);
    expect(await addTo([one, two], 20_000)).toEqual([true, true]);
    expect(await addTo([three], 1000)).toEqual([true]);
    expect(await addTo([three], 1)).toEqual([false]);
    one.release();
    expect(await addTo([three], 1)).toEqual([true]);
  });

  it('is given back once', async () => {
    const capacity = new Capacity();
    const one = capacity.open();
    await one.add(1000);
    one.release();
    one.release();
    expect(await addTo(requests(capacity, 8), 1000)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
