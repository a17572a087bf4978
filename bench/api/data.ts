import { readCatalogue } from '../../server/catalogue/read-catalogue';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../server/db/database';
import {
  AchievementTable,
  AffiliationTable,
  EmployeeTable,
  MembershipTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
  type AchievementRow,
  type AffiliationRow,
  type EmployeeRow,
  type MetricRecordRow,
  type OrganizationRow,
} from '../../server/db/entities';
import { migrate } from '../../server/db/migrate';
import { refill } from '../../server/projection/refill';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { addDays, day, month, type Catalogue } from '../../server/rules';
import catalogue2017 from '../../server/catalogue/catalogue-2017.json';
import { achievementRow, affiliationRow, employeeRow, membershipRow, organizationRow } from '../rows';

export const TODAY = day('2026-03-02');

export interface Size {
  readonly organizations: number;
  readonly people: number;
  readonly achievements: number;
}

const MONTHS = Array.from({ length: 14 }, (_, i) =>
  month(`${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`),
);
const METRICS = ['azureConsumption', 'powerBiSeatsDeployed'];

/** Ids ascend in the order of creation, as in the product. */
export const id = (kind: number, number: number) =>
  `0190${kind}000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Stores the same programme in every run: its random numbers come from a fixed seed. */
export async function storeProgramme(database: Database, size: Size): Promise<void> {
  await migrate(database);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  const catalogue = loadCatalogue2017();
  const codes = catalogue.credentials.map(({ code }) => code);
  const perOrganization = size.people / size.organizations;
  const perPerson = size.achievements / size.people;
  await database.transaction((transaction) =>
    transaction.insert(
      MonthClosingTable,
      MONTHS.map((closed) => ({ month: closed, closedOn: addDays(day(`${closed}-01`), 40) })),
    ),
  );
  for (let start = 0; start < size.organizations; start += 200) {
    const organizations: OrganizationRow[] = [];
    const employees: EmployeeRow[] = [];
    const affiliations: AffiliationRow[] = [];
    const achievements: AchievementRow[] = [];
    const metrics: MetricRecordRow[] = [];
    for (let o = start; o < Math.min(start + 200, size.organizations); o++) {
      organizations.push(organization(o));
      for (const metric of METRICS) {
        for (const recorded of MONTHS) {
          metrics.push({
            organizationId: id(1, o),
            metric,
            month: recorded,
            hundredths: below(2_000_000),
            version: 1,
          });
        }
      }
      for (let p = o * perOrganization; p < (o + 1) * perOrganization; p++) {
        employees.push(employeeRow({ id: id(2, p), name: `Person ${p}`, email: `p${p}@people.example` }));
        affiliations.push(
          affiliationRow({
            id: id(3, p),
            employeeId: id(2, p),
            organizationId: id(1, o),
            fromDay: addDays(TODAY, -100 - below(1000)),
          }),
        );
        for (let a = p * perPerson; a < (p + 1) * perPerson; a++)
          achievements.push(achievement(a, id(2, p), codes));
      }
    }
    await database.transaction(async (transaction) => {
      await transaction.insert(OrganizationTable, organizations);
      await transaction.insert(EmployeeTable, employees);
      await transaction.insert(AffiliationTable, affiliations);
      await transaction.insert(AchievementTable, achievements);
      await transaction.insert(MetricRecordTable, metrics);
      await transaction.insert(
        MembershipTable,
        organizations.map(({ id: organizationId }, i) =>
          membershipRow({
            id: id(5, start + i),
            organizationId,
            fromDay: addDays(TODAY, -200),
            untilDay: addDays(TODAY, 165),
          }),
        ),
      );
    });
  }
  // Refills the spans now; otherwise the server would do so during the measurement.
  const programme = new KnownVersions();
  await refill(database, { versions: (reader) => programme.versions(reader) });
}

export function loadCatalogue2017(): Catalogue {
  const { catalogue } = readCatalogue(catalogue2017);
  if (catalogue === null) throw new Error('The catalogue of 2017 is not valid.');
  return catalogue;
}

function organization(number: number): OrganizationRow {
  return organizationRow({
    id: id(1, number),
    key: `partner-${number}`,
    name: `Partner ${String(number).padStart(6, '0')}`,
    market: number % 3 === 0 ? 'DEVELOPING' : 'DEVELOPED',
    country: ['DE', 'IT', 'BR', 'CN', 'US'][number % 5] ?? 'DE',
  });
}

function achievement(number: number, employeeId: string, codes: readonly string[]): AchievementRow {
  const earnedOn = addDays(TODAY, -below(1000));
  const expires = below(2) === 0;
  return achievementRow({
    id: id(4, number),
    employeeId,
    credential: codes[below(codes.length)] ?? '',
    earnedOn,
    ...(expires && { expiry: 'ON', expiresOn: addDays(earnedOn, 400 + below(1200)) }),
  });
}

let state = 1;

/** A multiplicative generator (MINSTD) is random enough for facts. */
function below(limit: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
}
