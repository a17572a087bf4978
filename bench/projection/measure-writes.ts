import { globalId } from '../../schema/global-id';
import { recordAchievement } from '../../server/commands/people/record-achievement';
import type { Database } from '../../server/db/database';
import {
  AchievementTable,
  AffiliationTable,
  EmployeeTable,
  OrganizationTable,
} from '../../server/db/entities';
import { addDays } from '../../server/rules';
import { seededRandom } from '../../test/support/random';
import { achievementRow, affiliationRow, employeeRow, organizationRow } from '../rows';
import { median } from '../side-by-side';
import { callOf } from './call';
import { TODAY } from './data';

const SIZES = [20, 200, 2000];

/**
 * Measures how long it takes to record an achievement, alternately for a person without an affiliation and for a person
 * of an organization. Only the latter also updates stored spans, in the same transaction.
 */
export async function measureWrites(database: Database, smoke: boolean): Promise<readonly string[]> {
  const call = callOf(database);
  const codes = (await call.catalogues()).flatMap(({ credentials }) => credentials.map(({ code }) => code));
  const record = async (employeeId: string, n: number) => {
    const start = performance.now();
    const { answer } = await recordAchievement(call, {
      employeeId: globalId('Employee', employeeId),
      credential: codes[n % codes.length] ?? '',
      earnedOn: addDays(TODAY, -(n % 300)),
      source: 'bench of writes',
    });
    if (answer === null) throw new Error('The achievement was refused.');
    return performance.now() - start;
  };
  const lines: string[] = [];
  for (const size of smoke ? SIZES.slice(0, 1) : SIZES) {
    await storeCompany(database, size, codes);
    const measured: { readonly withoutSpans: number; readonly withSpans: number }[] = [];
    for (let n = 0; n < (smoke ? 3 : 60); n++) {
      const withoutSpans = await record(`lone${size}`, n);
      measured.push({ withoutSpans, withSpans: await record(`w${size}-${n % size}`, n) });
    }
    const [withoutSpans, withSpans] = [
      median(measured.map((one) => one.withoutSpans)),
      median(measured.map((one) => one.withSpans)),
    ];
    lines.push(
      `  one achievement among ${size} people: ${withoutSpans.toFixed(1)} ms without its spans, ${withSpans.toFixed(1)} ms with them`,
    );
  }
  return lines;
}

async function storeCompany(database: Database, size: number, codes: readonly string[]): Promise<void> {
  const chance = seededRandom(size);
  const organizationId = `w${size}`;
  const people = Array.from({ length: size }, (_, i) => `w${size}-${i}`);
  const fromDay = addDays(TODAY, -1000);
  await database.transaction(async (transaction) => {
    await transaction.insert(
      OrganizationTable,
      organizationRow({ id: organizationId, key: organizationId, name: `Measured ${size}` }),
    );
    await transaction.insert(
      EmployeeTable,
      [...people, `lone${size}`].map((id) => employeeRow({ id, name: id })),
    );
    await transaction.insert(
      AffiliationTable,
      people.map((id) => affiliationRow({ id, employeeId: id, organizationId, fromDay })),
    );
    await transaction.insert(
      AchievementTable,
      people.flatMap((employeeId) =>
        Array.from({ length: 4 }, (_, i) =>
          achievementRow({
            id: `${employeeId}-${i}`,
            employeeId,
            credential: chance.pick(codes),
            earnedOn: addDays(TODAY, -chance.below(900)),
          }),
        ),
      ),
    );
  });
}
