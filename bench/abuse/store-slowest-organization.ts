import { readFileSync, writeFileSync } from 'node:fs';
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
} from '../../server/db/entities';
import { migrate } from '../../server/db/migrate';
import { refill } from '../../server/projection/refill';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { day, type Facts } from '../../server/rules';
import { id } from '../api/data';
import { achievementRow, affiliationRow, employeeRow, membershipRow, organizationRow } from '../rows';
import { makeAdmins, TODAY, type Size } from './data';
import { slowestOrganization } from './organizations';
import type { WorstCatalogue } from './settings';

export async function storeSlowestOrganization(
  database: Database,
  { document, endsWithin }: WorstCatalogue,
  file: string,
  { people }: Size,
): Promise<void> {
  writeFileSync(file, JSON.stringify(document()));
  await migrate(database);
  await storeFirstCatalogue(database, { file, timeZone: 'UTC' }, new Date());
  const { catalogue } = readCatalogue(JSON.parse(readFileSync(file, 'utf8')));
  if (catalogue === null) throw new Error('The catalogue is not valid.');
  await storeFacts(database, slowestOrganization(catalogue, people, TODAY, endsWithin));
  const programme = new KnownVersions();
  await refill(database, { versions: (reader) => programme.versions(reader) });
}

async function storeFacts(
  database: Database,
  { market, people, metrics, closings, memberships }: Facts,
): Promise<void> {
  const organizationId = id(1, 0);
  const achievements = people.flatMap((person, p) =>
    person.achievements.map((achievement) => ({ ...achievement, employeeId: id(2, p) })),
  );
  await database.transaction(async (transaction) => {
    await transaction.insert(MonthClosingTable, closings);
    await transaction.insert(
      OrganizationTable,
      organizationRow({ id: organizationId, key: 'partner-0', name: 'Partner 0', market }),
    );
    await transaction.insert(
      EmployeeTable,
      people.map((_, p) => employeeRow({ id: id(2, p), name: `Person ${p}` })),
    );
    await transaction.insert(
      AffiliationTable,
      people.map((_, p) =>
        affiliationRow({
          id: id(3, p),
          employeeId: id(2, p),
          organizationId,
          role: 'ADMIN',
          fromDay: day('2020-01-01'),
        }),
      ),
    );
    await transaction.insert(
      AchievementTable,
      achievements.map(({ employeeId, credential, earnedOn, expiry }, number) =>
        achievementRow({
          id: id(4, number),
          employeeId,
          credential,
          earnedOn,
          expiry: 'ON',
          expiresOn: expiry.kind === 'on' ? expiry.day : null,
        }),
      ),
    );
    await transaction.insert(
      MetricRecordTable,
      metrics.map((metric) => ({ ...metric, organizationId, version: 1 })),
    );
    await transaction.insert(
      MembershipTable,
      memberships.map(({ level, from, until }, i) =>
        membershipRow({ id: id(5, i), organizationId, level, fromDay: from, untilDay: until }),
      ),
    );
    await makeAdmins(transaction);
  });
}
