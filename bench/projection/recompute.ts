import type { Database } from '../../server/db/database';
import type { MemberFacts } from '../../server/rules';
import { statusSpans } from '../../server/rules';
import { readFacts } from '../../server/db/read-facts';
import { refill } from '../../server/projection/refill';
import { verify } from '../../server/projection/verify';
import { Programme } from '../../server/request/programme';

/** What was filled in bulk is what the product would keep. */
export async function mustBeACopy(database: Database, sample: number): Promise<void> {
  const programme = new Programme();
  const { marked, different } = await verify(database, {
    versions: () => programme.versions(database),
    sample,
    repair: false,
    onDifference: (difference) => console.error(difference),
  });
  if (marked > 0 || different > 0) throw new Error('What was filled in bulk is not what is derived.');
}

/** How many organizations a second are derived anew, of those that the rules alone derive from facts in memory. */
export async function recompute(database: Database, organizations: number): Promise<string> {
  const programme = new Programme();
  const versions = await programme.versions(database);
  const ids = await database.rows<{ id: string }>('SELECT id FROM organization ORDER BY id LIMIT ?', [
    organizations,
  ]);
  const facts: MemberFacts[] = [];
  for (let start = 0; start < ids.length; start += 200) {
    const some = await readFacts(
      database,
      ids.slice(start, start + 200).map(({ id }) => id),
    );
    facts.push(...some.filter((own) => own !== null));
  }
  const rates: { readonly kept: number; readonly rules: number }[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const begun = performance.now();
    for (const own of facts) statusSpans(versions, own, null, null);
    const rules = facts.length / ((performance.now() - begun) / 1000);
    await database.transaction((transaction) =>
      transaction.change(`UPDATE organization SET edition = 0 ORDER BY id LIMIT ${ids.length}`),
    );
    const refilling = performance.now();
    await refill(database, { versions: () => programme.versions(database) });
    rates.push({ rules, kept: ids.length / ((performance.now() - refilling) / 1000) });
  }
  const [median] = rates.sort((a, b) => a.kept / a.rules - b.kept / b.rules).slice(1);
  if (median === undefined) throw new Error('Nothing was measured.');
  return (
    `derived anew: ${median.kept.toFixed(0)} organizations a second; the rules alone ${median.rules.toFixed(0)},` +
    ` share ${(median.kept / median.rules).toFixed(2)}`
  );
}
