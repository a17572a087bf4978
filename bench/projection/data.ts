import { Readable } from 'node:stream';
import { createConnection, type Connection } from 'mysql2/promise';
import type { EntitySchema } from 'typeorm';
import { readCatalogue } from '../../server/catalogue/read-catalogue';
import catalogue2017 from '../../server/catalogue/catalogue-2017.json';
import { storeFirstCatalogue } from '../../server/commands/store-first-catalogue';
import type { Database } from '../../server/db/database';
import {
  AchievementTable,
  AffiliationTable,
  CompetencyOverrideTable,
  EmployeeTable,
  LevelSpanTable,
  MembershipTable,
  MemberSpanTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
  type AchievementRow,
  type AffiliationRow,
  type CompetencyOverrideRow,
  type EmployeeRow,
  type LevelSpanRow,
  type MembershipRow,
  type MemberSpanRow,
  type MetricRecordRow,
  type OrganizationRow,
} from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { migrate } from '../../server/db/migrate';
import { achievementOf, overrideOf, paidTermOf } from '../../server/db/read-facts';
import { editionOf } from '../../server/projection/edition';
import { rowsOf } from '../../server/projection/rows-of';
import {
  addDays,
  addMonths,
  day,
  LEVELS,
  month,
  OVERRIDE_EFFECTS,
  type Catalogue,
  type Day,
  type MemberFacts,
  type MonthClosing,
} from '../../server/rules';
import { chanceFrom, type Chance } from '../../test/support/chance';
import { achievementRow, affiliationRow, employeeRow, organizationRow } from '../rows';

export const TODAY = day('2026-03-02');
export const COUNTRIES = ['DE', 'IT', 'BR', 'CN', 'US', 'FR', 'ES', 'PL', 'IN', 'JP'] as const;
const ORGANIZATIONS_AT_ONCE = 2000;
const AT = instant(new Date('2026-01-01T00:00:00Z'));
const CLOSINGS: readonly MonthClosing[] = Array.from({ length: 14 }, (_, i) => {
  const of = month(`${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`);
  return { month: of, closedOn: addDays(day(`${of}-01`), 40) };
});

/** As ids are in the product: in the order of their making. */
const id = (kind: number, number: number) =>
  `0190${kind}000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export interface Filled {
  readonly people: number;
  readonly achievements: number;
  readonly spans: number;
  readonly seconds: number;
}

/**
 * Fills an empty database with so many organizations of about 20 people each, and with their spans: the rules derive
 * them from the same facts before these are stored, and the database takes all rows as files. `npm run verify` then
 * finds that what was derived is what is derived from what was stored.
 */
export async function fill(
  url: string,
  database: Database,
  organizations: number,
  onBatch: (done: number) => void,
): Promise<Filled> {
  const started = performance.now();
  await migrate(database);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  await database.transaction((transaction) => transaction.insert(MonthClosingTable, [...CLOSINGS]));
  const { catalogue } = readCatalogue(catalogue2017);
  if (catalogue === null) throw new Error('The catalogue of 2017 is not valid.');
  const made = { people: 0, achievements: 0, spans: 0 };
  const connection = await createConnection(url.replace('mariadb://', 'mysql://'));
  await connection.query('SET foreign_key_checks = 0, unique_checks = 0');
  try {
    for (let start = 0; start < organizations; start += ORGANIZATIONS_AT_ONCE) {
      const rows = emptyRows();
      const until = Math.min(start + ORGANIZATIONS_AT_ONCE, organizations);
      for (let number = start; number < until; number++) {
        makeOrganization(number, catalogue, made, rows);
      }
      await store(connection, rows);
      onBatch(until);
    }
  } finally {
    await connection.end();
  }
  for (const table of ['organization', 'level_span', 'member_span']) {
    await database.source.query(`ANALYZE TABLE ${table}`);
  }
  return { ...made, seconds: (performance.now() - started) / 1000 };
}

interface Rows {
  readonly organizations: OrganizationRow[];
  readonly employees: EmployeeRow[];
  readonly affiliations: AffiliationRow[];
  readonly achievements: AchievementRow[];
  readonly metrics: MetricRecordRow[];
  readonly overrides: CompetencyOverrideRow[];
  readonly memberships: MembershipRow[];
  readonly levels: LevelSpanRow[];
  readonly members: MemberSpanRow[];
}

const emptyRows = (): Rows => ({
  organizations: [],
  employees: [],
  affiliations: [],
  achievements: [],
  metrics: [],
  overrides: [],
  memberships: [],
  levels: [],
  members: [],
});

interface Made {
  people: number;
  achievements: number;
  spans: number;
}

function makeOrganization(number: number, catalogue: Catalogue, made: Made, rows: Rows): void {
  const chance = chanceFrom(number * 7919 + 11);
  const organization = anOrganization(number, chance);
  // A company does a few things, and its people prove these.
  const does = competenciesOf(catalogue, number);
  const codes = namesIn(does, 'code');
  const people: MemberFacts['people'][number][] = [];
  const size = 8 + chance.below(25);
  for (let i = 0; i < size; i++) {
    const employeeId = id(2, made.people++);
    const fromDay = addDays(TODAY, -100 - chance.below(1400));
    const left = chance.below(6) === 0;
    const untilDay = left ? addDays(fromDay, 30 + chance.below(900)) : null;
    const holds = Array.from({ length: 1 + chance.below(6) }, () =>
      anAchievement(made.achievements++, employeeId, codes, chance),
    );
    rows.employees.push(employeeRow({ id: employeeId, name: `Person ${made.people}` }));
    rows.affiliations.push(
      affiliationRow({
        id: id(3, made.people),
        employeeId,
        organizationId: organization.id,
        fromDay,
        untilDay,
        openFor: left ? null : employeeId,
      }),
    );
    rows.achievements.push(...holds);
    people.push({
      id: employeeId,
      affiliations: [{ from: fromDay, until: untilDay }],
      achievements: holds.map(achievementOf),
    });
  }
  const metrics = metricsOf(organization.id, namesIn(does, 'metric'), chance);
  const overrides = overridesOf(organization.id, number, does, chance);
  const memberships = membershipsOf(organization.id, number, chance);
  rows.organizations.push(organization);
  rows.metrics.push(...metrics);
  rows.overrides.push(...overrides);
  rows.memberships.push(...memberships);
  const facts: MemberFacts = {
    market: organization.market,
    people,
    metrics,
    closings: CLOSINGS,
    overrides: overrides.map(overrideOf),
    memberships: memberships.map(paidTermOf),
  };
  const { levels, members } = rowsOf([catalogue], facts, organization);
  rows.levels.push(...levels);
  rows.members.push(...members);
  made.spans += levels.length + members.length;
}

/** Three competencies that are neighbours in the catalogue. */
function competenciesOf({ competencies }: Catalogue, number: number): Catalogue['competencies'] {
  return Array.from({ length: 3 }, (_, i) => competencies[(number * 5 + i) % competencies.length]).filter(
    (one) => one !== undefined,
  );
}

/** The credentials or the metrics that their paths ask for. */
function namesIn(competencies: Catalogue['competencies'], kind: 'code' | 'metric'): readonly string[] {
  const text = JSON.stringify(competencies.map(({ paths }) => paths));
  return [...new Set([...text.matchAll(new RegExp(`(?<="${kind}":")[^"]+`, 'g'))].map(([name]) => name))];
}

function anOrganization(number: number, chance: Chance): OrganizationRow {
  const name = `Partner ${String((number * 7_368_787) % 100_000_007).padStart(9, '0')}`;
  return organizationRow({
    id: id(1, number),
    key: `partner-${number}`,
    name,
    market: chance.of(['DEVELOPED', 'DEVELOPING'] as const),
    country: chance.of(COUNTRIES),
    edition: editionOf([null], CLOSINGS),
  });
}

function anAchievement(
  number: number,
  employeeId: string,
  codes: readonly string[],
  chance: Chance,
): AchievementRow {
  const earnedOn = addDays(TODAY, -chance.below(1400));
  const ends = chance.below(2) === 0;
  return achievementRow({
    id: id(4, number),
    employeeId,
    credential: chance.of(codes),
    earnedOn,
    ...(ends && { expiry: 'ON', expiresOn: addDays(earnedOn, 400 + chance.below(1200)) }),
  });
}

/** Every other one reports what it sells, each quarter: some little, some much. */
function metricsOf(
  organizationId: string,
  metrics: readonly string[],
  chance: Chance,
): readonly MetricRecordRow[] {
  if (chance.below(2) === 0) return [];
  const most = chance.of([100_000, 1_000_000, 6_000_000]);
  return metrics.flatMap((metric) =>
    CLOSINGS.filter((_, i) => i % 3 === 0).map((closing): MetricRecordRow => ({
      organizationId,
      metric,
      month: closing.month,
      hundredths: chance.below(most),
      version: 1,
    })),
  );
}

/** Every tenth one has been granted something, or is under investigation. */
function overridesOf(
  organizationId: string,
  number: number,
  competencies: Catalogue['competencies'],
  chance: Chance,
): readonly CompetencyOverrideRow[] {
  if (chance.below(10) > 0) return [];
  const fromDay = addDays(TODAY, 50 - chance.below(300));
  const effect = chance.of(OVERRIDE_EFFECTS);
  return [
    {
      id: id(6, number),
      organizationId,
      competency: chance.of(competencies).key,
      effect,
      level: effect === 'GRANT' ? chance.of(LEVELS) : null,
      reason: 'bench',
      fromDay,
      untilDay: addDays(fromDay, 30 + chance.below(300)),
      placedAt: AT,
      placedBy: 'bench',
      version: 1,
    },
  ];
}

const MAX_TERMS = 4;

/**
 * Two of three organizations are members, one after the other of them for years. Some have given back their last term,
 * at once or later, and some have gone on to a higher level within it.
 */
function membershipsOf(organizationId: string, number: number, chance: Chance): readonly MembershipRow[] {
  if (chance.below(3) === 0) return [];
  const level = chance.of(LEVELS);
  const first: Day = addDays(TODAY, -chance.below(1000) - 300);
  const aTerm = (i: number, startsOn: Day): MembershipRow => ({
    id: id(5, number * (MAX_TERMS + 1) + i),
    organizationId,
    level,
    startsOn,
    endsOn: addMonths(startsOn, 12),
    purchasedOn: startsOn,
    kind: i === 0 ? 'NEW' : 'RENEWAL',
    pricePaid: 47_500,
    currency: 'USD',
    paymentReference: 'bench',
    refundedOn: null,
    version: 1,
  });
  const terms = Array.from({ length: 1 + chance.below(MAX_TERMS) }, (_, i) =>
    aTerm(i, addMonths(first, 12 * i)),
  );
  const last = terms.pop();
  if (last === undefined) return terms;
  switch (chance.below(8)) {
    case 0: {
      const refundedOn = addDays(last.startsOn, chance.of([0, 5, 29]));
      return [...terms, { ...last, endsOn: refundedOn, refundedOn, version: 2 }];
    }
    case 1: {
      const upgradedOn = addMonths(last.startsOn, 1 + chance.below(10));
      const higher = aTerm(MAX_TERMS, upgradedOn);
      return [
        ...terms,
        { ...last, level: 'SILVER', endsOn: upgradedOn, version: 2 },
        { ...higher, level: 'GOLD', kind: 'UPGRADE' },
      ];
    }
    default:
      return [...terms, last];
  }
}

async function store(connection: Connection, rows: Rows): Promise<void> {
  await take(connection, OrganizationTable, rows.organizations);
  await take(connection, EmployeeTable, rows.employees);
  await take(connection, AffiliationTable, rows.affiliations);
  await take(connection, AchievementTable, rows.achievements);
  await take(connection, MetricRecordTable, rows.metrics);
  await take(connection, CompetencyOverrideTable, rows.overrides);
  await take(connection, MembershipTable, rows.memberships);
  await take(connection, LevelSpanTable, rows.levels);
  await take(connection, MemberSpanTable, rows.members);
}

async function take<Row extends object>(
  connection: Connection,
  table: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(table.options.columns) as (keyof Row & string)[];
  // Rows hold texts, numbers and nulls.
  const field = (value: Row[keyof Row]) =>
    value === null ? '\\N' : `${value as string | number}`.replace(/[\\\t\n]/g, '\\$&');
  const lines = function* () {
    for (const row of rows) yield `${columns.map((column) => field(row[column])).join('\t')}\n`;
  };
  await connection.query({
    sql:
      `LOAD DATA LOCAL INFILE 'rows' INTO TABLE \`${table.options.name}\` CHARACTER SET utf8mb4` +
      ` (${columns.map((column) => `\`${column}\``).join(', ')})`,
    infileStreamFactory: () => Readable.from(inPieces(lines())),
  });
}

/** A piece for each line would cost more than the line. */
function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 64_000) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  // An empty one would be the end of the data, and then another end would come.
  if (piece !== '') yield Buffer.from(piece);
}
