import type { Database } from '../../server/db/database';
import { id, storeProgramme, TODAY } from '../api/data';

export { TODAY };

export interface Attacked {
  /** The organization of 2,000 people and 8,000 achievements. */
  readonly organization: string;
  readonly employees: readonly string[];
  readonly achievements: readonly string[];
  /** The ids of organizations with descriptions as long as they may be. */
  readonly wordy: readonly string[];
  readonly credentials: readonly string[];
}

const LONGEST_DESCRIPTION = 9600;

/** One large organization with four admins, and some small ones that say much about themselves. */
export async function storeAttacked(
  database: Database,
  admins: readonly string[],
  smoke: boolean,
): Promise<Attacked> {
  const people = smoke ? 200 : 2000;
  await storeProgramme(database, { organizations: 1, people, achievements: 4 * people });
  await database.transaction(async (transaction) => {
    for (const [i, subject] of admins.entries()) {
      await transaction.change('UPDATE employee SET subject = ? WHERE id = ?', [subject, id(2, i)]);
      await transaction.change("UPDATE affiliation SET role = 'ADMIN' WHERE employeeId = ?", [id(2, i)]);
    }
    const description = 'x'.repeat(LONGEST_DESCRIPTION);
    for (let n = 1; n <= 100; n++) {
      await transaction.change(
        'INSERT INTO organization (id, `key`, name, searchName, market, country, city, description, languages,' +
          ' registeredAt, version, edition, size)' +
          ` SELECT ?, ?, ?, ?, market, country, city, ?, languages, registeredAt, 1, edition, 1 FROM organization` +
          ' WHERE id = ?',
        [id(1, n), `wordy-${n}`, `Wordy ${n}`, `wordy ${n}`, description, id(1, 0)],
      );
    }
  });
  const credentials = await database.rows<{ credential: string }>(
    'SELECT DISTINCT credential FROM achievement LIMIT 50',
  );
  return {
    organization: `org_${id(1, 0)}`,
    employees: Array.from({ length: people }, (_, i) => `emp_${id(2, i)}`),
    achievements: Array.from({ length: 100 }, (_, i) => `ach_${id(4, i)}`),
    wordy: Array.from({ length: 100 }, (_, i) => `org_${id(1, i + 1)}`),
    credentials: credentials.map(({ credential }) => credential),
  };
}
