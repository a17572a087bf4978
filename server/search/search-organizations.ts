import type { ConnectionArguments } from '../../schema/connection';
import type { Parameter } from '../db/database';
import { pendingEdition, editionOf, EDITION_COLUMNS, type Editions } from '../projection/edition';
import type { Day } from '../rules';
import { ORGANIZATION_COLUMNS, type ListedOrganization } from '../request/columns';
import {
  OutdatedOrganizationEvaluator,
  EVALUATION_BATCH_SIZE,
  type EvaluationContext,
} from './outdated-organization-evaluator';
import {
  directionOf,
  selectAll,
  selectRange,
  type SqlFragment,
  type List,
  type ListOrder,
  type PageRange,
} from '../request/list';
import { pageRangeOf } from '../request/page-range';
import { required } from '../request/required';
import type { OrganizationOnDay } from '../request/organization-on-day';
import { needsStatus, type OrganizationSearch } from './search-filters';
import { pageFromSource, page } from '../request/paging';
import type { ProgrammeState } from '../catalogue/known-versions';
import type { Selection } from '../request/selection';
import {
  storedByName,
  storedByRenewal,
  outdatedByName,
  outdatedByRenewal,
  organizationCondition,
  withUpToDateSpans,
  type ListPosition,
  type PositionByName,
  type PositionByRenewal,
} from './search-statements';

export interface SearchContext extends EvaluationContext {
  readonly selection: Selection;
  /** Returns the state of the programme at this edition or a newer one. */
  programmeState(edition: number): Promise<ProgrammeState>;
}

/** Candidates read per statement. The number doubles with each statement while matches are rare. */
const CANDIDATES = { min: 50, max: 500 } as const;

type ByName = ListedOrganization;
type ByRenewal = ListedOrganization & PositionByRenewal;

const BY_NAME: ListOrder<ByName> = { name: 'organizations', orderBy: { searchName: 'text', id: 'text' } };
const BY_RENEWAL: ListOrder<ByRenewal> = {
  name: 'organizationsByRenewal',
  orderBy: { renewalDay: 'day', id: 'text' },
};

export function searchByName<T>(
  context: SearchContext,
  search: OrganizationSearch,
  on: Day,
  paging: ConnectionArguments,
  present: (row: ByName) => T,
) {
  if (!needsStatus(search)) {
    const where = organizationCondition(search);
    const columns = context.selection.columns(ORGANIZATION_COLUMNS).join(', ');
    const list = { ...BY_NAME, table: 'organization', columns, ...(where && { where }) };
    return page(context.reader, list, paging, present);
  }
  const range = pageRangeOf(BY_NAME, paging);
  return pageFromSource(
    BY_NAME,
    range,
    present,
    new Search<PositionByName, ByName>(context, search, on, range, {
      stored: storedByName(search, on),
      outdated: (edition) => outdatedByName(search, edition),
      spanColumns: [],
      cursorOf: ({ searchName, id }) => [searchName, id],
      withStatus: (row) => row,
    }),
  );
}

export function searchByRenewal<T>(
  context: SearchContext,
  search: OrganizationSearch,
  on: Day,
  paging: ConnectionArguments,
  present: (row: ByRenewal) => T,
) {
  const range = pageRangeOf(BY_RENEWAL, paging);
  return pageFromSource(
    BY_RENEWAL,
    range,
    present,
    new Search<PositionByRenewal, ByRenewal>(context, search, on, range, {
      stored: storedByRenewal(search, on),
      outdated: (edition) => outdatedByRenewal(search, edition, on),
      spanColumns: ['renewalDay', 'membershipLevel', 'renewalAtRisk', 'willBeEligible'],
      cursorOf: ({ renewalDay, id }) => [renewalDay, id],
      async withStatus(row, organization) {
        const { renewalAtRisk, willBeEligible } = await organization.flags();
        return { ...row, renewalAtRisk: Number(renewalAtRisk), willBeEligible: Number(willBeEligible) };
      },
    }),
  );
}

interface SearchOrder<At extends ListPosition, Row extends ListedOrganization> {
  readonly stored: List<At>;
  /** Organizations that may match and whose spans are older than an edition. */
  readonly outdated: (edition: number) => List<At>;
  readonly spanColumns: readonly (keyof At & keyof Row & string)[];
  readonly cursorOf: (row: Row) => readonly Parameter[];
  readonly withStatus: (row: Row, organization: OrganizationOnDay) => Row | Promise<Row>;
}

/**
 * One search. While all spans are up to date, it reads only the spans. While some are outdated, it merges two lists in
 * the same order: organizations matched by up-to-date spans, and organizations that are evaluated in batches. The
 * statement that reads the spans also reads the editions, because a moment later a refill may be complete or a new
 * edition published.
 */
class Search<At extends ListPosition, Row extends ListedOrganization> {
  readonly #context: SearchContext;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  readonly #range: PageRange;
  readonly #order: SearchOrder<At, Row>;

  constructor(
    context: SearchContext,
    search: OrganizationSearch,
    on: Day,
    range: PageRange,
    order: SearchOrder<At, Row>,
  ) {
    this.#context = context;
    this.#search = search;
    this.#on = on;
    this.#range = range;
    this.#order = order;
  }

  async rows(): Promise<readonly Row[]> {
    for (;;) {
      const { rows, edition } = await this.#readStored();
      const matches = edition === null ? rows : await this.#readWithOutdated(edition);
      if (matches !== null) return matches;
    }
  }

  async count(): Promise<number> {
    for (;;) {
      const { total, edition } = await this.#countStored();
      const count = edition === null ? total : await this.#countWithOutdated(edition);
      if (count !== null) return count;
    }
  }

  /**
   * The rows that the spans match, and the edition to which outdated spans are being refilled; null if none are
   * outdated.
   */
  async #readStored(): Promise<{ readonly rows: readonly Row[]; readonly edition: number | null }> {
    const { stored } = this.#order;
    const places = selectRange(stored, this.#range);
    const options = { placeColumns: this.#order.spanColumns, limit: this.#range.size + 1 };
    const rows = await this.#read(stored, places, options);
    const [first] = rows;
    if (first !== undefined) return { rows, edition: pendingEdition(first) };
    // Without a row, the editions are unknown. The second query always returns a row with them, but takes twice as long
    // on MariaDB.
    const atLeastOne = await this.#read(stored, places, { ...options, atLeastOneRow: true });
    return {
      // Drops the row without an organization. Keeps organizations that have come to match since the first read.
      rows: atLeastOne.filter(({ id }) => (id as string | null) !== null),
      edition: pendingEdition(required(atLeastOne[0])),
    };
  }

  /** Returns null if the edition has changed in the meantime. */
  async #readWithOutdated(edition: number): Promise<readonly Row[] | null> {
    const evaluation = await this.#evaluationBy(edition);
    if (evaluation === null) return null;
    const matches: Row[] = [];
    let range: PageRange = { ...this.#range, size: Math.max(2 * this.#range.size, CANDIDATES.min) };
    for (;;) {
      const candidates = await this.#candidates(edition, range);
      if (candidates.some(({ current }) => current !== edition)) return null;
      for (let start = 0; start < candidates.length; start += EVALUATION_BATCH_SIZE) {
        const batch = candidates.slice(start, start + EVALUATION_BATCH_SIZE);
        matches.push(...(await this.#matchesOf(batch, evaluation)));
        if (matches.length > this.#range.size) return matches.slice(0, this.#range.size + 1);
      }
      const last = candidates.at(-1);
      if (last === undefined || candidates.length <= range.size) return matches;
      range = {
        ...range,
        size: Math.min(2 * range.size, CANDIDATES.max),
        cursor: this.#order.cursorOf(last),
      };
    }
  }

  async #matchesOf(
    candidates: readonly Candidate<Row>[],
    evaluation: OutdatedOrganizationEvaluator,
  ): Promise<readonly Row[]> {
    const outdated = candidates.filter(({ isOutdated }) => isOutdated === 1);
    const organizations = await evaluation.matchesOf(outdated.map(({ id }) => id));
    const matches: Row[] = [];
    for (const row of candidates) {
      const organization = organizations.get(row.id);
      if (row.isOutdated === 0) matches.push(row);
      else if (organization !== undefined) matches.push(await this.#order.withStatus(row, organization));
    }
    return matches;
  }

  async #countStored(): Promise<{ readonly total: number; readonly edition: number | null }> {
    const { sql, parameters } = selectAll(this.#order.stored, `COUNT(*) AS total, ${EDITION_COLUMNS}`);
    const [row] = await this.#context.reader.rows<Editions & Total>(sql, parameters);
    return { total: required(row).total, edition: pendingEdition(required(row)) };
  }

  async #countWithOutdated(edition: number): Promise<number | null> {
    const evaluation = await this.#evaluationBy(edition);
    // The empty id marks the row with the count, since the rows of the union have no defined order.
    const stored = selectAll(
      withUpToDateSpans(this.#order.stored, edition),
      `COUNT(*) AS total, ${EDITION_COLUMNS}, '' AS id`,
    );
    const outdated = selectAll(this.#order.outdated(edition), '1, 0, 0, organizationId');
    // A single statement: between two statements, an organization could be refilled, and be lost or counted twice.
    const rows = await this.#context.reader.rows<Editions & Total & { id: string }>(
      `${stored.sql} UNION ALL ${outdated.sql}`,
      [...stored.parameters, ...outdated.parameters],
    );
    const counted = required(rows.find(({ id }) => id === ''));
    if (evaluation === null || counted.current !== edition) return null;
    const candidates = rows.filter((row) => row !== counted);
    evaluation.assertWithinLimit(candidates.length);
    let { total } = counted;
    for (let start = 0; start < candidates.length; start += EVALUATION_BATCH_SIZE) {
      const batch = candidates.slice(start, start + EVALUATION_BATCH_SIZE);
      total += (await evaluation.matchesOf(batch.map(({ id }) => id))).size;
    }
    return total;
  }

  /** Returns null if the programme has a newer edition. */
  async #evaluationBy(edition: number): Promise<OutdatedOrganizationEvaluator | null> {
    const programmeState = await this.#context.programmeState(edition);
    return editionOf(programmeState.versions, programmeState.closings) === edition
      ? new OutdatedOrganizationEvaluator(this.#context, programmeState, this.#search, this.#on)
      : null;
  }

  /**
   * A single statement: between two statements, an organization could be refilled or marked as outdated, and be lost.
   */
  #candidates(edition: number, range: PageRange): Promise<readonly Candidate<Row>[]> {
    const stored = withUpToDateSpans(this.#order.stored, edition);
    const outdated = this.#order.outdated(edition);
    const parts = [
      selectRange({ ...stored, columns: `${stored.columns}, 0 AS isOutdated` }, range),
      selectRange({ ...outdated, columns: `${outdated.columns}, 1 AS isOutdated` }, range),
    ];
    const places = {
      sql: parts.map(({ sql }, i) => `SELECT * FROM (${sql}) AS part${i}`).join(' UNION ALL '),
      parameters: parts.flatMap(({ parameters }) => parameters),
    };
    const placeColumns = [...this.#order.spanColumns, 'isOutdated'];
    return this.#read<Candidate<Row>>(stored, places, { placeColumns, limit: range.size + 1 });
  }

  #read<Result extends Row & Editions = Row & Editions>(
    list: List<At>,
    places: SqlFragment,
    { placeColumns, limit, atLeastOneRow = false }: ReadOptions,
  ): Promise<Result[]> {
    const columns = [
      ...this.#context.selection.columns(ORGANIZATION_COLUMNS).map((column) => `organization.${column}`),
      ...placeColumns.map((column) => `matched.${column}`),
      EDITION_COLUMNS,
    ];
    const order = Object.keys(list.orderBy).map(
      (column) => `matched.${column} ${directionOf(list, this.#range.backwards)}`,
    );
    const [from, join] = atLeastOneRow
      ? [`(SELECT 1 AS one) AS always LEFT JOIN (${places.sql}) AS matched ON 1 = 1`, 'LEFT JOIN']
      : [`(${places.sql}) AS matched`, 'JOIN'];
    return this.#context.reader.rows<Result>(
      `SELECT ${columns.join(', ')} FROM ${from}` +
        ` ${join} organization ON organization.id = matched.organizationId ORDER BY ${order.join(', ')} LIMIT ?`,
      [...places.parameters, limit],
    );
  }
}

type Candidate<Row> = Row & Editions & { readonly isOutdated: 0 | 1 };

interface ReadOptions {
  readonly placeColumns: readonly string[];
  readonly limit: number;
  /** Returns a row without an organization if nothing matches. */
  readonly atLeastOneRow?: boolean;
}

interface Total {
  readonly total: number;
}
