import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, List, type ListOptions } from '@laurel/sdk';

/** As many numbers as it takes, in pages; and what was asked of it. */
function numbers(count: number, options: ListOptions = {}) {
  const asked: { first: number; after: string | null; signal: AbortSignal | undefined }[] = [];
  const list = new List<number>(async ({ first, after }, { signal }) => {
    asked.push({ first, after, signal });
    const start = Number(after ?? 0);
    const end = Math.min(start + first, count);
    return {
      nodes: Array.from({ length: end - start }, (_, i) => start + i),
      totalCount: count,
      pageInfo: { hasNextPage: end < count, endCursor: String(end) },
    };
  }, options);
  return { list, asked, firsts: () => asked.map(({ first }) => first) };
}

describe('a list', () => {
  it('is read object by object, whatever the size of its pages', async () => {
    for (const pageSize of [1, 3, 7, 10, 100]) {
      const read: number[] = [];
      for await (const number of numbers(10, { pageSize }).list) read.push(number);
      expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    for await (const number of numbers(0).list) throw new Error(`There should be no ${number}.`);
  });

  it('asks nothing before somebody reads, and one page ahead of the one that is read', async () => {
    const { list, asked } = numbers(10, { pageSize: 2 });
    const reading = list.pages();
    expect(asked).toHaveLength(0);
    for (const pages of [1, 2, 3, 4]) {
      expect((await reading.next()).value?.items).toHaveLength(2);
      expect(asked).toHaveLength(pages + 1);
    }
    expect((await reading.next()).value).toEqual({ items: [8, 9], totalCount: 10, next: null });
    expect(await reading.next()).toEqual({ done: true, value: undefined });
    expect(asked).toHaveLength(5);
  });

  it('goes on behind a page that was read before', async () => {
    const { list } = numbers(10, { pageSize: 4 });
    const { value: page } = await list.pages().next();
    expect(page).toMatchObject({ items: [0, 1, 2, 3], next: '4' });
    expect(await list.from(page?.next ?? '').toArray({ limit: 100 })).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('becomes an array no longer than the limit, and asks for no more than that', async () => {
    const ten = numbers(100, { pageSize: 4 });
    expect(await ten.list.toArray({ limit: 10 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(ten.firsts()).toEqual([4, 4, 2]);
    expect(await numbers(3).list.toArray({ limit: 10 })).toEqual([0, 1, 2]);
    const none = numbers(3);
    expect(await none.list.toArray({ limit: 0 })).toEqual([]);
    expect(none.asked).toEqual([]);
  });

  it('is not read whole without a limit', async () => {
    const careless = numbers(3).list as unknown as { toArray(options?: object): Promise<number[]> };
    for (const options of [undefined, {}, { limit: 2.5 }, { limit: -1 }, { limit: NaN }]) {
      await expect(careless.toArray(options)).rejects.toThrow(
        'toArray needs a whole limit: toArray({ limit: 1000 }).',
      );
    }
    expect(await careless.toArray({ limit: Infinity })).toEqual([0, 1, 2]);
  });

  it.each([0, 101, 2.5, NaN, -1])('cannot have pages of %d, and says so at once', (pageSize) => {
    expect(() => numbers(3, { pageSize })).toThrow('A page has 1 to 100 objects: say so in pageSize.');
  });

  it('begins anew each time that it is read', async () => {
    const { list } = numbers(3, { pageSize: 2 });
    expect(await list.toArray({ limit: 9 })).toEqual(await list.toArray({ limit: 9 }));
  });

  it('ends the request for the next page when nobody reads on', async () => {
    const { list, asked } = numbers(10, { pageSize: 2 });
    for await (const number of list) if (number === 3) break;
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([false, false, true]);
  });

  it('leaves nothing at the signal for lists of which nobody reads the end', async () => {
    const { signal } = new AbortController();
    for (let i = 0; i < 30; i += 1) {
      const { list } = numbers(10, { pageSize: 2, signal });
      await list.pages().next();
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it.each([1, 3, 10])('notices on its last page, too, that it is to end: pages of %d', async (pageSize) => {
    const controller = new AbortController();
    const { list } = numbers(10, { pageSize, signal: controller.signal });
    const read: number[] = [];
    const reading = (async () => {
      for await (const number of list) {
        read.push(number);
        if (number === 9) controller.abort(new Error('Enough.'));
      }
    })();
    await expect(reading).rejects.toThrow('Enough.');
    expect(read).toHaveLength(10);
    await expect(list.toArray({ limit: 10 })).rejects.toThrow('Enough.');
  });

  it('fails where the page that failed would have been, and nowhere else', async () => {
    const failing = new List<number>(async ({ after }) => {
      if (after === 'a') throw new Error('The second page fails.');
      return { nodes: [1], totalCount: 2, pageInfo: { hasNextPage: true, endCursor: 'a' } };
    });
    const read: number[] = [];
    const reading = (async () => {
      for await (const number of failing) {
        read.push(number);
        // Long enough for the page ahead to have failed.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await expect(reading).rejects.toThrow('The second page fails.');
    expect(read).toEqual([1]);
    for await (const _number of failing) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('stops with the reason of the signal', async () => {
    const controller = new AbortController();
    const laurel = createClient({ url: 'http://laurel.example', retries: 0, fetch: neverAnswers });
    const reading = laurel.employees.list({ signal: controller.signal }).toArray({ limit: 10 });
    controller.abort(new Error('Enough.'));
    await expect(reading).rejects.toThrow('Enough.');
  });

  it('takes no more memory the longer it is', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const used: number[] = [];
    const page = (first: number) => Array.from({ length: first }, () => 'x'.repeat(1000));
    const list = new List<string>(async ({ first, after }) => {
      const number = Number(after ?? 0) + 1;
      if (number % 100 === 0) {
        collectGarbage();
        used.push(process.memoryUsage().heapUsed);
      }
      return {
        nodes: page(first),
        totalCount: 1e9,
        pageInfo: { hasNextPage: number < 1000, endCursor: String(number) },
      };
    });
    let read = 0;
    for await (const text of list) read += text.length;
    expect(read).toBe(50_000_000);
    // A thousand pages have passed; were they kept, the last measurement would be 45 MB above the first.
    expect((used.at(-1) ?? 0) - (used[0] ?? 0)).toBeLessThan(5_000_000);
  });
});

const neverAnswers = async (_url: string, { signal }: { signal: AbortSignal }): Promise<Response> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
