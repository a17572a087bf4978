import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Capacity, type MemoryLease } from '../../../../server/request/scheduling/capacity';

/** Whether there is room by now. */
async function isGranted(waiting: Promise<void> | null): Promise<boolean> {
  return waiting === null || Promise.race([waiting.then(() => true), turn(false)]);
}

const requests = (capacity: Capacity, count: number) =>
  Array.from({ length: count }, (_, i) => capacity.open(`caller ${i}`));
const evaluate = (all: readonly MemoryLease[], points: number) =>
  Promise.all(all.map((kept) => isGranted(kept.evaluation(points))));

describe('room for evaluations', () => {
  it('is there at once for small requests, while their caller leaves others as much as it has', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 3 }, () => capacity.open('one'));
    // 3,000 points are for all small requests.
    expect(await evaluate(ofOne.slice(0, 2), 750)).toEqual([true, true]);
    const others = Array.from({ length: 3 }, () => capacity.open('other'));
    expect(await evaluate(others.slice(0, 1), 750)).toEqual([true]);
    // Two more of them are taken for large ones.
    expect(await evaluate([...ofOne.slice(2), ...others.slice(1)], 21)).toEqual([true, true, false]);
    expect(await evaluate(requests(capacity, 1), 375)).toEqual([true]);
    ofOne[0]?.release();
    ofOne[2]?.release();
    expect(await evaluate([capacity.open('one')], 21)).toEqual([true]);
  });

  it('is always there for a few points, whatever others evaluate and wait for', async () => {
    const capacity = new Capacity();
    const greedy = requests(capacity, 20);
    for (const points of [20, 980, 375, 20_000]) await evaluate(greedy, points);
    const few = requests(capacity, 300);
    expect(await evaluate(few, 15)).toEqual(few.map(() => true));
    expect(await evaluate(few, 5)).toEqual(few.map(() => true));
    expect(await evaluate(few.slice(0, 1), 1000)).toEqual([false]);
  });

  it('is given back by a request that has got a large place', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    expect(await evaluate([one], 1000)).toEqual([true]);
    expect(await evaluate([one], 1000)).toEqual([true]);
    // The caller has its only large place.
    expect(await evaluate([capacity.open('one')], 1000)).toEqual([true]);
    expect(await evaluate(requests(capacity, 2), 750)).toEqual([true, true]);
  });

  it('is given to one large request of a caller at a time', async () => {
    const capacity = new Capacity();
    const [first, second] = [capacity.open('one'), capacity.open('one')];
    expect(await evaluate([first, second, ...requests(capacity, 1)], 1001)).toEqual([true, false, true]);
    const waiting = second.evaluation(1);
    first.release();
    expect(await isGranted(waiting)).toBe(true);
  });

  it('is given to two large requests at a time, in the order in which they ask', async () => {
    const capacity = new Capacity();
    const large = requests(capacity, 5);
    const [first, second, third, fourth, fifth] = large as [
      MemoryLease,
      MemoryLease,
      MemoryLease,
      MemoryLease,
      MemoryLease,
    ];
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
    expect(await state()).toEqual([true, false, false, false, true]);
    ofOne[0]?.release();
    expect(await state()).toEqual([true, true, false, false, true]);
  });

  it('is given to callers in turn, however many large requests each of them has', async () => {
    const capacity = new Capacity();
    const order: string[] = [];
    const callers = [...Array.from({ length: 20 }, (_, i) => 'ab'.charAt(i % 2)), 'c'];
    const kept = callers.map((caller) => ({ caller, of: capacity.open(caller) }));
    const waiting = kept.map(async ({ caller, of }) => {
      await of.evaluation(1001);
      order.push(caller);
      await turn();
      of.release();
    });
    await Promise.all(waiting);
    expect(order.indexOf('c')).toBeLessThan(6);
  });

  it('is not asked for again by a large request', async () => {
    const capacity = new Capacity();
    const [one, two, three] = requests(capacity, 3) as [MemoryLease, MemoryLease, MemoryLease];
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
    expect(await evaluate(requests(capacity, 6), 1000)).toEqual([true, true, true, true, false, false]);
  });
});

describe('room for rows', () => {
  const read = (all: readonly MemoryLease[], points: number) =>
    Promise.all(all.map((kept) => isGranted(kept.rows(points))));

  it('is there for 60,000 points at a time, and always for few', async () => {
    const capacity = new Capacity();
    const all = requests(capacity, 4);
    expect(await read(all, 20_000)).toEqual([true, true, true, false]);
    expect(await read(requests(capacity, 300), 200)).toEqual(Array.from({ length: 300 }, () => true));
    all[0]?.release();
    expect(await read(all.slice(3), 20_000)).toEqual([true]);
  });

  it('grows with the limit of the heap', async () => {
    const limitOf512 = 704 * 2 ** 20;
    for (const [heapLimit, granted] of [
      [limitOf512 / 2, 3],
      [2 * limitOf512, 6],
    ] as const) {
      const all = requests(new Capacity(heapLimit), 8);
      expect((await read(all, 20_000)).filter(Boolean)).toHaveLength(granted);
    }
  });

  it('is there for more than that where nothing else is read', async () => {
    const capacity = new Capacity();
    const [large, small] = requests(capacity, 2) as [MemoryLease, MemoryLease];
    expect(await read([large], 200_000)).toEqual([true]);
    expect(await read([small], 3001)).toEqual([false]);
    large.release();
    expect(await read([small], 3001)).toEqual([true]);
  });

  it('is there for some rows of one caller while another has read as many as it may', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 6 }, () => capacity.open('one'));
    expect(await read(ofOne, 3000)).toEqual([true, true, true, true, true, false]);
    expect(await read(requests(capacity, 1), 200_000)).toEqual([true]);
    const ofOther = [capacity.open('other'), capacity.open('other')];
    expect(await read(ofOther, 3000)).toEqual([true, true]);
    ofOne[0]?.release();
    expect(await read(ofOne.slice(5), 3000)).toEqual([false]);
    ofOther.forEach((kept) => kept.release());
    expect(await read(ofOne.slice(5), 3000)).toEqual([true]);
  });
});

describe('room for long bodies', () => {
  const MEGABYTE = 1_000_000;

  it.each([
    ['that arrive: 128 MB, half of it for one caller', 'arriving', 64],
    ['that are carried out: 48 MB, half of it for one caller', 'parsed', 24],
  ] as const)('%s', async (_, room, most) => {
    const capacity = new Capacity();
    const take = (kept: MemoryLease) => isGranted(kept[room](MEGABYTE));
    const ofOne = Array.from({ length: most + 1 }, () => capacity.open('one'));
    const granted = await Promise.all(ofOne.map(take));
    expect(granted).toEqual([...new Array<boolean>(most).fill(true), false]);
    expect(await take(capacity.open('other'))).toBe(true);
    ofOne.slice(0, 2).forEach((kept) => kept.release());
    expect(await take(ofOne[most] as MemoryLease)).toBe(true);
  });
});

describe('room for long bodies that arrive', () => {
  const arrive = (kept: MemoryLease, bytes: number) => isGranted(kept.arriving(bytes));

  it('grows while others have as much left', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    expect(await arrive(one, 1_000_000)).toBe(true);
    expect(one.moreArriving(63_000_000)).toBe(true);
    expect(one.moreArriving(1)).toBe(false);
    expect(await arrive(capacity.open('other'), 32_000_000)).toBe(true);
  });

  it('is given back as a whole, and not taken after that', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    await arrive(one, 1_000_000);
    one.moreArriving(63_000_000);
    one.release();
    expect(one.moreArriving(1_000_000)).toBe(true);
    expect(await arrive(capacity.open('one'), 64_000_000)).toBe(true);
  });
});

describe('room for documents', () => {
  const parse = (all: readonly MemoryLease[], characters: number) =>
    Promise.all(all.map((kept) => isGranted(kept.document(characters))));

  it('limits a caller to half of the memory while no other caller uses any', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 13 }, () => capacity.open('one'));
    expect(await parse(ofOne, 20_000)).toEqual([...new Array<boolean>(12).fill(true), false]);
    expect(await parse(requests(capacity, 1), 20_000)).toEqual([true]);
    const waiting = ofOne[12]?.document(20_000) ?? null;
    ofOne[0]?.release();
    expect(await isGranted(waiting)).toBe(false);
    ofOne[1]?.release();
    expect(await isGranted(waiting)).toBe(true);
  });

  it('is always there for a short one', async () => {
    const capacity = new Capacity();
    await parse(requests(capacity, 100), 20_000);
    expect(capacity.open('one').document(500)).toBeNull();
    expect(await parse([capacity.open('one')], 501)).toEqual([false]);
  });

  it('counts no more of a long one than its tokens can fill', async () => {
    const capacity = new Capacity();
    const [first, second] = requests(capacity, 2);
    expect(await parse([first, second] as MemoryLease[], 1_000_000)).toEqual([true, true]);
  });
});
