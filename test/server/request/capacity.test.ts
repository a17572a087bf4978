import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Capacity, type Kept } from '../../../server/request/capacity';

/** Whether there is room by now. */
async function isGranted(waiting: Promise<void> | null): Promise<boolean> {
  return waiting === null || Promise.race([waiting.then(() => true), turn(false)]);
}

const requests = (capacity: Capacity, count: number) =>
  Array.from({ length: count }, (_, i) => capacity.open(`caller ${i}`));
const evaluate = (all: readonly Kept[], points: number) =>
  Promise.all(all.map((kept) => isGranted(kept.evaluation(points))));

describe('room for evaluations', () => {
  it('is there at once for small requests, up to 3,000 points of all', async () => {
    const capacity = new Capacity();
    const small = requests(capacity, 5);
    expect(await evaluate(small.slice(0, 3), 1000)).toEqual([true, true, true]);
    // Two more are taken for large ones.
    expect(await evaluate(small.slice(3), 1)).toEqual([true, true]);
    const late = capacity.open('late');
    expect(await evaluate([late], 1)).toEqual([false]);
    small[0]?.release();
    expect(await evaluate(requests(capacity, 1), 1000)).toEqual([true]);
  });

  it('is given to two large requests at a time, in the order in which they ask', async () => {
    const capacity = new Capacity();
    const large = requests(capacity, 5);
    const [first, second, third, fourth, fifth] = large as [Kept, Kept, Kept, Kept, Kept];
    const granted = large.map((kept) => kept.evaluation(1001));
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
    expect(await evaluate(requests(capacity, 3), 2000)).toEqual([true, true, false]);
  });

  it('is given to another caller before a second large request of the same one', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 4 }, () => capacity.open('one'));
    const other = capacity.open('other');
    const granted = [...ofOne, other].map((kept) => kept.evaluation(1001));
    const state = () => Promise.all(granted.map(isGranted));
    expect(await state()).toEqual([true, true, false, false, false]);
    ofOne[0]?.release();
    expect(await state()).toEqual([true, true, false, false, true]);
  });

  it('is not asked for again by a large request', async () => {
    const capacity = new Capacity();
    const [one, two, three] = requests(capacity, 3) as [Kept, Kept, Kept];
    expect(await evaluate([one, two], 1001)).toEqual([true, true]);
    expect(await evaluate([one, two], 20_000)).toEqual([true, true]);
    expect(await evaluate([three], 1000)).toEqual([true]);
    expect(await evaluate([three], 1)).toEqual([false]);
    one.release();
    expect(await evaluate([three], 1)).toEqual([true]);
  });

  it('is given back once', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    await one.evaluation(1000);
    one.release();
    one.release();
    expect(await evaluate(requests(capacity, 6), 1000)).toEqual([true, true, true, true, true, false]);
  });
});

describe('room for rows', () => {
  const read = (all: readonly Kept[], points: number) =>
    Promise.all(all.map((kept) => isGranted(kept.rows(points))));

  it('is there for 60,000 points at a time, and always for few', async () => {
    const capacity = new Capacity();
    const all = requests(capacity, 4);
    expect(await read(all, 20_000)).toEqual([true, true, true, false]);
    expect(await read(requests(capacity, 300), 200)).toEqual(Array.from({ length: 300 }, () => true));
    all[0]?.release();
    expect(await read(all.slice(3), 20_000)).toEqual([true]);
  });

  it('is there for more than that where nothing else is read', async () => {
    const capacity = new Capacity();
    const [large, small] = requests(capacity, 2) as [Kept, Kept];
    expect(await read([large], 200_000)).toEqual([true]);
    expect(await read([small], 201)).toEqual([false]);
    large.release();
    expect(await read([small], 201)).toEqual([true]);
  });
});
