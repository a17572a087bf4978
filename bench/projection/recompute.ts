import catalogue2017 from '../../server/catalogue/catalogue-2017.json';
import { publishCatalogue } from '../../server/commands/publish-catalogue';
import type { Database, Reader } from '../../server/db/database';
import { readFacts } from '../../server/db/read-facts';
import { countOutdated, refill } from '../../server/projection/refill';
import { countToVerify, verify } from '../../server/projection/verify';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { addDays, statusSpans, type Catalogue, type MemberFacts } from '../../server/rules';
import { median } from '../side-by-side';
import { callOf } from './call';
import { TODAY } from './data';

/** What was filled in bulk, or derived anew, is what the product would keep: of so many, picked by chance. */
export async function mustBeACopy(database: Database, sample: number): Promise<void> {
  const programme = new KnownVersions();
  const { organizations, marked, different } = await verify(database, {
    versions: () => programme.versions(database),
    sample,
    repair: false,
    onDifference: (difference) => console.error(difference),
  });
  const compared = await countToVerify(database, sample);
  if (organizations !== compared || marked > 0 || different > 0) {
    throw new Error('What is kept is not what is derived.');
  }
}

/** Of so many the rules alone are measured: more facts than these would fill the memory. */
const IN_MEMORY = 1000;

/**
 * How many organizations a second are derived anew, when a version is published that takes a competency from whoever has
 * it: everyone is marked, all are derived, and what changes is written. Beside it how many the rules alone derive, from
 * facts in memory. What is kept afterwards is what is derived, of so many that are picked by chance.
 */
export async function recompute(database: Database, sample: number): Promise<string> {
  await publishRetirement(database);
  const programme = new KnownVersions();
  const versions = (reader: Reader) => programme.versions(reader);
  const marked = await countOutdated(database);
  const written = { spans: 0 };
  const begun = performance.now();
  const done = await refill(countingSpans(database, written), { versions });
  const kept = done / ((performance.now() - begun) / 1000);
  if (done !== marked || written.spans === 0) {
    throw new Error(`${done} of ${marked} were derived anew, and ${written.spans} of their spans written.`);
  }
  await mustBeACopy(database, sample);
  const rules = await rateOfTheRules(database, await versions(database));
  return (
    `derived anew after a publication: ${done} organizations, ${kept.toFixed(0)} a second, of whose spans` +
    ` ${written.spans} are written; the rules alone ${rules.toFixed(0)}, share ${(kept / rules).toFixed(2)}`
  );
}

/** From next month on it retires the competency that most have attained, but for those that retire anyway. */
async function publishRetirement(database: Database): Promise<void> {
  const [held] = await database.rows<{ competency: string }>(
    "SELECT competency FROM level_span WHERE aspect = 'ATTAINED' AND level = 'SILVER' AND lastDay > ?" +
      ' GROUP BY competency ORDER BY COUNT(*) DESC, competency LIMIT 1',
    [addDays(TODAY, 30)],
  );
  if (held === undefined) throw new Error('Nobody has attained anything.');
  const document = {
    ...catalogue2017,
    competencies: catalogue2017.competencies.map((competency) =>
      competency.key === held.competency ? { ...competency, retiredOn: addDays(TODAY, 30) } : competency,
    ),
  };
  const { answer, refusals } = await publishCatalogue(callOf(database), {
    document: JSON.stringify(document),
    appliesFrom: addDays(TODAY, 1),
    reason: 'bench',
  });
  if (answer === null) throw new Error(refusals.map(({ message }) => message).join(' '));
}

/** The same database, which counts the rows of spans that are written or taken away. */
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
    facts.push(...some.filter((own) => own !== null));
  }
  const rates: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const begun = performance.now();
    for (const own of facts) statusSpans(versions, own, null, null);
    rates.push(facts.length / ((performance.now() - begun) / 1000));
  }
  return median(rates);
}
