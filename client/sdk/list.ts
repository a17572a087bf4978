import type { CallOptions } from './connect.ts';
import { linkSignal } from './signals.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Number of objects in the whole list. */
  readonly totalCount: number;
  /** Cursor at the end of the page, for `list.from(cursor)`. Null on the last page. */
  readonly next: string | null;
}

export interface ListOptions extends CallOptions {
  /** Number of objects per page and request: 1 to 100. Default: 50. */
  readonly pageSize?: number | undefined;
}

/** The fields of a GraphQL connection that a list reads. */
export interface ConnectionPage<Item> {
  readonly nodes: readonly Item[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export type LoadPage<Item> = (
  page: { readonly first: number; readonly after: string | null },
  options: CallOptions,
) => Promise<ConnectionPage<Item>>;

const PAGE_SIZE = 50;

/**
 * A list of any length, read page by page with a prefetch of one page. The first request is sent when reading starts.
 * Pages are not kept: each iteration reads the list again.
 */
export class List<Item> implements AsyncIterable<Item> {
  readonly #ask: LoadPage<Item>;
  readonly #options: ListOptions;
  readonly #after: string | null;

  constructor(ask: LoadPage<Item>, options: ListOptions = {}, after: string | null = null) {
    const { pageSize = PAGE_SIZE } = options;
    if (!isWholeNumber(pageSize, 1) || pageSize > 100)
      throw new RangeError('The pageSize must be a whole number from 1 to 100.');
    this.#ask = ask;
    this.#options = options;
    this.#after = after;
  }

  /** Returns the list after a cursor, which is the `next` of an earlier page. */
  from(cursor: string): List<Item> {
    return new List(this.#ask, this.#options, cursor);
  }

  /** Reads page by page, so that the caller can store the cursor of each page. */
  pages(): AsyncIterableIterator<Page<Item>> {
    return this.#read(Infinity);
  }

  async *[Symbol.asyncIterator](): AsyncIterableIterator<Item> {
    for await (const { items } of this.pages()) {
      for (const item of items) {
        yield item;
        this.#options.signal?.throwIfAborted();
      }
    }
  }

  /** Reads at most `limit` objects into an array. The limit is required because a list may not fit into memory. */
  async toArray(options: { readonly limit: number }): Promise<Item[]> {
    // JavaScript callers may omit the options.
    const { limit = NaN } = options ?? {};
    if (!isWholeNumber(limit, 0))
      throw new TypeError('The limit must be a whole number: toArray({ limit: 1000 }).');
    const result: Item[] = [];
    for await (const { items } of this.#read(limit)) result.push(...items);
    return result.slice(0, limit);
  }

  async *#read(limit: number): AsyncGenerator<Page<Item>, undefined> {
    const { pageSize = PAGE_SIZE, signal, ...options } = this.#options;
    const load = (after: string | null, remaining: number) => {
      // Linked only while the page loads, so that an abandoned iteration leaves no listener on the signal.
      const request = linkSignal(signal);
      const first = Math.min(pageSize, remaining);
      const page = this.#ask({ first, after }, { ...options, signal: request.signal });
      // A prefetched page that is never read must not cause an unhandled rejection.
      page.catch(() => undefined).finally(request.release);
      return { page, stop: request.abort };
    };
    let remaining = limit;
    let pending = remaining > 0 ? load(this.#after, remaining) : null;
    try {
      while (pending !== null) {
        const { nodes, totalCount, pageInfo } = await pending.page;
        const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        remaining -= nodes.length;
        pending = next !== null && remaining > 0 ? load(next, remaining) : null;
        yield { items: nodes, totalCount, next };
        signal?.throwIfAborted();
      }
    } finally {
      pending?.stop(new DOMException('Reading was stopped.', 'AbortError'));
    }
  }
}

function isWholeNumber(value: number, minimum: number): boolean {
  return value >= minimum && Math.floor(value) === value;
}
