import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, List, type ListOptions } from '@laurel/sdk';

function numbers(count: number, options: ListOptions = {}) {
  const requests: { first: number; after: string | null; signal: AbortSignal | undefined }[] = [];
  const list = new List<number>(async ({ first, after }, { signal }) => {
    requests.push({ first, after, signal });
    const start = Number(after ?? 0);
    const end = Math.min(start + first, count);
    return {
      nodes: Array.from({ length: end - start }, (_, i) => start + i),
      totalCount: count,
      pageInfo: { hasNextPage: end < count, endCursor: String(end) },
    };
  }, options);
  return { list, requests, pageSizes: () => requests.map(({ first }) => first) };
}

describe('a list', () => {
  it('is read object by object with any page size', async () => {
    for (const pageSize of [1, 3, 7, 10, 100]) {
      const read: number[] = [];
      for await (const number of numbers(10, { pageSize }).list) read.push(number);
      expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    for await (const number of numbers(0).list) throw new Error(`There should be no ${number}.`);
  });

  it('requests nothing before reading starts, then prefetches one page', async () => {
    const { list, requests } = numbers(10, { pageSize: 2 });
    const reading = list.pages();
    expect(requests).toHaveLength(0);
    for (const pages of [1, 2, 3, 4]) {
      expect((await reading.next()).value?.items).toHaveLength(2);
      expect(requests).toHaveLength(pages + 1);
    }
    expect((await reading.next()).value).toEqual({ items: [8, 9], totalCount: 10, next: null });
    expect(await reading.next()).toEqual({ done: true, value: undefined });
    expect(requests).toHaveLength(5);
  });

  it('resumes after a page that was read before', async () => {
    const { list } = numbers(10, { pageSize: 4 });
    const { value: page } = await list.pages().next();
    expect(page).toMatchObject({ items: [0, 1, 2, 3], next: '4' });
    expect(await list.from(page?.next ?? '').toArray({ limit: 100 })).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('is read into an array up to the limit without requesting more objects', async () => {
    const ten = numbers(100, { pageSize: 4 });
    expect(await ten.list.toArray({ limit: 10 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(ten.pageSizes()).toEqual([4, 4, 2]);
    expect(await numbers(3).list.toArray({ limit: 10 })).toEqual([0, 1, 2]);
    const none = numbers(3);
    expect(await none.list.toArray({ limit: 0 })).toEqual([]);
    expect(none.requests).toEqual([]);
  });

  it('cannot be read into an array without a limit', async () => {
    const careless = numbers(3).list as unknown as { toArray(options?: object): Promise<number[]> };
    for (const options of [undefined, {}, { limit: 2.5 }, { limit: -1 }, { limit: NaN }]) {
      await expect(careless.toArray(options)).rejects.toThrow(
        'The limit must be a whole number: toArray({ limit: 1000 }).',
      );
    }
    expect(await careless.toArray({ limit: Infinity })).toEqual([0, 1, 2]);
  });

  it.each([0, 101, 2.5, NaN, -1])('rejects a page size of %d immediately', (pageSize) => {
    expect(() => numbers(3, { pageSize })).toThrow('The pageSize must be a whole number from 1 to 100.');
  });

  it('starts from the beginning in every iteration', async () => {
    const { list } = numbers(3, { pageSize: 2 });
    expect(await list.toArray({ limit: 9 })).toEqual(await list.toArray({ limit: 9 }));
  });

  it('aborts the prefetch when the caller stops reading', async () => {
    const { list, requests } = numbers(10, { pageSize: 2 });
    for await (const number of list) if (number === 3) break;
    expect(requests.map(({ signal }) => signal?.aborted)).toEqual([false, false, true]);
  });

  it('leaves only one listener on a signal that many abandoned iterations share', async () => {
    const { signal } = new AbortController();
    for (let i = 0; i < 30; i += 1) {
      const { list } = numbers(10, { pageSize: 2, signal });
      await list.pages().next();
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it.each([1, 3, 10])('notices an abort on its last page, with pages of %d', async (pageSize) => {
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

  it('fails only when the caller reaches the page that failed', async () => {
    const failing = new List<number>(async ({ after }) => {
      if (after === 'a') throw new Error('The second page fails.');
      return { nodes: [1], totalCount: 2, pageInfo: { hasNextPage: true, endCursor: 'a' } };
    });
    const read: number[] = [];
    const reading = (async () => {
      for await (const number of failing) {
        read.push(number);
        // Long enough for the prefetch to fail.
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

  it('uses constant memory for any length', async () => {
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
    // If the thousand pages were kept, the last measurement would exceed the first by 45 MB.
    expect((used.at(-1) ?? 0) - (used[0] ?? 0)).toBeLessThan(5_000_000);
  });
});

const neverAnswers = async (_url: string, { signal }: { signal: AbortSignal }): Promise<Response> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
