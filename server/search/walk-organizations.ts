import { setImmediate as turn } from 'node:timers/promises';
import type { Parameter, Reader } from '../db/database';
import { readFactsInBatches, readOrganizations } from '../db/read-facts';
import type { Facts } from '../rules';
import { selectRange, type List, type PageRange } from '../request/list';

export type WalkStart = Omit<PageRange, 'size'>;

/**
 * Iterates over a list of organizations with their facts, keeping at most `batchSize` in memory. Each batch needs one
 * statement for its organizations, one for their sizes and one for each table of facts.
 */
export async function* walkOrganizations<Place>(
  reader: Reader,
  list: List<Place>,
  idOf: (place: Place) => string,
  batchSize: number,
  { backwards, cursor: start }: WalkStart,
  pay: (places: readonly Place[]) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<{ readonly place: Place; readonly facts: Facts }> {
  let cursor = start;
  for (;;) {
    const { sql, parameters } = selectRange(list, { size: batchSize - 1, backwards, cursor });
    const places = await reader.rows<Place>(sql, parameters);
    await pay(places);
    const rows = new Map((await readOrganizations(reader, places.map(idOf))).map((row) => [row.id, row]));
    const organizations = places.flatMap((place) => {
      const row = rows.get(idOf(place));
      return row === undefined ? [] : [{ ...row, place }];
    });
    for await (const part of readFactsInBatches(reader, organizations))
      for (const { organization, facts } of part) yield { place: organization.place, facts };
    const last = places.at(-1);
    if (last === undefined || places.length < batchSize) return;
    cursor = cursorOf(list, last);
    // Lets other requests run. Ends a request whose deadline has passed.
    await turn();
  }
}

function cursorOf<Place>({ orderBy }: List<Place>, place: Place): readonly Parameter[] {
  // Values of sort columns can be parameters.
  return Object.keys(orderBy).map((column) => Reflect.get(place as object, column) as Parameter);
}

/** Receives one row after another. Returns false when it needs no more rows. */
type Visitor<Row> = (row: Row) => boolean;

/** Reads that start together at the beginning of the list share one walk, which ends when no read needs more rows. */
export class OrganizationWalk<Row> {
  readonly #rows: (start: WalkStart) => AsyncIterable<Row>;
  #next: { readonly visitors: Visitor<Row>[]; readonly ended: Promise<void> } | null = null;

  constructor(rows: (start: WalkStart) => AsyncIterable<Row>) {
    this.#rows = rows;
  }

  async rangeOf(
    { size, ...start }: PageRange,
    matches: (row: Row) => boolean = () => true,
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    const visitor = (row: Row) => {
      if (matches(row)) rows.push(row);
      return rows.length <= size;
    };
    if (start.cursor === null && !start.backwards) await this.#join(visitor);
    else await visitRows(this.#rows(start), [visitor]);
    return rows;
  }

  visitAll(visit: (row: Row) => void): Promise<void> {
    return this.#join((row) => {
      visit(row);
      return true;
    });
  }

  #join(visitor: Visitor<Row>): Promise<void> {
    this.#next ??= { visitors: [], ended: turn().then(() => this.#begin()) };
    this.#next.visitors.push(visitor);
    return this.#next.ended;
  }

  #begin(): Promise<void> {
    const visitors = this.#next?.visitors ?? [];
    this.#next = null;
    return visitRows(this.#rows({ backwards: false, cursor: null }), visitors);
  }
}

async function visitRows<Row>(rows: AsyncIterable<Row>, visitors: readonly Visitor<Row>[]): Promise<void> {
  let active = visitors;
  for await (const row of rows) {
    active = active.filter((visit) => visit(row));
    if (active.length === 0) return;
  }
}
