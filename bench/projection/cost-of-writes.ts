import { globalId } from '../../schema/global-id';
import { recordAchievement } from '../../server/commands/record-achievement';
import type { Database } from '../../server/db/database';
import {
  AchievementTable,
  AffiliationTable,
  EmployeeTable,
  OrganizationTable,
} from '../../server/db/entities';
import { addDays } from '../../server/rules';
import { chanceFrom } from '../../test/support/chance';
import { achievementRow, affiliationRow, employeeRow, organizationRow } from '../rows';
import { median } from '../side-by-side';
import { callOf } from './call';
import { TODAY } from './data';

const SIZES = [20, 200, 2000];

/**
 * What it costs to record an achievement: of a person who belongs nowhere, which is the fact alone, and of one of an
 * organization of so many people, whose spans follow in the same transaction. In turns.
 */
export async function costOfWrites(database: Database, smoke: boolean): Promise<readonly string[]> {
  const call = callOf(database);
  const codes = (await call.catalogues()).flatMap(({ credentials }) => credentials.map(({ code }) => code));
  const record = async (employeeId: string, n: number) => {
    const begun = performance.now();
    const { answer } = await recordAchievement(call, {
      employeeId: globalId('Employee', employeeId),
      credential: codes[n % codes.length] ?? '',
      earnedOn: addDays(TODAY, -(n % 300)),
      neverExpires: false,
      source: 'bench of writes',
    });
    if (answer === null) throw new Error('It was refused.');
    return performance.now() - begun;
  };
  const lines: string[] = [];
  for (const size of smoke ? SIZES.slice(0, 1) : SIZES) {
    await storeCompany(database, size, codes);
    const measured: { readonly alone: number; readonly kept: number }[] = [];
    for (let n = 0; n < (smoke ? 3 : 60); n++) {
      const alone = await record(`lone${size}`, n);
      measured.push({ alone, kept: await record(`w${size}-${n % size}`, n) });
    }
    const [alone, kept] = [median(measured.map((one) => one.alone)), median(measured.map((one) => one.kept))];
    lines.push(
      `  one achievement among ${size} people: ${alone.toFixed(1)} ms without its spans, ${kept.toFixed(1)} ms with them`,
    );
  }
  return lines;
}

async function storeCompany(database: Database, size: number, codes: readonly string[]): Promise<void> {
  const chance = chanceFrom(size);
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
            credential: chance.of(codes),
            earnedOn: addDays(TODAY, -chance.below(900)),
          }),
        ),
      ),
    );
  });
}
