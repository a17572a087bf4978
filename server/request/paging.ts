import type { Connection, ConnectionArguments } from '../../schema/connection';
import type { Reader } from '../db/database';
import type { Context } from './context';
import { sentence } from '../messages';
import { BadInput } from './bad-input';
import { selectAll, selectRange, type ChildList, type List, type ListOrder, type PageRange } from './list';
import { pageRangeOf } from './page-range';
import { cursorWriter } from './cursor';

/** One page of a list. Keyset pagination makes a deep page as cheap as the first one. */
export function page<Row, T>(
  reader: Reader,
  list: List<Row>,
  paging: ConnectionArguments,
  present: (row: Row) => T,
): Page<Row, T> {
  const range = pageRangeOf(list, paging);
  return new Page(range, present, cursorWriter(list), {
    rows() {
      const { sql, parameters } = selectRange(list, range);
      return reader.rows(sql, parameters);
    },
    async count() {
      const { sql, parameters } = selectAll(list, 'COUNT(*) AS total');
      const [row] = await reader.rows<{ total: number }>(sql, parameters);
      return row?.total ?? 0;
    },
  });
}

export function childPage<Row, T>(
  { load }: Context,
  list: ChildList<Row>,
  parent: string,
  paging: ConnectionArguments,
  present: (row: Row) => T,
): Page<Row, T> {
  const range = pageRangeOf(list, paging);
  return new Page(range, present, cursorWriter(list), {
    rows: () => load.children.rows(list, range, parent),
    count: () => load.children.count(list, parent),
  });
}

export function pageFromSource<Row, T>(
  list: ListOrder<Row>,
  range: PageRange,
  present: (row: Row) => T,
  source: Source<Row>,
): Page<Row, T> {
  return new Page(range, present, cursorWriter(list), source);
}

/** The cursor of an item contains the key from `keyOf`, which must be unique. */
export function arrayPage<Item, T>(
  name: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  paging: ConnectionArguments,
  present: (item: Item) => T,
): Page<Item, T> {
  const order: ListOrder<{ readonly key: string }> = { name, orderBy: { key: 'text' } };
  const range = pageRangeOf(order, paging);
  const cursorOf = cursorWriter(order);
  return new Page(range, present, (item) => cursorOf({ key: keyOf(item) }), {
    rows: () => Promise.resolve(sliceRange(items, keyOf, range)),
    count: () => Promise.resolve(items.length),
  });
}

function sliceRange<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { size, backwards, cursor }: PageRange,
): readonly Item[] {
  const cursorIndex = cursor === null ? null : all.findIndex((item) => keyOf(item) === cursor[0]);
  if (cursorIndex === -1)
    throw new BadInput({
      code: 'NOT_FOUND',
      path: [backwards ? 'before' : 'after'],
      sentence: sentence('paging.cursor.gone'),
    });
  if (!backwards) {
    const start = cursorIndex === null ? 0 : cursorIndex + 1;
    return all.slice(start, start + size + 1);
  }
  const end = cursorIndex ?? all.length;
  return all.slice(Math.max(0, end - size - 1), end).toReversed();
}

interface Source<Row> {
  rows(): Promise<readonly Row[]>;
  count(): Promise<number>;
}

/** A connection that reads its rows and its total only if they are selected. */
class Page<Row, T> {
  readonly #range: PageRange;
  readonly #present: (row: Row) => T;
  readonly #cursorOf: (row: Row) => string;
  readonly #source: Source<Row>;
  #loaded: Promise<LoadedPage<Row, T>> | undefined;

  constructor(
    range: PageRange,
    present: (row: Row) => T,
    cursorOf: (row: Row) => string,
    source: Source<Row>,
  ) {
    this.#range = range;
    this.#present = present;
    this.#cursorOf = cursorOf;
    this.#source = source;
  }

  async nodes(): Promise<Connection<T>['nodes']> {
    return (await this.#load()).nodes;
  }

  async edges(): Promise<Connection<T>['edges']> {
    const { nodes, rows } = await this.#load();
    return rows.map((row, i) => ({ node: nodes[i] as T, cursor: this.#cursorOf(row) }));
  }

  async pageInfo(): Promise<Connection<T>['pageInfo']> {
    const { rows, hasMore } = await this.#load();
    const { backwards, cursor } = this.#range;
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      hasNextPage: backwards ? cursor !== null : hasMore,
      hasPreviousPage: backwards ? hasMore : cursor !== null,
      startCursor: first === undefined ? null : this.#cursorOf(first),
      endCursor: last === undefined ? null : this.#cursorOf(last),
    };
  }

  totalCount(): Promise<number> {
    return this.#source.count();
  }

  #load(): Promise<LoadedPage<Row, T>> {
    return (this.#loaded ??= this.#source.rows().then((sourceRows) => {
      const { size, backwards } = this.#range;
      const hasMore = sourceRows.length > size;
      // Aliases may share these rows, so the array must not be mutated.
      const pageRows = hasMore ? sourceRows.slice(0, size) : sourceRows;
      const rows = backwards ? pageRows.toReversed() : pageRows;
      return { rows, hasMore, nodes: rows.map((row) => this.#present(row)) };
    }));
  }
}

interface LoadedPage<Row, T> {
  readonly rows: readonly Row[];
  readonly nodes: readonly T[];
  readonly hasMore: boolean;
}
