import type { CallOptions } from './connect.ts';
import { linkedTo } from './signals.ts';

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many objects the whole list has. */
  readonly totalCount: number;
  /** Where the page ends: `list.from(cursor)` goes on behind it. Null at the end of the list. */
  readonly next: string | null;
}

export interface ListOptions extends CallOptions {
  /** How many objects a page has, which is how many are asked for at a time: 1 to 100; 50 unless said. */
  readonly pageSize?: number | undefined;
}

/** What a list of the server tells, under the names that it uses. */
export interface Connected<Item> {
  readonly nodes: readonly Item[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Asks for the page behind a cursor. */
export type AskPage<Item> = (
  page: { readonly first: number; readonly after: string | null },
  options: CallOptions,
) => Promise<Connected<Item>>;

const PAGE_SIZE = 50;

/**
 * A list of any length, read page by page: while one is looked at, the next is on its way. Nothing is asked before
 * the first object is wanted, and nothing is kept; each reading begins anew.
 */
export class List<Item> implements AsyncIterable<Item> {
  readonly #ask: AskPage<Item>;
  readonly #options: ListOptions;
  readonly #after: string | null;

  constructor(ask: AskPage<Item>, options: ListOptions = {}, after: string | null = null) {
    const { pageSize = PAGE_SIZE } = options;
    if (!isWhole(pageSize, 1) || pageSize > 100)
      throw new RangeError('A page has 1 to 100 objects: say so in pageSize.');
    this.#ask = ask;
    this.#options = options;
    this.#after = after;
  }

  /** The same list behind a cursor: the `next` of a page that was read before. */
  from(cursor: string): List<Item> {
    return new List(this.#ask, this.#options, cursor);
  }

  /** Page by page, for whoever wants to remember how far the reading came. */
  pages(): AsyncIterableIterator<Page<Item>> {
    return this.#read(Infinity);
  }

  /** Object by object. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<Item> {
    for await (const { items } of this.pages()) {
      for (const item of items) {
        yield item;
        this.#options.signal?.throwIfAborted();
      }
    }
  }

  /** At most so many objects, at once. The limit is for you to choose: a list may be longer than memory. */
  async toArray(options: { readonly limit: number }): Promise<Item[]> {
    // Without the compiler it may well be called without.
    const { limit = NaN } = options ?? {};
    if (!isWhole(limit, 0)) throw new TypeError('toArray needs a whole limit: toArray({ limit: 1000 }).');
    const found: Item[] = [];
    for await (const { items } of this.#read(limit)) found.push(...items);
    return found.slice(0, limit);
  }

  async *#read(limit: number): AsyncGenerator<Page<Item>, undefined> {
    const { pageSize = PAGE_SIZE, signal, ...options } = this.#options;
    const load = (after: string | null, wanted: number) => {
      // Linked for as long as the page takes: whoever goes away without a word leaves nothing behind.
      const asking = linkedTo(signal);
      const first = Math.min(pageSize, wanted);
      const page = this.#ask({ first, after }, { ...options, signal: asking.signal });
      // A page that nobody comes to look at fails in silence; whoever does is told.
      page.catch(() => undefined).finally(asking.release);
      return { page, stop: asking.abort };
    };
    let wanted = limit;
    let coming = wanted > 0 ? load(this.#after, wanted) : null;
    try {
      while (coming !== null) {
        const { nodes, totalCount, pageInfo } = await coming.page;
        const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        wanted -= nodes.length;
        coming = next !== null && wanted > 0 ? load(next, wanted) : null;
        yield { items: nodes, totalCount, next };
        signal?.throwIfAborted();
      }
    } finally {
      // Whoever stops in the middle does not wait for the page that is on its way.
      coming?.stop(new DOMException('The list is not read any further.', 'AbortError'));
    }
  }
}

function isWhole(number: number, least: number): boolean {
  return number >= least && Math.floor(number) === number;
}
