import catalogue2017 from '../../server/catalogue/catalogue-2017.json';
import { publishCatalogue } from '../../server/commands/catalogue/publish-catalogue';
import type { Database, Reader } from '../../server/db/database';
import { readFacts } from '../../server/db/read-facts';
import { countOutdated, refill } from '../../server/projection/refill';
import { countToVerify, verify } from '../../server/projection/verify';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { addDays, statusSpans, type Catalogue, type MemberFacts } from '../../server/rules';
import { median } from '../side-by-side';
import { callOf } from './call';
import { TODAY } from './data';
import { Refused } from '../../server/checks/refusal';

export async function assertSpansMatchRules(database: Database, sample: number): Promise<void> {
  const programme = new KnownVersions();
  const { organizations, marked, different } = await verify(database, {
    versions: () => programme.versions(database),
    sample,
    repair: false,
    onDifference: (difference) => console.error(difference),
  });
  const compared = await countToVerify(database, sample);
  if (organizations !== compared || marked > 0 || different > 0) {
    throw new Error('The stored spans differ from the rules.');
  }
}

/** The rules alone are measured on this many organizations. The facts of more would not fit into memory. */
const IN_MEMORY = 1000;

/**
 * Measures the refill after the publication of a version that retires a common competency: every organization is
 * outdated, and many spans change. For comparison, also measures the rules alone on facts in memory.
 */
export async function measureRefill(database: Database, sample: number): Promise<string> {
  await publishRetirement(database);
  const programme = new KnownVersions();
  const versions = (reader: Reader) => programme.versions(reader);
  const marked = await countOutdated(database);
  const written = { spans: 0 };
  const start = performance.now();
  const done = await refill(countingSpans(database, written), { versions });
  const rate = done / ((performance.now() - start) / 1000);
  if (done !== marked || written.spans === 0) {
    throw new Error(
      `The refill derived ${done} of ${marked} organizations and wrote ${written.spans} spans.`,
    );
  }
  await assertSpansMatchRules(database, sample);
  const rules = await rateOfTheRules(database, await versions(database));
  return (
    `refill after a publication: ${done} organizations, ${rate.toFixed(0)} per second, ${written.spans} spans written;` +
    ` the rules alone ${rules.toFixed(0)}, ratio ${(rate / rules).toFixed(2)}`
  );
}

async function publishRetirement(database: Database): Promise<void> {
  const [mostAttained] = await database.rows<{ competency: string }>(
    "SELECT competency FROM level_span WHERE aspect = 'ATTAINED' AND level = 'SILVER' AND lastDay > ?" +
      ' GROUP BY competency ORDER BY COUNT(*) DESC, competency LIMIT 1',
    [addDays(TODAY, 30)],
  );
  if (mostAttained === undefined) throw new Error('No organization has attained a competency.');
  const document = {
    ...catalogue2017,
    competencies: catalogue2017.competencies.map((competency) =>
      competency.key === mostAttained.competency
        ? { ...competency, retiredOn: addDays(TODAY, 30) }
        : competency,
    ),
  };
  const { answer, refusals } = await publishCatalogue(callOf(database), {
    document: JSON.stringify(document),
    appliesFrom: addDays(TODAY, 1),
    reason: 'bench',
  });
  if (answer === null) throw new Refused(refusals);
}

function countingSpans(database: Database, written: { spans: number }): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          ...transaction,
          replace: async (table, rows) => {
            written.spans += rows.length;
            await transaction.replace(table, rows);
          },
          change: async (sql, parameters) => {
            const changed = await transaction.change(sql, parameters);
            if (sql.startsWith('DELETE FROM')) written.spans += changed;
            return changed;
          },
        }),
      ),
  };
}

async function rateOfTheRules(database: Database, versions: readonly Catalogue[]): Promise<number> {
  const ids = await database.rows<{ id: string }>('SELECT id FROM organization ORDER BY id LIMIT ?', [
    IN_MEMORY,
  ]);
  const facts: MemberFacts[] = [];
  for (let start = 0; start < ids.length; start += 200) {
    const some = await readFacts(
      database,
      ids.slice(start, start + 200).map(({ id }) => id),
    );
    facts.push(...some.filter((one) => one !== null));
  }
  const rates: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    for (const organizationFacts of facts) statusSpans(versions, organizationFacts, null, null);
    rates.push(facts.length / ((performance.now() - start) / 1000));
  }
  return median(rates);
}
