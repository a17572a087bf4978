import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Capacity, type MemoryLease } from '../../../../server/request/scheduling/capacity';

async function isGranted(waiting: Promise<void> | null): Promise<boolean> {
  return waiting === null || Promise.race([waiting.then(() => true), turn(false)]);
}

const requests = (capacity: Capacity, count: number) =>
  Array.from({ length: count }, (_, i) => capacity.open(`caller ${i}`));
const evaluate = (all: readonly MemoryLease[], points: number) =>
  Promise.all(all.map((lease) => isGranted(lease.reserveEvaluation(points))));

describe('room for evaluations', () => {
  it('is granted to small requests while at least as much is free as their caller holds', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 3 }, () => capacity.open('one'));
    // All small requests share 3,000 points.
    expect(await evaluate(ofOne.slice(0, 2), 750)).toEqual([true, true]);
    const others = Array.from({ length: 3 }, () => capacity.open('other'));
    expect(await evaluate(others.slice(0, 1), 750)).toEqual([true]);
    // Two of these are granted as large requests, one for each caller.
    expect(await evaluate([...ofOne.slice(2), ...others.slice(1)], 21)).toEqual([true, true, false]);
    expect(await evaluate(requests(capacity, 1), 375)).toEqual([true]);
    ofOne[0]?.release();
    ofOne[2]?.release();
    expect(await evaluate([capacity.open('one')], 21)).toEqual([true]);
  });

  it('is always granted for a few points', async () => {
    const capacity = new Capacity();
    const greedy = requests(capacity, 20);
    for (const points of [20, 980, 375, 20_000]) await evaluate(greedy, points);
    const few = requests(capacity, 300);
    expect(await evaluate(few, 15)).toEqual(few.map(() => true));
    expect(await evaluate(few, 5)).toEqual(few.map(() => true));
    expect(await evaluate(few.slice(0, 1), 1000)).toEqual([false]);
  });

  it('is returned to small requests when one of them becomes a large request', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    expect(await evaluate([one], 1000)).toEqual([true]);
    expect(await evaluate([one], 1000)).toEqual([true]);
    // Granted as a small request, because its caller already has a large one.
    expect(await evaluate([capacity.open('one')], 1000)).toEqual([true]);
    expect(await evaluate(requests(capacity, 2), 750)).toEqual([true, true]);
  });

  it('is granted to one large request of a caller at a time', async () => {
    const capacity = new Capacity();
    const [first, second] = [capacity.open('one'), capacity.open('one')];
    expect(await evaluate([first, second, ...requests(capacity, 1)], 1001)).toEqual([true, false, true]);
    const waiting = second.reserveEvaluation(1);
    first.release();
    expect(await isGranted(waiting)).toBe(true);
  });

  it('is granted to two large requests at a time, in order of arrival', async () => {
    const capacity = new Capacity();
    const large = requests(capacity, 5);
    const [first, second, third, fourth, fifth] = large as [
      MemoryLease,
      MemoryLease,
      MemoryLease,
      MemoryLease,
      MemoryLease,
    ];
    const granted = large.map((lease) => lease.reserveEvaluation(1001));
    const state = () => Promise.all(granted.map(isGranted));
    expect(await state()).toEqual([true, true, false, false, false]);
    third.release();
    first.release();
    expect(await state()).toEqual([true, true, false, true, false]);
    second.release();
    expect(await state()).toEqual([true, true, false, true, true]);
    fourth.release();
    fifth.release();
    expect(await evaluate(requests(capacity, 3), 2000)).toEqual([true, true, false]);
  });

  it('is granted to another caller before a second large request of the same caller', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 4 }, () => capacity.open('one'));
    const other = capacity.open('other');
    const granted = [...ofOne, other].map((lease) => lease.reserveEvaluation(1001));
    const state = () => Promise.all(granted.map(isGranted));
    expect(await state()).toEqual([true, false, false, false, true]);
    ofOne[0]?.release();
    expect(await state()).toEqual([true, true, false, false, true]);
  });

  it('is granted to callers in turn, however many large requests each caller has', async () => {
    const capacity = new Capacity();
    const order: string[] = [];
    const callers = [...Array.from({ length: 20 }, (_, i) => 'ab'.charAt(i % 2)), 'c'];
    const requestsOfCallers = callers.map((caller) => ({ caller, lease: capacity.open(caller) }));
    const waiting = requestsOfCallers.map(async ({ caller, lease }) => {
      await lease.reserveEvaluation(1001);
      order.push(caller);
      await turn();
      lease.release();
    });
    await Promise.all(waiting);
    expect(order.indexOf('c')).toBeLessThan(6);
  });

  it('also covers the later evaluations of a large request', async () => {
    const capacity = new Capacity();
    const [one, two, three] = requests(capacity, 3) as [MemoryLease, MemoryLease, MemoryLease];
    expect(await evaluate([one, two], 1001)).toEqual([true, true]);
    expect(await evaluate([one, two], 20_000)).toEqual([true, true]);
    expect(await evaluate([three], 1000)).toEqual([true]);
    expect(await evaluate([three], 1)).toEqual([false]);
    one.release();
    expect(await evaluate([three], 1)).toEqual([true]);
  });

  it('is returned only once', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    await one.reserveEvaluation(1000);
    one.release();
    one.release();
    expect(await evaluate(requests(capacity, 6), 1000)).toEqual([true, true, true, true, false, false]);
  });
});

describe('room for rows', () => {
  const read = (all: readonly MemoryLease[], points: number) =>
    Promise.all(all.map((lease) => isGranted(lease.reserveRows(points))));

  it('is limited to 60,000 points, but always granted for a small number of points', async () => {
    const capacity = new Capacity();
    const all = requests(capacity, 4);
    expect(await read(all, 20_000)).toEqual([true, true, true, false]);
    expect(await read(requests(capacity, 300), 200)).toEqual(Array.from({ length: 300 }, () => true));
    all[0]?.release();
    expect(await read(all.slice(3), 20_000)).toEqual([true]);
  });

  it('grows with the heap limit', async () => {
    const limitOf512 = 704 * 2 ** 20;
    for (const [heapLimit, granted] of [
      [limitOf512 / 2, 3],
      [2 * limitOf512, 6],
    ] as const) {
      const all = requests(new Capacity(heapLimit), 8);
      expect((await read(all, 20_000)).filter(Boolean)).toHaveLength(granted);
    }
  });

  it('is granted beyond the limit while nothing else is read', async () => {
    const capacity = new Capacity();
    const [large, small] = requests(capacity, 2) as [MemoryLease, MemoryLease];
    expect(await read([large], 200_000)).toEqual([true]);
    expect(await read([small], 3001)).toEqual([false]);
    large.release();
    expect(await read([small], 3001)).toEqual([true]);
  });

  it('is granted to a caller even when another caller has used up its own share', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 6 }, () => capacity.open('one'));
    expect(await read(ofOne, 3000)).toEqual([true, true, true, true, true, false]);
    expect(await read(requests(capacity, 1), 200_000)).toEqual([true]);
    const ofOther = [capacity.open('other'), capacity.open('other')];
    expect(await read(ofOther, 3000)).toEqual([true, true]);
    ofOne[0]?.release();
    expect(await read(ofOne.slice(5), 3000)).toEqual([false]);
    ofOther.forEach((lease) => lease.release());
    expect(await read(ofOne.slice(5), 3000)).toEqual([true]);
  });
});

describe('room for long bodies', () => {
  const MEGABYTE = 1_000_000;

  it.each([
    [
      'is limited to 128 MB while they arrive, half of it for one caller',
      (lease: MemoryLease) => lease.reserveArriving(MEGABYTE),
      64,
    ],
    [
      'is limited to 48 MB once they are parsed, half of it for one caller',
      (lease: MemoryLease) => lease.reserveParsed(MEGABYTE),
      24,
    ],
  ] as const)('%s', async (_, reserve, max) => {
    const capacity = new Capacity();
    const take = (lease: MemoryLease) => isGranted(reserve(lease));
    const ofOne = Array.from({ length: max + 1 }, () => capacity.open('one'));
    const granted = await Promise.all(ofOne.map(take));
    expect(granted).toEqual([...new Array<boolean>(max).fill(true), false]);
    expect(await take(capacity.open('other'))).toBe(true);
    ofOne.slice(0, 2).forEach((lease) => lease.release());
    expect(await take(ofOne[max] as MemoryLease)).toBe(true);
  });
});

describe('room for long bodies that arrive', () => {
  const arrive = (lease: MemoryLease, bytes: number) => isGranted(lease.reserveArriving(bytes));

  it('grows while at least as much is free as the caller holds', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    expect(await arrive(one, 1_000_000)).toBe(true);
    expect(one.growArriving(63_000_000)).toBe(true);
    expect(one.growArriving(1)).toBe(false);
    expect(await arrive(capacity.open('other'), 32_000_000)).toBe(true);
  });

  it('is returned completely, and not taken again after the release', async () => {
    const capacity = new Capacity();
    const one = capacity.open('one');
    await arrive(one, 1_000_000);
    one.growArriving(63_000_000);
    one.release();
    expect(one.growArriving(1_000_000)).toBe(true);
    expect(await arrive(capacity.open('one'), 64_000_000)).toBe(true);
  });
});

describe('room for documents', () => {
  const parse = (all: readonly MemoryLease[], characters: number) =>
    Promise.all(all.map((lease) => isGranted(lease.reserveDocument(characters))));

  it('is limited to half of the memory for a single caller', async () => {
    const capacity = new Capacity();
    const ofOne = Array.from({ length: 13 }, () => capacity.open('one'));
    expect(await parse(ofOne, 20_000)).toEqual([...new Array<boolean>(12).fill(true), false]);
    expect(await parse(requests(capacity, 1), 20_000)).toEqual([true]);
    const waiting = ofOne[12]?.reserveDocument(20_000) ?? null;
    ofOne[0]?.release();
    expect(await isGranted(waiting)).toBe(false);
    ofOne[1]?.release();
    expect(await isGranted(waiting)).toBe(true);
  });

  it('is always granted for a short document', async () => {
    const capacity = new Capacity();
    await parse(requests(capacity, 100), 20_000);
    expect(capacity.open('one').reserveDocument(500)).toBeNull();
    expect(await parse([capacity.open('one')], 501)).toEqual([false]);
  });

  it('is limited by the maximum number of tokens, however long the document is', async () => {
    const capacity = new Capacity();
    const [first, second] = requests(capacity, 2);
    expect(await parse([first, second] as MemoryLease[], 1_000_000)).toEqual([true, true]);
  });
});
