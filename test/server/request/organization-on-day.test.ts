import { describe, expect, it } from '@jest/globals';
import { OrganizationOnDay } from '../../../server/request/organization-on-day';
import { addDays, day } from '../../../server/rules';
import { catalogueDocument2017, mustRead } from '../../support/catalogue';
import { factsOf, holding } from '../../support/written-facts';

const BEGIN = day('2017-06-01');

describe('an organization on a day', () => {
  it('uses what its people have earned for a path from the day on which the path is effective', () => {
    const document = catalogueDocument2017();
    const [{ paths }] = document['competencies'];
    const [silver] = paths;
    silver.effectiveFrom = BEGIN;
    const facts = factsOf({ people: { ann: holding('70-480') } });
    const [{ achievements: [achievement] = [] } = {}] = facts.people;
    const uses = (on: typeof BEGIN) =>
      new OrganizationOnDay('own', [mustRead(document)], facts, on).uses.get(achievement?.id ?? '') ?? [];
    const use = { competency: 'application-development', path: silver.key, holds: false };
    expect(uses(addDays(BEGIN, -1))).not.toContainEqual(use);
    expect(uses(BEGIN)).toContainEqual(use);
  });
});
