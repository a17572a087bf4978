import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId } from '../../../schema/global-id';
import { recordAchievement } from '../../../server/commands/people/record-achievement';
import { recordAffiliation } from '../../../server/commands/people/record-affiliation';
import { registerEmployee } from '../../../server/commands/people/register-employee';
import { registerOrganization } from '../../../server/commands/organizations/register-organization';
import type { CommandCall, CommandOutcome } from '../../../server/commands/run-command';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import type { LevelSpanRow, MemberSpanRow } from '../../../server/db/entities';
import { updateSpans } from '../../../server/projection/update-spans';
import { verify } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { addDays, day } from '../../../server/rules';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeAchievements, storeOrganizations, storePerson, storeTerms } from '../../support/facts';

const today = day('2026-03-02');
const ROUNDS = 12;

describe.each(DATABASES)('updating spans on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  const knownVersions = new KnownVersions();

  beforeAll(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  });
  afterAll(() => test.drop());

  it('loses no change when two writers update an organization concurrently', async () => {
    const [here, there] = [callTo(database), callTo(await test.open())];
    for (let round = 0; round < ROUNDS; round++) {
      const { organizationId } = await answerOf(
        registerOrganization(here, { name: 'Partner', market: 'DEVELOPED', country: 'DE', city: 'Bremen' }),
      );
      const person = async () => {
        const { employeeId } = await answerOf(registerEmployee(here, { name: 'Person' }));
        await answerOf(
          recordAffiliation(here, {
            employeeId: globalId('Employee', employeeId),
            organizationId: globalId('Organization', organizationId),
            role: 'MEMBER',
            from: addDays(today, -500),
            until: null,
          }),
        );
        return globalId('Employee', employeeId);
      };
      const [one, other] = [await person(), await person()];
      // The level requires two people. A writer that misses the achievement of the other person derives no level.
      const recordExam = (call: CommandCall, employeeId: string, daysAgo: number) =>
        answerOf(
          recordAchievement(call, {
            employeeId,
            credential: '70-532',
            earnedOn: addDays(today, -daysAgo),
            source: 'test',
          }),
        );
      await Promise.all([recordExam(here, one, 10), recordExam(there, other, 20)]);
    }
    const differing = new Set<string>();
    await verify(database, {
      versions: (reader) => knownVersions.versions(reader),
      sample: null,
      repair: false,
      onDifference: ({ organization }) => differing.add(organization.id),
    });
    expect(differing.size).toBe(0);
    const [{ levels } = { levels: 0 }] = await database.rows<{ levels: number }>(
      "SELECT COUNT(DISTINCT organizationId) AS levels FROM level_span WHERE aspect = 'ATTAINED'",
    );
    expect(levels).toBe(ROUNDS);
  });

  it('writes only rows that differ', async () => {
    const versions = await knownVersions.versions(database);
    const update = () => database.transaction((transaction) => updateSpans(transaction, versions, ['own']));
    const change = (sql: string) => database.transaction((transaction) => transaction.change(sql));
    const spans = async () => ({
      levels: await database.rows<LevelSpanRow>("SELECT * FROM level_span WHERE organizationId = 'own'"),
      members: await database.rows<MemberSpanRow>("SELECT * FROM member_span WHERE organizationId = 'own'"),
    });
    const count = async () => {
      const { levels, members } = await spans();
      return levels.length + members.length;
    };

    await storeOrganizations(database, { id: 'own' }, { id: 'other' });
    await storePerson(database, 'ann', { organizationId: 'own' });
    await storePerson(database, 'bob', { organizationId: 'own' });
    await storeAchievements(database, 'ann', '70-532', 'TA-DPA-FOUNDATION', '70-764');
    await storeAchievements(database, 'bob', '70-532');
    await storeTerms(database, {
      organizationId: 'own',
      level: 'SILVER',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    const written = await update();
    expect(written).toBeGreaterThan(0);
    expect(await count()).toBe(written);
    expect(await update()).toBe(0);

    const before = await spans();
    await storeAchievements(database, 'ann', '70-765');
    const writtenAfter = await update();
    const after = await spans();
    const known = new Set(before.levels.map((row) => JSON.stringify(row)));
    const added = after.levels.filter((row) => !known.has(JSON.stringify(row)));
    expect(added.length).toBeGreaterThan(0);
    expect(after.levels.length).toBe(before.levels.length + added.length);
    expect(after.members).toEqual(before.members);
    expect(writtenAfter).toBe(added.length);
    expect(writtenAfter).toBeLessThan(await count());
    expect(await update()).toBe(0);

    await change("UPDATE organization SET edition = 0 WHERE id = 'own'");
    expect(await update()).toBe(0);

    // Every row repeats the name.
    await change("UPDATE organization SET searchName = 'another' WHERE id = 'own'");
    expect(await update()).toBe(await count());
    expect(await update()).toBe(0);

    const total = await count();
    await change("DELETE FROM achievement WHERE credential = '70-765'");
    expect(await update()).toBe(added.length);
    expect(await count()).toBe(total - added.length);
  });
});

function callTo(database: Database): CommandCall {
  const knownVersions = new KnownVersions();
  return {
    viewer: { kind: 'person', subject: 'agent', roles: new Set(['AGENT']), employee: null },
    now: new Date(`${today}T12:00:00Z`),
    today,
    database,
    catalogues: () => knownVersions.versions(database),
  };
}

async function answerOf<Answer>(outcome: Promise<CommandOutcome<Answer>>): Promise<Answer> {
  const { answer, refusals } = await outcome;
  if (answer === null) throw new Error(JSON.stringify(refusals));
  return answer;
}
