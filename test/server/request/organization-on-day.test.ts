import { describe, expect, it } from '@jest/globals';
import { addDays, day } from '../../../server/rules';
import { catalogueDocument2017, readValidCatalogue } from '../../support/catalogue';
import { organizationOn } from '../../support/unmetered-evaluation';
import { factsFromCase, personHolding } from '../../support/written-facts';

const BEGIN = day('2017-06-01');

describe('an organization on a day', () => {
  it('uses an achievement for a path from the day on which the path is effective', async () => {
    const document = catalogueDocument2017();
    const [{ paths }] = document['competencies'];
    const [silver] = paths;
    silver.effectiveFrom = BEGIN;
    const facts = factsFromCase({ people: { ann: personHolding('70-480') } });
    const [{ achievements: [achievement] = [] } = {}] = facts.people;
    const uses = async (on: typeof BEGIN) =>
      (await organizationOn([readValidCatalogue(document)], facts, on).uses()).get(achievement?.id ?? '') ??
      [];
    const use = { competency: 'application-development', path: silver.key, holds: false };
    expect(await uses(addDays(BEGIN, -1))).not.toContainEqual(use);
    expect(await uses(BEGIN)).toContainEqual(use);
  });

  it('evaluates a rule once for the same arguments', async () => {
    const organization = organizationOn(
      [readValidCatalogue(catalogueDocument2017())],
      factsFromCase({}),
      BEGIN,
    );
    const runs: string[] = [];
    const derive = (key: string) =>
      organization.derive('plan', key, function* plan() {
        runs.push(key);
        return key;
      });
    expect(await Promise.all([derive('gold'), derive('silver'), derive('gold')])).toEqual([
      'gold',
      'silver',
      'gold',
    ]);
    expect(runs).toEqual(['gold', 'silver']);
    const supposing = (key: string) =>
      organization.withHypothesis({
        key,
        added: 0,
        *rule(_versions, facts) {
          runs.push(key);
          return facts;
        },
      });
    const [first, second, other] = await Promise.all(['one', 'one', 'other'].map(supposing));
    expect(first).toBe(second);
    expect(other).not.toBe(first);
    expect(runs).toEqual(['gold', 'silver', 'one', 'other']);
  });
});
