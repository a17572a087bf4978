import type {
  Achievement,
  Expiry,
  MemberFacts,
  MonthClosing,
  Override,
  PaidTerm,
  Person,
  Span,
} from '../rules';
import { placeholders } from './placeholders';
import type { Reader } from './database';
import { groupRows } from './group-rows';
import type {
  AchievementRow,
  AffiliationRow,
  CompetencyOverrideRow,
  MembershipRow,
  MetricRecordRow,
  OrganizationRow,
} from './entities';

/** The facts of organizations in the order of their ids; null where there is no such organization. */
export async function readFacts(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly (MemberFacts | null)[]> {
  const read = new Map<string, MemberFacts>();
  const organizations = await readOrganizations(reader, ids);
  for await (const part of factsInParts(reader, organizations))
    for (const { organization, facts } of part) read.set(organization.id, facts);
  return ids.map((id) => read.get(id) ?? null);
}

/** An organization with its facts. */
export interface WithFacts<Organization> {
  readonly organization: Organization;
  readonly facts: MemberFacts;
}

/**
 * Reads the facts of organizations, in their order and part by part, so that neither a statement nor a loop over its rows is
 * long. A part takes one statement for each table. In a transaction that has locked the organizations nothing moves between
 * statements. Elsewhere they share no snapshot on MySQL and MariaDB: of two commands that end in the same moment, a reader
 * may see the later one without the earlier one. A snapshot would need a connection of its own and sequential statements.
 */
export async function* factsInParts<Organization extends StoredOrganization>(
  reader: Reader,
  organizations: readonly Organization[],
  closings: () => Promise<readonly MonthClosing[]> = readOnce(reader),
): AsyncGenerator<readonly WithFacts<Organization>[]> {
  for (const part of partsBySize(organizations)) {
    const ids = part.map(({ id }) => id);
    const these = `organizationId IN (${placeholders(ids)})`;
    const [people, metrics, closed, overrides, memberships] = await Promise.all([
      part.some(isLarge) ? readManyPeople(reader, ids) : readPeople(reader, these, ids),
      reader.rows<StoredMetric>(
        `SELECT organizationId, metric, month, hundredths FROM metric_record WHERE ${these}`,
        ids,
      ),
      closings(),
      reader.rows<StoredOverride>(
        'SELECT id, organizationId, competency, effect, level, fromDay, untilDay FROM competency_override' +
          ` WHERE ${these}`,
        ids,
      ),
      reader.rows<StoredMembership>(
        'SELECT id, organizationId, level, startsOn, endsOn, refundedOn, purchasedOn, pricePaid, currency' +
          ` FROM membership WHERE ${these}`,
        ids,
      ),
    ]);
    const metricsOf = groupRows(metrics, byOrganization, asTheyAre);
    const overridesOf = groupRows(overrides, byOrganization, overrideOf);
    const membershipsOf = groupRows(memberships, byOrganization, paidTermOf);
    yield part.map((organization) => {
      const { id, market } = organization;
      const facts = {
        market,
        people: people.get(id) ?? [],
        metrics: metricsOf.get(id) ?? [],
        closings: closed,
        overrides: overridesOf.get(id) ?? [],
        memberships: membershipsOf.get(id) ?? [],
      };
      return { organization, facts };
    });
  }
}

export type StoredOrganization = Pick<OrganizationRow, 'id' | 'market' | 'size'>;

export function readOrganizations(reader: Reader, ids: readonly string[]): Promise<StoredOrganization[]> {
  return reader.rows(`SELECT id, market, size FROM organization WHERE id IN (${placeholders(ids)})`, ids);
}

/** All parts share one statement for the closings. */
function readOnce(reader: Reader): () => Promise<readonly MonthClosing[]> {
  let closings: Promise<readonly MonthClosing[]> | undefined;
  return () => (closings ??= reader.rows<MonthClosing>('SELECT month, closedOn FROM month_closing'));
}

function byOrganization({ organizationId }: { readonly organizationId: string }): string {
  return organizationId;
}

function byEmployee({ employeeId }: { readonly employeeId: string }): string {
  return employeeId;
}

function asTheyAre<Row>(row: Row): Row {
  return row;
}

/** People by organization. */
type People = ReadonlyMap<string, readonly Person[]>;

/** An affiliation with an empty span never counted. */
const AFFILIATIONS =
  'SELECT organizationId, employeeId, fromDay, untilDay FROM affiliation' +
  ' WHERE (untilDay IS NULL OR fromDay < untilDay)';
const ACHIEVEMENTS =
  'SELECT id, employeeId, credential, earnedOn, expiry, expiresOn, revokedOn FROM achievement';

async function readPeople(reader: Reader, these: string, ids: readonly string[]): Promise<People> {
  const [affiliations, achievements] = await Promise.all([
    reader.rows<StoredAffiliation>(`${AFFILIATIONS} AND ${these}`, ids),
    reader.rows<StoredAchievement>(
      `${ACHIEVEMENTS} WHERE employeeId IN (SELECT employeeId FROM affiliation WHERE ${these})`,
      ids,
    ),
  ]);
  const earnedBy = groupRows(achievements, byEmployee, achievementOf);
  const people = new Map<string, readonly Person[]>();
  for (const [id, rows] of groupRows(affiliations, byOrganization, asTheyAre))
    people.set(id, peopleOf(rows, earnedBy));
  return people;
}

const PEOPLE_AT_A_TIME = 500;

/** Reads the people of large organizations in portions, so that other requests are served in between. */
async function readManyPeople(reader: Reader, ids: readonly string[]): Promise<People> {
  const people = new Map<string, readonly Person[]>();
  for (const id of ids) {
    const all: Person[] = [];
    for await (const some of portionsOfPeople(reader, id)) all.push(...some);
    people.set(id, all);
  }
  return people;
}

async function* portionsOfPeople(reader: Reader, organizationId: string) {
  for (let last = '', isOver = false; !isOver;) {
    const employees = await reader.rows<{ readonly employeeId: string }>(
      'SELECT DISTINCT employeeId FROM affiliation WHERE organizationId = ? AND employeeId > ?' +
        ` ORDER BY employeeId LIMIT ${PEOPLE_AT_A_TIME}`,
      [organizationId, last],
    );
    const portion = employees.map(({ employeeId }) => employeeId);
    isOver = portion.length < PEOPLE_AT_A_TIME;
    last = portion.at(-1) ?? last;
    if (portion.length === 0) return;
    const these = `employeeId IN (${placeholders(portion)})`;
    const [affiliations, achievements] = await Promise.all([
      reader.rows<StoredAffiliation>(`${AFFILIATIONS} AND organizationId = ? AND ${these}`, [
        organizationId,
        ...portion,
      ]),
      reader.rows<StoredAchievement>(`${ACHIEVEMENTS} WHERE ${these}`, portion),
    ]);
    yield peopleOf(affiliations, groupRows(achievements, byEmployee, achievementOf));
  }
}

/**
 * Hundreds of people, achievements, overrides and monthly amounts of the organizations that are read at once. A small one
 * counts as a hundred.
 */
const MAX_HUNDREDS_AT_ONCE = 100;

/** The people of a larger organization are read in portions. */
const MAX_HUNDREDS_IN_ONE_PORTION = 30;

/** Its facts are too many to be read at once. */
function isLarge({ size }: { readonly size: number }): boolean {
  return size > MAX_HUNDREDS_IN_ONE_PORTION;
}

/** Splits organizations into parts, in their order, whose facts are short enough to be read at once. */
export function partsBySize<Sized extends { readonly size: number }>(
  organizations: readonly Sized[],
): readonly (readonly Sized[])[] {
  const parts: Sized[][] = [];
  let room = 0;
  for (const organization of organizations) {
    const last = parts.at(-1);
    room -= organization.size;
    if (last !== undefined && room >= 0 && !isLarge(organization)) {
      last.push(organization);
    } else {
      parts.push([organization]);
      room = isLarge(organization) ? 0 : MAX_HUNDREDS_AT_ONCE - organization.size;
    }
  }
  return parts;
}

type StoredAffiliation = Pick<AffiliationRow, 'organizationId' | 'employeeId' | 'fromDay' | 'untilDay'>;
export type StoredAchievement = Pick<
  AchievementRow,
  'id' | 'employeeId' | 'credential' | 'earnedOn' | 'expiry' | 'expiresOn' | 'revokedOn'
>;
type StoredMetric = Pick<MetricRecordRow, 'organizationId' | 'metric' | 'month' | 'hundredths'>;
type StoredOverride = Pick<
  CompetencyOverrideRow,
  'id' | 'organizationId' | 'competency' | 'effect' | 'level' | 'fromDay' | 'untilDay'
>;
type StoredMembership = Pick<
  MembershipRow,
  | 'id'
  | 'organizationId'
  | 'level'
  | 'startsOn'
  | 'endsOn'
  | 'refundedOn'
  | 'purchasedOn'
  | 'pricePaid'
  | 'currency'
>;

/** The people of an organization are all who ever belonged to it, each with everything that they ever earned. */
function peopleOf(
  affiliations: readonly StoredAffiliation[],
  earnedBy: ReadonlyMap<string, readonly Achievement[]>,
): readonly Person[] {
  const spansBy = new Map<string, Span[]>();
  const people: Person[] = [];
  for (const { employeeId: id, fromDay, untilDay } of affiliations) {
    const span = { from: fromDay, until: untilDay };
    const others = spansBy.get(id);
    if (others !== undefined) {
      others.push(span);
      continue;
    }
    const spans = [span];
    spansBy.set(id, spans);
    people.push({ id, affiliations: spans, achievements: earnedBy.get(id) ?? [] });
  }
  return people;
}

/** What the rules need to know of an achievement. */
export function achievementOf(row: StoredAchievement): Achievement {
  const { id, credential, earnedOn, revokedOn } = row;
  return { id, credential, earnedOn, expiry: expiryOf(row), revokedOn };
}

const NEVER = { kind: 'never' } as const;
const BY_VALIDITY = { kind: 'by-validity' } as const;

function expiryOf({ id, expiry, expiresOn }: StoredAchievement): Expiry {
  switch (expiry) {
    case 'NEVER':
      return NEVER;
    case 'BY_VALIDITY':
      return BY_VALIDITY;
    case 'ON':
      if (expiresOn === null) throw new Error(`The achievement ${id} ends on a day that is not stored.`);
      return { kind: 'on', day: expiresOn };
  }
}

export function overrideOf({ fromDay, untilDay, ...row }: StoredOverride): Override {
  // GRANT has a level and WITHHOLD none: the command that stores them sees to it, the row's type does not say it.
  return { ...row, from: fromDay, until: untilDay } as Override;
}

export function paidTermOf(row: StoredMembership): PaidTerm {
  const { id, level, startsOn, endsOn, refundedOn, purchasedOn, pricePaid, currency } = row;
  return {
    id,
    level,
    startsOn,
    endsOn,
    refundedOn,
    purchasedOn,
    paid: { hundredths: pricePaid, currency },
  };
}
