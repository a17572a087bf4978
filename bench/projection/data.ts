import { Readable } from 'node:stream';
import { createConnection, type Connection } from 'mysql2/promise';
import type { EntitySchema } from 'typeorm';
import { readCatalogue } from '../../server/catalogue/read-catalogue';
import catalogue2017 from '../../server/catalogue/catalogue-2017.json';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
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
import { spanRows } from '../../server/projection/span-rows';
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
import { seededRandom, type Random } from '../../test/support/random';
import { achievementRow, affiliationRow, employeeRow, organizationRow } from '../rows';

export const TODAY = day('2026-03-02');
export const COUNTRIES = ['DE', 'IT', 'BR', 'CN', 'US', 'FR', 'ES', 'PL', 'IN', 'JP'] as const;
const ORGANIZATIONS_AT_ONCE = 2000;
const AT = instant(new Date('2026-01-01T00:00:00Z'));
const CLOSINGS: readonly MonthClosing[] = Array.from({ length: 14 }, (_, i) => {
  const closed = month(`${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`);
  return { month: closed, closedOn: addDays(day(`${closed}-01`), 40) };
});

/** Ids ascend in the order of creation, as in the product. */
const id = (kind: number, number: number) =>
  `0190${kind}000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export interface FillResult {
  readonly people: number;
  readonly achievements: number;
  readonly spans: number;
  readonly seconds: number;
}

/**
 * Fills an empty database with organizations of about 20 people each and with their spans, which the rules derive from
 * the facts. Rows are loaded with LOAD DATA. Afterwards, `npm run verify` finds no difference.
 */
export async function fillDatabase(
  url: string,
  database: Database,
  organizations: number,
  onBatch: (done: number) => void,
): Promise<FillResult> {
  const started = performance.now();
  await migrate(database);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  await database.transaction((transaction) => transaction.insert(MonthClosingTable, [...CLOSINGS]));
  const { catalogue } = readCatalogue(catalogue2017);
  if (catalogue === null) throw new Error('The catalogue of 2017 is not valid.');
  const totals = { people: 0, achievements: 0, spans: 0 };
  const connection = await createConnection(url.replace('mariadb://', 'mysql://'));
  await connection.query('SET foreign_key_checks = 0, unique_checks = 0');
  try {
    for (let start = 0; start < organizations; start += ORGANIZATIONS_AT_ONCE) {
      const rows = emptyRows();
      const until = Math.min(start + ORGANIZATIONS_AT_ONCE, organizations);
      for (let number = start; number < until; number++) {
        makeOrganization(number, catalogue, totals, rows);
      }
      await loadRows(connection, rows);
      onBatch(until);
    }
  } finally {
    await connection.end();
  }
  for (const table of ['organization', 'level_span', 'member_span']) {
    await database.source.query(`ANALYZE TABLE ${table}`);
  }
  return { ...totals, seconds: (performance.now() - started) / 1000 };
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

interface Totals {
  people: number;
  achievements: number;
  spans: number;
}

function makeOrganization(number: number, catalogue: Catalogue, totals: Totals, rows: Rows): void {
  const chance = seededRandom(number * 7919 + 11);
  const organization = organizationOf(number, chance);
  // Each organization works in three competencies, and its people earn credentials for them.
  const competencies = competenciesOf(catalogue, number);
  const codes = namesIn(competencies, 'code');
  const people: MemberFacts['people'][number][] = [];
  const size = 8 + chance.below(25);
  for (let i = 0; i < size; i++) {
    const employeeId = id(2, totals.people++);
    const fromDay = addDays(TODAY, -100 - chance.below(1400));
    const hasLeft = chance.below(6) === 0;
    const untilDay = hasLeft ? addDays(fromDay, 30 + chance.below(900)) : null;
    const earned = Array.from({ length: 1 + chance.below(6) }, () =>
      achievementBy(totals.achievements++, employeeId, codes, chance),
    );
    rows.employees.push(employeeRow({ id: employeeId, name: `Person ${totals.people}` }));
    rows.affiliations.push(
      affiliationRow({
        id: id(3, totals.people),
        employeeId,
        organizationId: organization.id,
        fromDay,
        untilDay,
        openFor: hasLeft ? null : employeeId,
      }),
    );
    rows.achievements.push(...earned);
    people.push({
      id: employeeId,
      affiliations: [{ from: fromDay, until: untilDay }],
      achievements: earned.map(achievementOf),
    });
  }
  const metrics = metricsOf(organization.id, namesIn(competencies, 'metric'), chance);
  const overrides = overridesOf(organization.id, number, competencies, chance);
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
  const { levels, members } = spanRows([catalogue], facts, organization);
  rows.levels.push(...levels);
  rows.members.push(...members);
  totals.spans += levels.length + members.length;
}

function competenciesOf({ competencies }: Catalogue, number: number): Catalogue['competencies'] {
  return Array.from({ length: 3 }, (_, i) => competencies[(number * 5 + i) % competencies.length]).filter(
    (one) => one !== undefined,
  );
}

/** The credentials or metrics that the paths of the competencies ask for. */
function namesIn(competencies: Catalogue['competencies'], kind: 'code' | 'metric'): readonly string[] {
  const text = JSON.stringify(competencies.map(({ paths }) => paths));
  return [...new Set([...text.matchAll(new RegExp(`(?<="${kind}":")[^"]+`, 'g'))].map(([name]) => name))];
}

function organizationOf(number: number, chance: Random): OrganizationRow {
  const name = `Partner ${String((number * 7_368_787) % 100_000_007).padStart(9, '0')}`;
  return organizationRow({
    id: id(1, number),
    key: `partner-${number}`,
    name,
    market: chance.pick(['DEVELOPED', 'DEVELOPING'] as const),
    country: chance.pick(COUNTRIES),
    edition: editionOf([null], CLOSINGS),
  });
}

function achievementBy(
  number: number,
  employeeId: string,
  codes: readonly string[],
  chance: Random,
): AchievementRow {
  const earnedOn = addDays(TODAY, -chance.below(1400));
  const ends = chance.below(2) === 0;
  return achievementRow({
    id: id(4, number),
    employeeId,
    credential: chance.pick(codes),
    earnedOn,
    ...(ends && { expiry: 'ON', expiresOn: addDays(earnedOn, 400 + chance.below(1200)) }),
  });
}

function metricsOf(
  organizationId: string,
  metrics: readonly string[],
  chance: Random,
): readonly MetricRecordRow[] {
  if (chance.below(2) === 0) return [];
  const max = chance.pick([100_000, 1_000_000, 6_000_000]);
  return metrics.flatMap((metric) =>
    CLOSINGS.filter((_, i) => i % 3 === 0).map((closing): MetricRecordRow => ({
      organizationId,
      metric,
      month: closing.month,
      hundredths: chance.below(max),
      version: 1,
    })),
  );
}

function overridesOf(
  organizationId: string,
  number: number,
  competencies: Catalogue['competencies'],
  chance: Random,
): readonly CompetencyOverrideRow[] {
  if (chance.below(10) > 0) return [];
  const fromDay = addDays(TODAY, 50 - chance.below(300));
  const effect = chance.pick(OVERRIDE_EFFECTS);
  return [
    {
      id: id(6, number),
      organizationId,
      competency: chance.pick(competencies).key,
      effect,
      level: effect === 'GRANT' ? chance.pick(LEVELS) : null,
      reason: 'bench',
      fromDay,
      untilDay: addDays(fromDay, 30 + chance.below(300)),
      createdAt: AT,
      placedBy: 'bench',
      version: 1,
    },
  ];
}

const MAX_TERMS = 4;

/**
 * Two thirds of the organizations have one to four consecutive terms. In some, the last term was refunded, on its first
 * day or later, or upgraded to Gold.
 */
function membershipsOf(organizationId: string, number: number, chance: Random): readonly MembershipRow[] {
  if (chance.below(3) === 0) return [];
  const level = chance.pick(LEVELS);
  const first: Day = addDays(TODAY, -chance.below(1000) - 300);
  const termFrom = (i: number, fromDay: Day): MembershipRow => ({
    id: id(5, number * (MAX_TERMS + 1) + i),
    organizationId,
    level,
    fromDay,
    untilDay: addMonths(fromDay, 12),
    purchasedOn: fromDay,
    kind: i === 0 ? 'NEW' : 'RENEWAL',
    pricePaidMinorUnits: 47_500,
    currency: 'USD',
    paymentReference: 'bench',
    refundedOn: null,
    version: 1,
  });
  const terms = Array.from({ length: 1 + chance.below(MAX_TERMS) }, (_, i) =>
    termFrom(i, addMonths(first, 12 * i)),
  );
  const last = terms.pop();
  if (last === undefined) return terms;
  switch (chance.below(8)) {
    case 0: {
      const refundedOn = addDays(last.fromDay, chance.pick([0, 5, 29]));
      return [...terms, { ...last, untilDay: refundedOn, refundedOn, version: 2 }];
    }
    case 1: {
      const upgradedOn = addMonths(last.fromDay, 1 + chance.below(10));
      const higher = termFrom(MAX_TERMS, upgradedOn);
      return [
        ...terms,
        { ...last, level: 'SILVER', untilDay: upgradedOn, version: 2 },
        { ...higher, level: 'GOLD', kind: 'UPGRADE' },
      ];
    }
    default:
      return [...terms, last];
  }
}

async function loadRows(connection: Connection, rows: Rows): Promise<void> {
  await loadTable(connection, OrganizationTable, rows.organizations);
  await loadTable(connection, EmployeeTable, rows.employees);
  await loadTable(connection, AffiliationTable, rows.affiliations);
  await loadTable(connection, AchievementTable, rows.achievements);
  await loadTable(connection, MetricRecordTable, rows.metrics);
  await loadTable(connection, CompetencyOverrideTable, rows.overrides);
  await loadTable(connection, MembershipTable, rows.memberships);
  await loadTable(connection, LevelSpanTable, rows.levels);
  await loadTable(connection, MemberSpanTable, rows.members);
}

async function loadTable<Row extends object>(
  connection: Connection,
  table: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(table.options.columns) as (keyof Row & string)[];
  // Rows hold only strings, numbers and nulls.
  const field = (value: Row[keyof Row]) =>
    value === null ? '\\N' : `${value as string | number}`.replace(/[\\\t\n]/g, '\\$&');
  const lines = function* () {
    for (const row of rows) yield `${columns.map((column) => field(row[column])).join('\t')}\n`;
  };
  await connection.query({
    sql:
      `LOAD DATA LOCAL INFILE 'rows' INTO TABLE \`${table.options.name}\` CHARACTER SET utf8mb4` +
      ` (${columns.map((column) => `\`${column}\``).join(', ')})`,
    infileStreamFactory: () => Readable.from(inChunks(lines())),
  });
}

/** One chunk per line would cost more than building the line. */
function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < 64_000) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  // An empty chunk would end the data before the stream does.
  if (chunk !== '') yield Buffer.from(chunk);
}
