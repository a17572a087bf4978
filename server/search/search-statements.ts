import type { Aspect } from '../db/entities';
import type { Day, Level } from '../rules';
import { allOf, type SqlFragment, type List } from '../request/list';
import { needsMembership, type OrganizationSearch } from './search-filters';

export interface ListPosition {
  readonly organizationId: string;
}

export interface PositionByName extends ListPosition {
  readonly searchName: string;
}

export interface PositionByRenewal extends ListPosition {
  readonly renewalDay: Day;
  readonly membershipLevel: Level;
  /** 1 or 0, like `willBeEligible`. */
  readonly renewalAtRisk: number;
  readonly willBeEligible: number;
}

/**
 * Organizations matched by the stored spans. The statement reads one table in index order and checks the other filters
 * for each row. These filters compare counts, because MariaDB would turn an EXISTS into a join that begins with the
 * other table.
 */
export function storedByName(search: OrganizationSearch, on: Day): List<PositionByName> {
  const [first, ...others] = levelFilters(search);
  const order = {
    name: 'organizations',
    columns: 'organizationId, searchName',
    orderBy: { searchName: 'text', organizationId: 'text' },
  } as const;
  if (first === undefined || (first.aspect === 'ELIGIBLE' && needsMembership(search))) {
    return {
      ...order,
      table: 'member_span AS matched',
      where: allOf([
        ...inCountry(search),
        ...memberConditions(search, '+renewalDay'),
        coversDay(on),
        ...levelFilters(search).map((level) => hasLevel(level, on)),
        ...organizationMatches(inMarket(search)),
      ]),
    };
  }
  return {
    ...order,
    table: 'level_span AS matched',
    where: allOf([
      isOfLevel(first),
      ...inCountry(search),
      coversDay(on),
      ...others.map((level) => hasLevel(level, on)),
      ...(needsMembership(search) ? [memberMatches(search, on)] : []),
      ...organizationMatches(inMarket(search)),
    ]),
  };
}

export function storedByRenewal(search: OrganizationSearch, on: Day): List<PositionByRenewal> {
  return {
    name: 'organizationsByRenewal',
    table: 'member_span AS matched',
    columns: 'organizationId, renewalDay, level AS membershipLevel, renewalAtRisk, willBeEligible',
    orderBy: { renewalDay: 'day', organizationId: 'text' },
    where: allOf([
      ...inCountry(search),
      ...memberConditions(search, 'renewalDay'),
      // A member on this day renews later, so the index can skip earlier renewals.
      { sql: 'renewalDay > ?', parameters: [on] },
      coversDay(on),
      ...levelFilters(search).map((level) => hasLevel(level, on)),
      ...organizationMatches(inMarket(search)),
    ]),
  };
}

/** Organizations with outdated spans that may match. Filters on derived status are not applied. */
export function outdatedByName(search: OrganizationSearch, edition: number): List<PositionByName> {
  return {
    name: 'organizations',
    table: `(SELECT id AS organizationId, searchName, country, market, edition FROM organization) AS matched`,
    columns: 'organizationId, searchName',
    orderBy: { searchName: 'text', organizationId: 'text' },
    where: allOf([isOutdated(edition), ...ownConditions(search)]),
  };
}

export function outdatedByRenewal(
  search: OrganizationSearch,
  edition: number,
  on: Day,
): List<PositionByRenewal> {
  return {
    name: 'organizationsByRenewal',
    table: `${MEMBERS_WITH_RENEWAL_DAY} JOIN organization ON organization.id = matched.organizationId`,
    // Each 0 is a placeholder: the flags are known only after the evaluation.
    columns: 'organizationId, renewalDay, level AS membershipLevel, 0 AS renewalAtRisk, 0 AS willBeEligible',
    orderBy: { renewalDay: 'day', organizationId: 'text' },
    where: allOf([
      isOutdated(edition),
      { sql: 'fromDay <= ? AND untilDay > ?', parameters: [on, on] },
      ...renewalConditions(search, 'renewalDay'),
      ...ownConditions(search),
    ]),
  };
}

export function withUpToDateSpans<Row>(list: List<Row>, edition: number): List<Row> {
  const [current] = organizationMatches([{ sql: 'edition >= ?', parameters: [edition] }]);
  const conditions = [list.where, current].filter((condition) => condition !== undefined);
  return { ...list, where: allOf(conditions) };
}

/**
 * Members with the end of their chain of terms. From the running term on, the last term of the chain is the first one
 * at whose end no other term begins. Terms never overlap, and empty terms do not count
 * (server/rules/vocabulary/terms.ts).
 */
export const MEMBERS_WITH_RENEWAL_DAY =
  '(SELECT running.organizationId, running.level, running.fromDay, running.untilDay,' +
  ' (SELECT MIN(closing.untilDay) FROM membership AS closing WHERE closing.organizationId = running.organizationId' +
  ' AND closing.untilDay >= running.untilDay AND closing.fromDay < closing.untilDay' +
  ' AND NOT EXISTS (SELECT 1 FROM membership AS following' +
  ' WHERE following.organizationId = closing.organizationId' +
  ' AND following.fromDay = closing.untilDay AND following.fromDay < following.untilDay)) AS renewalDay' +
  ' FROM membership AS running) AS matched';

interface LevelFilter {
  readonly aspect: Aspect;
  readonly competency: string;
  readonly level: Level;
}

/** The most selective filter comes first. */
function levelFilters({ attained, displayed, eligibleLevel }: OrganizationSearch): readonly LevelFilter[] {
  return [
    ...(attained === null ? [] : [levelFilter('ATTAINED', attained.competency, attained.atLeast)]),
    ...(displayed === null ? [] : [levelFilter('DISPLAYED', displayed.competency, displayed.atLeast)]),
    ...(eligibleLevel === null ? [] : [levelFilter('ELIGIBLE', '', eligibleLevel)]),
  ];
}

function levelFilter(aspect: Aspect, competency: string, level: Level): LevelFilter {
  return { aspect, competency, level };
}

function isOfLevel({ aspect, competency, level }: LevelFilter): SqlFragment {
  return { sql: 'aspect = ? AND competency = ? AND level = ?', parameters: [aspect, competency, level] };
}

function coversDay(on: Day): SqlFragment {
  return { sql: 'fromDay <= ? AND lastDay >= ?', parameters: [on, on] };
}

function isOutdated(edition: number): SqlFragment {
  return { sql: 'edition < ?', parameters: [edition] };
}

/**
 * For results in order of name, the unary plus in `+renewalDay` keeps SQLite from using an index on the day. SQLite's
 * statistics do not distinguish days, so it would sort whole years of rows to find a page. MariaDB ignores the plus: it
 * estimates the number of rows, and sorts them only if they are few.
 */
function memberConditions(
  search: OrganizationSearch,
  renewalDay: 'renewalDay' | '+renewalDay',
): readonly SqlFragment[] {
  const { membershipLevel, atRisk } = search;
  return [
    ...(atRisk === null ? [] : [{ sql: 'endangered = ?', parameters: [Number(atRisk)] }]),
    ...(membershipLevel === null ? [] : [{ sql: 'level = ?', parameters: [membershipLevel] }]),
    ...renewalConditions(search, renewalDay),
  ];
}

function renewalConditions({ renewal }: OrganizationSearch, renewalDay: string): readonly SqlFragment[] {
  const { from, until } = renewal ?? { from: null, until: null };
  return [
    ...(from === null ? [] : [{ sql: `${renewalDay} >= ?`, parameters: [from] }]),
    ...(until === null ? [] : [{ sql: `${renewalDay} < ?`, parameters: [until] }]),
  ];
}

export function organizationCondition(search: OrganizationSearch): SqlFragment | undefined {
  const conditions = ownConditions(search);
  return conditions.length === 0 ? undefined : allOf(conditions);
}

function ownConditions(search: OrganizationSearch): readonly SqlFragment[] {
  return [...inCountry(search), ...inMarket(search)];
}

function inCountry({ country }: OrganizationSearch): readonly SqlFragment[] {
  return country === null ? [] : [{ sql: 'country = ?', parameters: [country] }];
}

function inMarket({ market }: OrganizationSearch): readonly SqlFragment[] {
  return market === null ? [] : [{ sql: 'market = ?', parameters: [market] }];
}

function hasLevel(level: LevelFilter, on: Day): SqlFragment {
  return hasRow('level_span', 'organizationId', [isOfLevel(level), coversDay(on)]);
}

function memberMatches(search: OrganizationSearch, on: Day): SqlFragment {
  return hasRow('member_span', 'organizationId', [...memberConditions(search, 'renewalDay'), coversDay(on)]);
}

function organizationMatches(conditions: readonly SqlFragment[]): readonly SqlFragment[] {
  return conditions.length === 0 ? [] : [hasRow('organization', 'id', conditions)];
}

/** Compares with 1, since an organization has at most one matching row on a day. */
function hasRow(table: string, id: string, conditions: readonly SqlFragment[]): SqlFragment {
  const { sql, parameters } = allOf(conditions);
  return {
    sql: `(SELECT COUNT(*) FROM ${table} AS other WHERE other.${id} = matched.organizationId AND ${sql}) = 1`,
    parameters,
  };
}
