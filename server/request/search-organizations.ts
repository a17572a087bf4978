import type { ConnectionArguments } from '../../schema/connection';
import type { Parameter, Reader } from '../db/database';
import type { OrganizationRow } from '../db/entities';
import { editionInTheMaking, readEditions } from '../projection/edition';
import { type Catalogue, type Day } from '../rules';
import { cutOf, directionOf, selectCut, whereOf, type Cut, type List, type Ordered } from './list';
import { factsLoader, ORGANIZATIONS_MOST } from './load-facts';
import { OrganizationOnDay } from './organization-on-day';
import { asksForStatus, isFoundBy, type OrganizationSearch } from './organization-search';
import { foundPage, page } from './paging';
import {
  keptByName,
  keptByRenewal,
  outdatedByName,
  outdatedByRenewal,
  ownCondition,
  upToDate,
  type Place,
  type PlaceByName,
  type PlaceByRenewal,
} from './search-lists';
import { walkOrganizations } from './walk';

/** What a search reads with. */
export interface Searching {
  readonly reader: Reader;
  /** For what many searches ask for alike. */
  readonly shared: Reader;
  catalogues(): Promise<readonly Catalogue[]>;
}

type ByName = OrganizationRow;
type ByRenewal = OrganizationRow & PlaceByRenewal;

const BY_NAME: Ordered<ByName> = { name: 'organizations', orderBy: { searchName: 'text', id: 'text' } };
const BY_RENEWAL: Ordered<ByRenewal> = {
  name: 'organizationsByRenewal',
  orderBy: { renewalDay: 'day', id: 'text' },
};

/** A page of organizations by name. */
export function searchByName<T>(
  searching: Searching,
  search: OrganizationSearch,
  on: Day,
  given: ConnectionArguments,
  present: (row: ByName) => T,
) {
  if (!asksForStatus(search)) {
    // What is said of an organization itself needs no copy of anything.
    const where = ownCondition(search);
    const list = { ...BY_NAME, table: 'organization', columns: '*', ...(where && { where }) };
    return page(searching.reader, list, given, present);
  }
  const cut = cutOf(BY_NAME, given);
  return foundPage(
    BY_NAME,
    cut,
    present,
    new Search<PlaceByName, ByName>(searching, search, on, cut, {
      kept: keptByName(search, on),
      outdated: (edition) => outdatedByName(search, edition),
      placeOf: ({ searchName, id }) => [searchName, id],
      evaluated: (row) => row,
    }),
  );
}

/** A page of members by the day of their renewal. */
export function searchByRenewal<T>(
  searching: Searching,
  search: OrganizationSearch,
  on: Day,
  given: ConnectionArguments,
  present: (row: ByRenewal) => T,
) {
  const cut = cutOf(BY_RENEWAL, given);
  return foundPage(
    BY_RENEWAL,
    cut,
    present,
    new Search<PlaceByRenewal, ByRenewal>(searching, search, on, cut, {
      kept: keptByRenewal(search, on),
      outdated: (edition) => outdatedByRenewal(search, edition, on),
      placeOf: ({ renewalDay, id }) => [renewalDay, id],
      evaluated: (row, { flags }) => ({
        ...row,
        renewalAtRisk: Number(flags.renewalAtRisk),
        willBeEligible: Number(flags.willBeEligible),
      }),
    }),
  );
}

interface Order<At extends Place, Row extends OrganizationRow> {
  /** Whoever is found by the spans that are kept. */
  readonly kept: List<At>;
  /** Whoever may be found and has spans older than an edition. */
  readonly outdated: (edition: number) => List<At>;
  /** What a cursor says of a row. */
  readonly placeOf: (row: Row) => readonly Parameter[];
  /** The row of an organization that has been evaluated. */
  readonly evaluated: (row: Row, organization: OrganizationOnDay) => Row;
}

/**
 * One search. As long as all spans are up to date, it reads them and nothing else. While some are outdated, it goes
 * through both in one order: whoever's spans are kept is found by them, everybody else is evaluated when come to.
 */
class Search<At extends Place, Row extends OrganizationRow> {
  readonly #searching: Searching;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  readonly #cut: Cut;
  readonly #order: Order<At, Row>;
  #editions: Promise<number | null> | undefined;

  constructor(searching: Searching, search: OrganizationSearch, on: Day, cut: Cut, order: Order<At, Row>) {
    this.#searching = searching;
    this.#search = search;
    this.#on = on;
    this.#cut = cut;
    this.#order = order;
  }

  async rows(): Promise<readonly Row[]> {
    const { kept } = this.#order;
    // Almost always nobody's spans are outdated: so both are asked at once.
    const [edition, rows] = await Promise.all([
      this.#editionInTheMaking(),
      this.#read<Row>(kept, selectCut(kept, this.#cut), this.#cut.size + 1),
    ]);
    if (edition === null) return rows;
    const found: Row[] = [];
    // One more is read than a cut has.
    let cut: Cut = { ...this.#cut, size: ORGANIZATIONS_MOST - 1 };
    for (;;) {
      const candidates = await this.#candidates(edition, cut);
      found.push(...(await this.#found(candidates)));
      const last = candidates.at(-1);
      if (last === undefined || candidates.length <= cut.size || found.length > this.#cut.size) break;
      cut = { ...cut, cursor: this.#order.placeOf(last) };
    }
    return found.slice(0, this.#cut.size + 1);
  }

  async count(): Promise<number> {
    const edition = await this.#editionInTheMaking();
    const { kept, outdated } = this.#order;
    const { table, where } = edition === null ? kept : upToDate(kept, edition);
    const [row] = await this.#searching.reader.rows<{ total: number }>(
      `SELECT COUNT(*) AS total FROM ${table}${whereOf(where === undefined ? [] : [where])}`,
      where?.parameters,
    );
    let total = row?.total ?? 0;
    if (edition === null) return total;
    const versions = await this.#searching.catalogues();
    for await (const { facts, place } of walkOrganizations(
      this.#searching.reader,
      outdated(edition),
      ({ organizationId }) => organizationId,
      ORGANIZATIONS_MOST,
      { backwards: false, cursor: null },
    )) {
      if (facts === null) continue;
      const organization = new OrganizationOnDay(place.organizationId, versions, facts, this.#on);
      if (isFoundBy(this.#search, organization)) total++;
    }
    return total;
  }

  /** The current edition while somebody's spans are of an older one; null: nobody's are. */
  #editionInTheMaking(): Promise<number | null> {
    return (this.#editions ??= readEditions(this.#searching.shared).then(editionInTheMaking));
  }

  /** In one statement, so that nobody is lost who is refilled or marked in between. */
  #candidates(edition: number, cut: Cut): Promise<readonly (Row & IsOutdated)[]> {
    const kept = upToDate(this.#order.kept, edition);
    const outdated = this.#order.outdated(edition);
    const parts = [
      selectCut({ ...kept, columns: `${kept.columns}, 0 AS isOutdated` }, cut),
      selectCut({ ...outdated, columns: `${outdated.columns}, 1 AS isOutdated` }, cut),
    ];
    const all = {
      sql: parts.map(({ sql }, i) => `SELECT * FROM (${sql}) AS part${i}`).join(' UNION ALL '),
      parameters: parts.flatMap(({ parameters }) => parameters),
    };
    return this.#read<Row & IsOutdated>(kept, all, cut.size + 1);
  }

  /** The organizations themselves, in the order of their places. */
  #read<Found>(
    list: List<At>,
    places: { readonly sql: string; readonly parameters: readonly Parameter[] },
    most: number,
  ): Promise<Found[]> {
    const order = Object.keys(list.orderBy).map(
      (column) => `found.${column} ${directionOf(list, this.#cut.backwards)}`,
    );
    return this.#searching.reader.rows<Found>(
      `SELECT found.*, organization.* FROM (${places.sql}) AS found` +
        ` JOIN organization ON organization.id = found.organizationId ORDER BY ${order.join(', ')} LIMIT ?`,
      [...places.parameters, most],
    );
  }

  async #found(candidates: readonly (Row & IsOutdated)[]): Promise<readonly Row[]> {
    const { reader } = this.#searching;
    const versions = await this.#searching.catalogues();
    const load = factsLoader(reader);
    const found = await Promise.all(
      candidates.map(async (row): Promise<readonly Row[]> => {
        if (row.isOutdated === 0) return [row];
        const facts = await load.load(row.id);
        if (facts === null) return [];
        const organization = new OrganizationOnDay(row.id, versions, facts, this.#on);
        return isFoundBy(this.#search, organization) ? [this.#order.evaluated(row, organization)] : [];
      }),
    );
    return found.flat();
  }
}

interface IsOutdated {
  readonly isOutdated: number;
}
