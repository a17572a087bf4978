import type { Database, Transaction } from '../../server/db/database';
import { MetricRecordTable, type MetricRecordRow } from '../../server/db/entities';
import { monthOf, shiftMonth } from '../../server/rules';
import { id, storeProgramme, loadCatalogue2017, TODAY } from '../api/data';

export { TODAY };

/** The ids are derived from row numbers, so that attacks can be built before the rows are stored. */
export interface AttackTargets {
  /** Organizations of 2,000 people and 8,000 achievements each. The people below belong to the first organization. */
  readonly large: readonly string[];
  readonly organization: string;
  readonly employees: readonly string[];
  readonly affiliations: readonly string[];
  readonly achievements: readonly string[];
  readonly membership: string;
  /** Small organizations with descriptions of the maximum length. */
  readonly wordy: readonly string[];
  /** Small organizations with ten years of monthly amounts. */
  readonly recorded: readonly string[];
  readonly credentials: readonly string[];
}

export interface Size {
  readonly large: number;
  readonly people: number;
}

export const FULL: Size = { large: 5, people: 2000 };
export const SMALL: Size = { large: 2, people: 100 };

export const ACHIEVEMENTS_PER_PERSON = 4;

const LONGEST_DESCRIPTION = 9600;
const FIRST_WORDY = 1000;
const WORDY = 100;
const FIRST_RECORDED = 1100;
const RECORDED = 90;
const MONTHS_RECORDED = 120;

export function attackTargets({ large, people }: Size): AttackTargets {
  const ids = (prefix: string, kind: number, count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => `${prefix}_${id(kind, first + i)}`);
  return {
    large: ids('org', 1, large),
    organization: `org_${id(1, 0)}`,
    employees: ids('emp', 2, people),
    affiliations: ids('aff', 3, people),
    achievements: ids('ach', 4, 100),
    membership: `mem_${id(5, 0)}`,
    wordy: ids('org', 1, WORDY, FIRST_WORDY),
    recorded: ids('org', 1, RECORDED, FIRST_RECORDED),
    credentials: loadCatalogue2017()
      .credentials.slice(0, 50)
      .map(({ code }) => code),
  };
}

export async function storeAttackTargets(database: Database, { large, people }: Size): Promise<void> {
  const all = large * people;
  await storeProgramme(database, {
    organizations: large,
    people: all,
    achievements: ACHIEVEMENTS_PER_PERSON * all,
  });
  await database.transaction(async (transaction) => {
    await makeAdmins(transaction);
    const description = 'x'.repeat(LONGEST_DESCRIPTION);
    for (let n = FIRST_WORDY; n < FIRST_WORDY + WORDY; n++)
      await storeSmall(transaction, n, { key: `wordy-${n}`, description, size: 1 });
    const amounts = amountsOfTenYears();
    for (let n = FIRST_RECORDED; n < FIRST_RECORDED + RECORDED; n++) {
      await storeSmall(transaction, n, {
        key: `recorded-${n}`,
        description: '',
        size: Math.ceil(amounts.length / 100),
      });
      const organizationId = id(1, n);
      await transaction.insert(
        MetricRecordTable,
        amounts.map((amount) => ({ ...amount, organizationId, version: 1 })),
      );
    }
  });
}

interface Small {
  readonly key: string;
  readonly description: string;
  readonly size: number;
}

async function storeSmall(
  transaction: Transaction,
  number: number,
  { key, description, size }: Small,
): Promise<void> {
  await transaction.change(
    'INSERT INTO organization (id, `key`, name, searchName, market, country, city, description, languages,' +
      ' createdAt, version, edition, size)' +
      ` SELECT ?, ?, ?, ?, market, country, city, ?, languages, createdAt, 1, edition, ? FROM organization` +
      ' WHERE id = ?',
    [id(1, number), key, key, key, description, size, id(1, 0)],
  );
}

function amountsOfTenYears(): readonly Pick<MetricRecordRow, 'metric' | 'month' | 'hundredths'>[] {
  const months = Array.from({ length: MONTHS_RECORDED }, (_, i) =>
    shiftMonth(monthOf(TODAY), i - MONTHS_RECORDED),
  );
  return loadCatalogue2017().metrics.flatMap(({ key }) =>
    months.map((month, i) => ({ metric: key, month, hundredths: 1000 * (i + 1) })),
  );
}

export const subjectOf = (number: number) => `Person ${number}`;

export async function makeAdmins(transaction: Transaction): Promise<void> {
  await transaction.change('UPDATE employee SET subject = name');
  await transaction.change("UPDATE affiliation SET role = 'ADMIN'");
}
