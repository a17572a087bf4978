import type { Connection, ConnectionArguments } from '../../schema/connection';
import type { Reader } from '../db/database';
import type { Context } from './context';
import { say } from '../messages';
import { BadInput } from './bad-input';
import {
  cursorWriter,
  cutOf,
  selectAll,
  selectCut,
  type ChildList,
  type Cut,
  type List,
  type Ordered,
} from './list';

/** One page of a list, found by its keys, so that a deep page costs what the first one costs. */
export function page<Row, T>(
  reader: Reader,
  list: List<Row>,
  given: ConnectionArguments,
  present: (row: Row) => T,
): Page<Row, T> {
  const cut = cutOf(list, given);
  return new Page(cut, present, cursorWriter(list), {
    rows() {
      const { sql, parameters } = selectCut(list, cut);
      return reader.rows(sql, parameters);
    },
    async count() {
      const { sql, parameters } = selectAll(list, 'COUNT(*) AS total');
      const [row] = await reader.rows<{ total: number }>(sql, parameters);
      return row?.total ?? 0;
    },
  });
}

/** One page of a list of one parent; all parents that ask for the same page share its statement. */
export function childPage<Row, T>(
  { load }: Context,
  list: ChildList<Row>,
  parent: string,
  given: ConnectionArguments,
  present: (row: Row) => T,
): Page<Row, T> {
  const cut = cutOf(list, given);
  return new Page(cut, present, cursorWriter(list), {
    rows: () => load.children.rows(list, cut, parent),
    count: () => load.children.count(list, parent),
  });
}

/** One page of a list whose rows are not simply read: the source knows how they are found. */
export function foundPage<Row, T>(
  list: Ordered<Row>,
  cut: Cut,
  present: (row: Row) => T,
  source: Source<Row>,
): Page<Row, T> {
  return new Page(cut, present, cursorWriter(list), source);
}

/** One page of a list that was worked out as a whole, known by a key that each of its items has to itself. */
export function arrayPage<Item, T>(
  name: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  given: ConnectionArguments,
  present: (item: Item) => T,
): Page<Item, T> {
  const order: Ordered<{ readonly key: string }> = { name, orderBy: { key: 'text' } };
  const cut = cutOf(order, given);
  const cursorOf = cursorWriter(order);
  return new Page(cut, present, (item) => cursorOf({ key: keyOf(item) }), {
    rows: () => Promise.resolve(cutFrom(items, keyOf, cut)),
    count: () => Promise.resolve(items.length),
  });
}

/** From the beginning of the cut on, and one more to know whether there are more. */
function cutFrom<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { size, backwards, cursor }: Cut,
): readonly Item[] {
  const at = cursor === null ? null : all.findIndex((item) => keyOf(item) === cursor[0]);
  if (at === -1) throw new BadInput(say('paging.cursor.gone'));
  if (!backwards) {
    const start = at === null ? 0 : at + 1;
    return all.slice(start, start + size + 1);
  }
  const end = at ?? all.length;
  return all.slice(Math.max(0, end - size - 1), end).toReversed();
}

interface Source<Row> {
  /** From the beginning of the cut on, and one more to know whether there are more. */
  rows(): Promise<readonly Row[]>;
  count(): Promise<number>;
}

/** A connection that reads and makes only what is selected of it. */
class Page<Row, T> {
  readonly #cut: Cut;
  readonly #present: (row: Row) => T;
  readonly #cursorOf: (row: Row) => string;
  readonly #source: Source<Row>;
  #found: Promise<FoundPage<Row, T>> | undefined;

  constructor(cut: Cut, present: (row: Row) => T, cursorOf: (row: Row) => string, source: Source<Row>) {
    this.#cut = cut;
    this.#present = present;
    this.#cursorOf = cursorOf;
    this.#source = source;
  }

  async nodes(): Promise<Connection<T>['nodes']> {
    return (await this.#find()).nodes;
  }

  async edges(): Promise<Connection<T>['edges']> {
    const { nodes, rows } = await this.#find();
    return rows.map((row, i) => ({ node: nodes[i] as T, cursor: this.#cursorOf(row) }));
  }

  async pageInfo(): Promise<Connection<T>['pageInfo']> {
    const { rows, more } = await this.#find();
    const { backwards, cursor } = this.#cut;
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      hasNextPage: backwards ? cursor !== null : more,
      hasPreviousPage: backwards ? more : cursor !== null,
      startCursor: first === undefined ? null : this.#cursorOf(first),
      endCursor: last === undefined ? null : this.#cursorOf(last),
    };
  }

  totalCount(): Promise<number> {
    return this.#source.count();
  }

  #find(): Promise<FoundPage<Row, T>> {
    return (this.#found ??= this.#source.rows().then((read) => {
      const { size, backwards } = this.#cut;
      const more = read.length > size;
      // Two aliases may share what was read, so it stays as it is.
      const cut = more ? read.slice(0, size) : read;
      const rows = backwards ? cut.toReversed() : cut;
      return { rows, more, nodes: rows.map((row) => this.#present(row)) };
    }));
  }
}

interface FoundPage<Row, T> {
  readonly rows: readonly Row[];
  readonly nodes: readonly T[];
  readonly more: boolean;
}
