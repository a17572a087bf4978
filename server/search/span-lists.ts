import type { Aspect } from '../db/entities';
import type { Day, Level } from '../rules';
import { allOf, type Condition, type List } from '../request/list';
import { asksForMembers, type OrganizationSearch } from './organization-search';

/** Where a search finds an organization: by its place in the order, in the spans that are kept or without them. */
export interface Place {
  readonly organizationId: string;
}

export interface PlaceByName extends Place {
  readonly searchName: string;
}

export interface PlaceByRenewal extends Place {
  readonly renewalDay: Day;
  readonly membershipLevel: Level;
  /** 1 or 0, as the other flag. */
  readonly renewalAtRisk: number;
  readonly willBeEligible: number;
}

/**
 * Everybody whom a search finds by the spans that are kept. One table is read in the order of one of its indexes, and
 * each row that is come to is compared with what else is asked. That is said by counting: MariaDB would make a join of
 * an EXISTS, and begin at its other end.
 */
export function storedByName(search: OrganizationSearch, on: Day): List<PlaceByName> {
  const [first, ...others] = levelsAsked(search);
  const order = {
    name: 'organizations',
    columns: 'organizationId, searchName',
    orderBy: { searchName: 'text', organizationId: 'text' },
  } as const;
  if (first === undefined || (first.aspect === 'ELIGIBLE' && asksForMembers(search))) {
    return {
      ...order,
      table: 'member_span AS found',
      where: allOf([
        ...inCountry(search),
        ...memberConditions(search, '+renewalDay'),
        isWithin(on),
        ...levelsAsked(search).map((level) => hasLevel(level, on)),
        ...isOrganization(inMarket(search)),
      ]),
    };
  }
  return {
    ...order,
    table: 'level_span AS found',
    where: allOf([
      isOfLevel(first),
      ...inCountry(search),
      isWithin(on),
      ...others.map((level) => hasLevel(level, on)),
      ...(asksForMembers(search) ? [isMember(search, on)] : []),
      ...isOrganization(inMarket(search)),
    ]),
  };
}

export function storedByRenewal(search: OrganizationSearch, on: Day): List<PlaceByRenewal> {
  return {
    name: 'organizationsByRenewal',
    table: 'member_span AS found',
    columns: 'organizationId, renewalDay, level AS membershipLevel, renewalAtRisk, willBeEligible',
    orderBy: { renewalDay: 'day', organizationId: 'text' },
    where: allOf([
      ...inCountry(search),
      ...memberConditions(search, 'renewalDay'),
      // Whoever is a member on a day renews later: what is past by then is not even looked at.
      { sql: 'renewalDay > ?', parameters: [on] },
      isWithin(on),
      ...levelsAsked(search).map((level) => hasLevel(level, on)),
      ...isOrganization(inMarket(search)),
    ]),
  };
}

/** Everybody whom a search may find and whose spans are outdated, with nothing derived compared yet. */
export function outdatedByName(search: OrganizationSearch, edition: number): List<PlaceByName> {
  return {
    name: 'organizations',
    table: `(SELECT id AS organizationId, searchName, country, market, edition FROM organization) AS found`,
    columns: 'organizationId, searchName',
    orderBy: { searchName: 'text', organizationId: 'text' },
    where: allOf([isOutdated(edition), ...ownConditions(search)]),
  };
}

export function outdatedByRenewal(
  search: OrganizationSearch,
  edition: number,
  on: Day,
): List<PlaceByRenewal> {
  return {
    name: 'organizationsByRenewal',
    table: `${MEMBERS} JOIN organization ON organization.id = found.organizationId`,
    // Neither flag is known yet.
    columns: 'organizationId, renewalDay, level AS membershipLevel, 0 AS renewalAtRisk, 0 AS willBeEligible',
    orderBy: { renewalDay: 'day', organizationId: 'text' },
    where: allOf([
      isOutdated(edition),
      { sql: 'startsOn <= ? AND endsOn > ?', parameters: [on, on] },
      ...renewalConditions(search, 'renewalDay'),
      ...ownConditions(search),
    ]),
  };
}

/** The same list without those whose spans are outdated. */
export function upToDate<Row>(list: List<Row>, edition: number): List<Row> {
  const [current] = isOrganization([{ sql: 'edition >= ?', parameters: [edition] }]);
  const conditions = [list.where, current].filter((condition) => condition !== undefined);
  return { ...list, where: allOf(conditions) };
}

/**
 * The last term of a chain is the earliest one, from the running one on, at whose end no other begins: terms never
 * overlap, and empty ones are no part of it (server/rules/vocabulary/terms.ts).
 */
const MEMBERS =
  '(SELECT running.organizationId, running.level, running.startsOn, running.endsOn,' +
  ' (SELECT MIN(closing.endsOn) FROM membership AS closing WHERE closing.organizationId = running.organizationId' +
  ' AND closing.endsOn >= running.endsOn AND closing.startsOn < closing.endsOn' +
  ' AND NOT EXISTS (SELECT 1 FROM membership AS following' +
  ' WHERE following.organizationId = closing.organizationId' +
  ' AND following.startsOn = closing.endsOn AND following.startsOn < following.endsOn)) AS renewalDay' +
  ' FROM membership AS running) AS found';

interface LevelAsked {
  readonly aspect: Aspect;
  readonly competency: string;
  readonly level: Level;
}

/** What few have comes first. */
function levelsAsked({ attained, displayed, eligibleLevel }: OrganizationSearch): readonly LevelAsked[] {
  return [
    ...(attained === null ? [] : [of('ATTAINED', attained.competency, attained.atLeast)]),
    ...(displayed === null ? [] : [of('DISPLAYED', displayed.competency, displayed.atLeast)]),
    ...(eligibleLevel === null ? [] : [of('ELIGIBLE', '', eligibleLevel)]),
  ];
}

function of(aspect: Aspect, competency: string, level: Level): LevelAsked {
  return { aspect, competency, level };
}

function isOfLevel({ aspect, competency, level }: LevelAsked): Condition {
  return { sql: 'aspect = ? AND competency = ? AND level = ?', parameters: [aspect, competency, level] };
}

function isWithin(on: Day): Condition {
  return { sql: 'fromDay <= ? AND lastDay >= ?', parameters: [on, on] };
}

function isOutdated(edition: number): Condition {
  return { sql: 'edition < ?', parameters: [edition] };
}

/**
 * By name, whoever renews between two days is looked for along the names. With the plus SQLite sees no index to enter at
 * a day: it knows of all days alike, and would sort whole years to find a page. MariaDB, to which it is nothing, looks how
 * many there are, and sorts few.
 */
function memberConditions(
  search: OrganizationSearch,
  renewalDay: 'renewalDay' | '+renewalDay',
): readonly Condition[] {
  const { membershipLevel, atRisk } = search;
  return [
    ...(atRisk === null ? [] : [{ sql: 'endangered = ?', parameters: [Number(atRisk)] }]),
    ...(membershipLevel === null ? [] : [{ sql: 'level = ?', parameters: [membershipLevel] }]),
    ...renewalConditions(search, renewalDay),
  ];
}

function renewalConditions(
  { renewalFrom, renewalBefore }: OrganizationSearch,
  renewalDay: string,
): readonly Condition[] {
  return [
    ...(renewalFrom === null ? [] : [{ sql: `${renewalDay} >= ?`, parameters: [renewalFrom] }]),
    ...(renewalBefore === null ? [] : [{ sql: `${renewalDay} < ?`, parameters: [renewalBefore] }]),
  ];
}

/** What is said of an organization itself; undefined: nothing is asked of it. */
export function ownCondition(search: OrganizationSearch): Condition | undefined {
  const conditions = ownConditions(search);
  return conditions.length === 0 ? undefined : allOf(conditions);
}

function ownConditions(search: OrganizationSearch): readonly Condition[] {
  return [...inCountry(search), ...inMarket(search)];
}

function inCountry({ country }: OrganizationSearch): readonly Condition[] {
  return country === null ? [] : [{ sql: 'country = ?', parameters: [country] }];
}

function inMarket({ market }: OrganizationSearch): readonly Condition[] {
  return market === null ? [] : [{ sql: 'market = ?', parameters: [market] }];
}

function hasLevel(level: LevelAsked, on: Day): Condition {
  return oneIn('level_span', 'organizationId', [isOfLevel(level), isWithin(on)]);
}

function isMember(search: OrganizationSearch, on: Day): Condition {
  return oneIn('member_span', 'organizationId', [...memberConditions(search, 'renewalDay'), isWithin(on)]);
}

function isOrganization(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.length === 0 ? [] : [oneIn('organization', 'id', conditions)];
}

/** Of an organization there is one row at most that holds on a day. */
function oneIn(table: string, id: string, conditions: readonly Condition[]): Condition {
  const { sql, parameters } = allOf(conditions);
  return {
    sql: `(SELECT COUNT(*) FROM ${table} AS other WHERE other.${id} = found.organizationId AND ${sql}) = 1`,
    parameters,
  };
}
