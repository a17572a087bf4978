import { setImmediate as turn } from 'node:timers/promises';
import type { Parameter, Reader } from '../db/database';
import { factsInParts, readOrganizations } from '../db/read-facts';
import type { Facts } from '../rules';
import { selectCut, type Cut, type List } from '../request/list';

/** Where a walk begins, and in which direction it goes. */
export type WalkStart = Omit<Cut, 'size'>;

/**
 * Goes through a list of organizations with the facts of each, `atATime` in memory at once. Each step is a
 * statement for the next organizations, one for their sizes and one for each table of facts.
 */
export async function* walkOrganizations<Place>(
  reader: Reader,
  list: List<Place>,
  idOf: (place: Place) => string,
  atATime: number,
  { backwards, cursor: from }: WalkStart,
  pay: (places: readonly Place[]) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<{ readonly place: Place; readonly facts: Facts }> {
  let cursor = from;
  for (;;) {
    const { sql, parameters } = selectCut(list, { size: atATime - 1, backwards, cursor });
    const places = await reader.rows<Place>(sql, parameters);
    await pay(places);
    const rows = new Map((await readOrganizations(reader, places.map(idOf))).map((row) => [row.id, row]));
    const organizations = places.flatMap((place) => {
      const row = rows.get(idOf(place));
      return row === undefined ? [] : [{ ...row, place }];
    });
    for await (const part of factsInParts(reader, organizations))
      for (const { organization, facts } of part) yield { place: organization.place, facts };
    const last = places.at(-1);
    if (last === undefined || places.length < atATime) return;
    cursor = cursorOf(list, last);
    // Others are served in between, and a request whose time is over ends.
    await turn();
  }
}

function cursorOf<Place>({ orderBy }: List<Place>, place: Place): readonly Parameter[] {
  // The columns of an order have values that can be compared with parameters.
  return Object.keys(orderBy).map((column) => Reflect.get(place as object, column) as Parameter);
}

/** Is shown one after the other; false: it has seen enough. */
type Watcher<Row> = (row: Row) => boolean;

/**
 * A list that is found by walking. All that is asked at once of its beginning shares one walk, which ends where nothing
 * more is asked.
 */
export class OrganizationWalk<Row> {
  readonly #rows: (from: WalkStart) => AsyncIterable<Row>;
  /** The walk that is about to begin. */
  #next: { readonly watchers: Watcher<Row>[]; readonly over: Promise<void> } | null = null;

  constructor(rows: (from: WalkStart) => AsyncIterable<Row>) {
    this.#rows = rows;
  }

  /** From the beginning of a cut on, those that belong to the list, and one more to know whether there are more. */
  async cut({ size, ...from }: Cut, belongs: (row: Row) => boolean = () => true): Promise<readonly Row[]> {
    const found: Row[] = [];
    const watcher = (row: Row) => {
      if (belongs(row)) found.push(row);
      return found.length <= size;
    };
    if (from.cursor === null && !from.backwards) await this.#join(watcher);
    else await follow(this.#rows(from), [watcher]);
    return found;
  }

  /** Shows every row. */
  all(see: (row: Row) => void): Promise<void> {
    return this.#join((row) => {
      see(row);
      return true;
    });
  }

  #join(watcher: Watcher<Row>): Promise<void> {
    this.#next ??= { watchers: [], over: turn().then(() => this.#begin()) };
    this.#next.watchers.push(watcher);
    return this.#next.over;
  }

  #begin(): Promise<void> {
    const watchers = this.#next?.watchers ?? [];
    this.#next = null;
    return follow(this.#rows({ backwards: false, cursor: null }), watchers);
  }
}

async function follow<Row>(rows: AsyncIterable<Row>, watchers: readonly Watcher<Row>[]): Promise<void> {
  let watching = watchers;
  for await (const row of rows) {
    watching = watching.filter((sees) => sees(row));
    if (watching.length === 0) return;
  }
}
