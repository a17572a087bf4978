import type { ConnectionArguments } from '../../schema/connection';
import type { Parameter } from '../db/database';
import { nextEdition, editionOf, EDITIONS, type Editions } from '../projection/edition';
import type { Day } from '../rules';
import { ORGANIZATION_COLUMNS, type ReadOrganization } from '../request/columns';
import { OutdatedEvaluation, EVALUATION_BATCH_SIZE, type Evaluating } from './evaluate-outdated';
import {
  cutOf,
  directionOf,
  selectAll,
  selectCut,
  type Condition,
  type Cut,
  type List,
  type Ordered,
} from '../request/list';
import { required } from '../request/required';
import type { OrganizationOnDay } from '../request/organization-on-day';
import { asksForStatus, type OrganizationSearch } from './organization-search';
import { foundPage, page } from '../request/paging';
import type { ProgrammeState } from '../catalogue/known-versions';
import type { Selection } from '../request/selection';
import {
  storedByName,
  storedByRenewal,
  outdatedByName,
  outdatedByRenewal,
  ownCondition,
  upToDate,
  type Place,
  type PlaceByName,
  type PlaceByRenewal,
} from './span-lists';

/** What a search reads with. */
export interface Searching extends Evaluating {
  readonly selection: Selection;
  /** As it is now, of this edition at the least. */
  programme(edition: number): Promise<ProgrammeState>;
}

/** One statement reads so many of them; whoever is rare is looked for in larger steps. */
const CANDIDATES = { least: 50, most: 500 } as const;

type ByName = ReadOrganization;
type ByRenewal = ReadOrganization & PlaceByRenewal;

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
    const columns = searching.selection.columns(ORGANIZATION_COLUMNS).join(', ');
    const list = { ...BY_NAME, table: 'organization', columns, ...(where && { where }) };
    return page(searching.reader, list, given, present);
  }
  const cut = cutOf(BY_NAME, given);
  return foundPage(
    BY_NAME,
    cut,
    present,
    new Search<PlaceByName, ByName>(searching, search, on, cut, {
      kept: storedByName(search, on),
      outdated: (edition) => outdatedByName(search, edition),
      found: [],
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
      kept: storedByRenewal(search, on),
      outdated: (edition) => outdatedByRenewal(search, edition, on),
      found: ['renewalDay', 'membershipLevel', 'renewalAtRisk', 'willBeEligible'],
      placeOf: ({ renewalDay, id }) => [renewalDay, id],
      async evaluated(row, organization) {
        const { renewalAtRisk, willBeEligible } = await organization.flags();
        return { ...row, renewalAtRisk: Number(renewalAtRisk), willBeEligible: Number(willBeEligible) };
      },
    }),
  );
}

interface SearchOrder<At extends Place, Row extends ReadOrganization> {
  /** The organizations that the stored spans match. */
  readonly kept: List<At>;
  /** Whoever may be found and has spans older than an edition. */
  readonly outdated: (edition: number) => List<At>;
  /** What a row says beside the organization itself. */
  readonly found: readonly (keyof At & keyof Row & string)[];
  /** What a cursor says of a row. */
  readonly placeOf: (row: Row) => readonly Parameter[];
  /** The row of an organization that has been evaluated. */
  readonly evaluated: (row: Row, organization: OrganizationOnDay) => Row | Promise<Row>;
}

/**
 * One search. As long as all spans are up to date, it reads them and nothing else. While some are outdated, it goes
 * through both in one order: whoever's spans are kept is found by them, everybody else is evaluated when come to. Which
 * of the two it is, is read in one statement with the spans themselves: a moment later the last ones may have been
 * derived anew, or a new edition may have made all of them old.
 */
class Search<At extends Place, Row extends ReadOrganization> {
  readonly #searching: Searching;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  readonly #cut: Cut;
  readonly #order: SearchOrder<At, Row>;

  constructor(
    searching: Searching,
    search: OrganizationSearch,
    on: Day,
    cut: Cut,
    order: SearchOrder<At, Row>,
  ) {
    this.#searching = searching;
    this.#search = search;
    this.#on = on;
    this.#cut = cut;
    this.#order = order;
  }

  async rows(): Promise<readonly Row[]> {
    for (;;) {
      const { rows, edition } = await this.#kept();
      const found = edition === null ? rows : await this.#evaluated(edition);
      if (found !== null) return found;
    }
  }

  async count(): Promise<number> {
    for (;;) {
      const { total, edition } = await this.#countKept();
      const counted = edition === null ? total : await this.#countEvaluated(edition);
      if (counted !== null) return counted;
    }
  }

  /** What the spans say, and the edition in the making while they say it. */
  async #kept(): Promise<{ readonly rows: readonly Row[]; readonly edition: number | null }> {
    const { kept } = this.#order;
    const places = selectCut(kept, this.#cut);
    const asked = { found: this.#order.found, most: this.#cut.size + 1 };
    const rows = await this.#read(kept, places, asked);
    const [first] = rows;
    if (first !== undefined) return { rows, edition: nextEdition(first) };
    // Nobody tells the editions. Asked so that there is a row all the same, MariaDB takes twice as long.
    const always = await this.#read(kept, places, { ...asked, evenNobody: true });
    return {
      // Somebody may have come meanwhile.
      rows: always.filter(({ id }) => (id as string | null) !== null),
      edition: nextEdition(required(always[0])),
    };
  }

  /** Null: a newer edition has come meanwhile. */
  async #evaluated(edition: number): Promise<readonly Row[] | null> {
    const evaluation = await this.#evaluationBy(edition);
    if (evaluation === null) return null;
    const found: Row[] = [];
    let cut: Cut = { ...this.#cut, size: Math.max(2 * this.#cut.size, CANDIDATES.least) };
    for (;;) {
      const candidates = await this.#candidates(edition, cut);
      if (candidates.some(({ current }) => current !== edition)) return null;
      for (let start = 0; start < candidates.length; start += EVALUATION_BATCH_SIZE) {
        const some = candidates.slice(start, start + EVALUATION_BATCH_SIZE);
        found.push(...(await this.#foundAmong(some, evaluation)));
        if (found.length > this.#cut.size) return found.slice(0, this.#cut.size + 1);
      }
      const last = candidates.at(-1);
      if (last === undefined || candidates.length <= cut.size) return found;
      cut = { ...cut, size: Math.min(2 * cut.size, CANDIDATES.most), cursor: this.#order.placeOf(last) };
    }
  }

  async #foundAmong(
    candidates: readonly Candidate<Row>[],
    evaluation: OutdatedEvaluation,
  ): Promise<readonly Row[]> {
    const outdated = candidates.filter(({ isOutdated }) => isOutdated === 1);
    const organizations = await evaluation.foundAmong(outdated.map(({ id }) => id));
    const found: Row[] = [];
    for (const row of candidates) {
      const organization = organizations.get(row.id);
      if (row.isOutdated === 0) found.push(row);
      else if (organization !== undefined) found.push(await this.#order.evaluated(row, organization));
    }
    return found;
  }

  async #countKept(): Promise<{ readonly total: number; readonly edition: number | null }> {
    const { sql, parameters } = selectAll(this.#order.kept, `COUNT(*) AS total, ${EDITIONS}`);
    const [row] = await this.#searching.reader.rows<Editions & Total>(sql, parameters);
    return { total: required(row).total, edition: nextEdition(required(row)) };
  }

  /** Null: a newer edition has come meanwhile. */
  async #countEvaluated(edition: number): Promise<number | null> {
    const evaluation = await this.#evaluationBy(edition);
    // Nobody has this id: by it the row is known that counts, wherever among the others it comes.
    const kept = selectAll(upToDate(this.#order.kept, edition), `COUNT(*) AS total, ${EDITIONS}, '' AS id`);
    const outdated = selectAll(this.#order.outdated(edition), '1, 0, 0, organizationId');
    // In one statement, so that nobody is lost, or counted twice, who is derived anew in between.
    const rows = await this.#searching.reader.rows<Editions & Total & { id: string }>(
      `${kept.sql} UNION ALL ${outdated.sql}`,
      [...kept.parameters, ...outdated.parameters],
    );
    const counted = required(rows.find(({ id }) => id === ''));
    if (evaluation === null || counted.current !== edition) return null;
    const others = rows.filter((row) => row !== counted);
    evaluation.mustBePossible(others.length);
    let { total } = counted;
    for (let start = 0; start < others.length; start += EVALUATION_BATCH_SIZE) {
      const some = others.slice(start, start + EVALUATION_BATCH_SIZE);
      total += (await evaluation.foundAmong(some.map(({ id }) => id))).size;
    }
    return total;
  }

  /** Null: the programme has come further than the edition. */
  async #evaluationBy(edition: number): Promise<OutdatedEvaluation | null> {
    const programme = await this.#searching.programme(edition);
    return editionOf(programme.versions, programme.closings) === edition
      ? new OutdatedEvaluation(this.#searching, programme, this.#search, this.#on)
      : null;
  }

  /** In one statement, so that nobody is lost who is refilled or marked in between. */
  #candidates(edition: number, cut: Cut): Promise<readonly Candidate<Row>[]> {
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
    const found = [...this.#order.found, 'isOutdated'];
    return this.#read<Candidate<Row>>(kept, all, { found, most: cut.size + 1 });
  }

  /** The organizations themselves, in the order of their places. */
  #read<Found extends Row & Editions = Row & Editions>(
    list: List<At>,
    places: Condition,
    { found, most, evenNobody = false }: Reading,
  ): Promise<Found[]> {
    const columns = [
      ...this.#searching.selection.columns(ORGANIZATION_COLUMNS).map((column) => `organization.${column}`),
      ...found.map((column) => `found.${column}`),
      EDITIONS,
    ];
    const order = Object.keys(list.orderBy).map(
      (column) => `found.${column} ${directionOf(list, this.#cut.backwards)}`,
    );
    const [from, join] = evenNobody
      ? [`(SELECT 1 AS one) AS always LEFT JOIN (${places.sql}) AS found ON 1 = 1`, 'LEFT JOIN']
      : [`(${places.sql}) AS found`, 'JOIN'];
    return this.#searching.reader.rows<Found>(
      `SELECT ${columns.join(', ')} FROM ${from}` +
        ` ${join} organization ON organization.id = found.organizationId ORDER BY ${order.join(', ')} LIMIT ?`,
      [...places.parameters, most],
    );
  }
}

type Candidate<Row> = Row & Editions & { readonly isOutdated: 0 | 1 };

interface Reading {
  readonly found: readonly string[];
  readonly most: number;
  /** One row all the same where there is nobody. */
  readonly evenNobody?: boolean;
}

interface Total {
  readonly total: number;
}
