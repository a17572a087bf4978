import type {
  Achievement,
  Expiry,
  MemberFacts,
  Membership,
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

/** Returns the facts in the order of `ids`, with null for an unknown id. */
export async function readFacts(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly (MemberFacts | null)[]> {
  const factsById = new Map<string, MemberFacts>();
  const organizations = await readOrganizations(reader, ids);
  for await (const batch of readFactsInBatches(reader, organizations))
    for (const { organization, facts } of batch) factsById.set(organization.id, facts);
  return ids.map((id) => factsById.get(id) ?? null);
}

export interface OrganizationWithFacts<Organization> {
  readonly organization: Organization;
  readonly facts: MemberFacts;
}

/**
 * Reads the facts of organizations in batches, in their order, so that no statement and no loop over its rows runs
 * long. A batch takes one statement per table. In a transaction that has locked the organizations, no fact changes
 * between statements. Elsewhere, the statements share no snapshot on MySQL and MariaDB: if two commands end at the same
 * moment, a reader may see only the later one. A snapshot would need a separate connection and sequential statements.
 */
export async function* readFactsInBatches<Organization extends StoredOrganization>(
  reader: Reader,
  organizations: readonly Organization[],
  closings: () => Promise<readonly MonthClosing[]> = readClosingsOnce(reader),
): AsyncGenerator<readonly OrganizationWithFacts<Organization>[]> {
  for (const batch of batchesBySize(organizations)) {
    const ids = batch.map(({ id }) => id);
    const whereOrganization = `organizationId IN (${placeholders(ids)})`;
    const [people, metrics, closed, overrides, memberships] = await Promise.all([
      batch.some(isLarge) ? readManyPeople(reader, ids) : readPeople(reader, whereOrganization, ids),
      reader.rows<StoredMetric>(
        `SELECT organizationId, metric, month, hundredths FROM metric_record WHERE ${whereOrganization}`,
        ids,
      ),
      closings(),
      reader.rows<StoredOverride>(
        'SELECT id, organizationId, competency, effect, level, fromDay, untilDay FROM competency_override' +
          ` WHERE ${whereOrganization}`,
        ids,
      ),
      reader.rows<StoredMembership>(
        'SELECT id, organizationId, level, fromDay, untilDay, refundedOn, purchasedOn, pricePaidMinorUnits, currency' +
          ` FROM membership WHERE ${whereOrganization}`,
        ids,
      ),
    ]);
    const metricsOf = groupRows(metrics, byOrganization, identity);
    const overridesOf = groupRows(overrides, byOrganization, overrideOf);
    const membershipsOf = groupRows(memberships, byOrganization, paidTermOf);
    yield batch.map((organization) => {
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

function readClosingsOnce(reader: Reader): () => Promise<readonly MonthClosing[]> {
  let closings: Promise<readonly MonthClosing[]> | undefined;
  return () => (closings ??= reader.rows<MonthClosing>('SELECT month, closedOn FROM month_closing'));
}

function byOrganization({ organizationId }: { readonly organizationId: string }): string {
  return organizationId;
}

function byEmployee({ employeeId }: { readonly employeeId: string }): string {
  return employeeId;
}

function identity<Row>(row: Row): Row {
  return row;
}

type People = ReadonlyMap<string, readonly Person[]>;

/** Empty affiliations never count. */
const AFFILIATIONS =
  'SELECT organizationId, employeeId, fromDay, untilDay FROM affiliation' +
  ' WHERE (untilDay IS NULL OR fromDay < untilDay)';
const ACHIEVEMENTS =
  'SELECT id, employeeId, credential, earnedOn, expiry, expiresOn, revokedOn FROM achievement';

async function readPeople(
  reader: Reader,
  whereOrganization: string,
  ids: readonly string[],
): Promise<People> {
  const [affiliations, achievements] = await Promise.all([
    reader.rows<StoredAffiliation>(`${AFFILIATIONS} AND ${whereOrganization}`, ids),
    reader.rows<StoredAchievement>(
      `${ACHIEVEMENTS} WHERE employeeId IN (SELECT employeeId FROM affiliation WHERE ${whereOrganization})`,
      ids,
    ),
  ]);
  const earnedBy = groupRows(achievements, byEmployee, achievementOf);
  const people = new Map<string, readonly Person[]>();
  for (const [id, rows] of groupRows(affiliations, byOrganization, identity))
    people.set(id, peopleOf(rows, earnedBy));
  return people;
}

const PEOPLE_PER_BATCH = 500;

/** Reads the people of large organizations in batches, so that other requests run in between. */
async function readManyPeople(reader: Reader, ids: readonly string[]): Promise<People> {
  const people = new Map<string, readonly Person[]>();
  for (const id of ids) {
    const all: Person[] = [];
    for await (const batch of peopleInBatches(reader, id)) all.push(...batch);
    people.set(id, all);
  }
  return people;
}

async function* peopleInBatches(reader: Reader, organizationId: string) {
  for (let last = '', isLast = false; !isLast;) {
    const employees = await reader.rows<{ readonly employeeId: string }>(
      'SELECT DISTINCT employeeId FROM affiliation WHERE organizationId = ? AND employeeId > ?' +
        ` ORDER BY employeeId LIMIT ${PEOPLE_PER_BATCH}`,
      [organizationId, last],
    );
    const employeeIds = employees.map(({ employeeId }) => employeeId);
    isLast = employeeIds.length < PEOPLE_PER_BATCH;
    last = employeeIds.at(-1) ?? last;
    if (employeeIds.length === 0) return;
    const whereEmployee = `employeeId IN (${placeholders(employeeIds)})`;
    const [affiliations, achievements] = await Promise.all([
      reader.rows<StoredAffiliation>(`${AFFILIATIONS} AND organizationId = ? AND ${whereEmployee}`, [
        organizationId,
        ...employeeIds,
      ]),
      reader.rows<StoredAchievement>(`${ACHIEVEMENTS} WHERE ${whereEmployee}`, employeeIds),
    ]);
    yield peopleOf(affiliations, groupRows(achievements, byEmployee, achievementOf));
  }
}

/**
 * Maximum total size of the organizations in a batch, in hundreds of people, achievements, overrides and monthly
 * amounts. Each organization counts as at least one hundred.
 */
const MAX_BATCH_SIZE = 100;

const MAX_SIZE_IN_ONE_READ = 30;

function isLarge({ size }: { readonly size: number }): boolean {
  return size > MAX_SIZE_IN_ONE_READ;
}

export function batchesBySize<Sized extends { readonly size: number }>(
  organizations: readonly Sized[],
): readonly (readonly Sized[])[] {
  const batches: Sized[][] = [];
  let room = 0;
  for (const organization of organizations) {
    const last = batches.at(-1);
    room -= organization.size;
    if (last !== undefined && room >= 0 && !isLarge(organization)) {
      last.push(organization);
    } else {
      batches.push([organization]);
      room = isLarge(organization) ? 0 : MAX_BATCH_SIZE - organization.size;
    }
  }
  return batches;
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
  | 'fromDay'
  | 'untilDay'
  | 'refundedOn'
  | 'purchasedOn'
  | 'pricePaidMinorUnits'
  | 'currency'
>;

function peopleOf(
  affiliations: readonly StoredAffiliation[],
  earnedBy: ReadonlyMap<string, readonly Achievement[]>,
): readonly Person[] {
  const spansByPerson = new Map<string, Span[]>();
  const people: Person[] = [];
  for (const { employeeId: id, fromDay, untilDay } of affiliations) {
    const span = { from: fromDay, until: untilDay };
    const known = spansByPerson.get(id);
    if (known !== undefined) {
      known.push(span);
      continue;
    }
    const spans = [span];
    spansByPerson.set(id, spans);
    people.push({ id, affiliations: spans, achievements: earnedBy.get(id) ?? [] });
  }
  return people;
}

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
      if (expiresOn === null) throw new Error(`The achievement ${id} has no stored day of expiry.`);
      return { kind: 'on', day: expiresOn };
  }
}

export function overrideOf({ fromDay, untilDay, ...row }: StoredOverride): Override {
  // The command that stores overrides ensures that a GRANT has a level and a WITHHOLD has none.
  return { ...row, from: fromDay, until: untilDay } as Override;
}

export function paidTermOf(row: StoredMembership): PaidTerm {
  const { id, level, fromDay, untilDay, refundedOn, purchasedOn, pricePaidMinorUnits, currency } = row;
  return {
    id,
    level,
    from: fromDay,
    until: untilDay,
    refundedOn,
    purchasedOn,
    paid: { minorUnits: pricePaidMinorUnits, currency },
  };
}

export type StoredTerm = MembershipRow & Membership;

export function termOf(row: MembershipRow): StoredTerm {
  return { ...row, from: row.fromDay, until: row.untilDay };
}
