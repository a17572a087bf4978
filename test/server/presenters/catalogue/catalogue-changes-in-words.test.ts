import { describe, expect, it } from '@jest/globals';
import {
  catalogueChangeInWords,
  changedFieldInWords,
} from '../../../../server/presenters/catalogue/catalogue-changes-in-words';
import { compareCatalogues, type Catalogue } from '../../../../server/rules';
import { catalogueDocument2017, readValidCatalogue, type EditableJson } from '../../../support/catalogue';
import { inEnglish } from '../../../support/in-english';

function sentencesOf(before: Catalogue, after: Catalogue): readonly string[] {
  return compareCatalogues(before, after).map((change) =>
    inEnglish(catalogueChangeInWords(change, { before, after })),
  );
}

function versions(change: (document: EditableJson) => unknown): [Catalogue, Catalogue] {
  const before = catalogueDocument2017();
  const after = catalogueDocument2017();
  change(after);
  return [readValidCatalogue(before, 1), readValidCatalogue(after, 2)];
}

/** An object of each kind that the document of 2017 lacks. */
function addOneOfEach(document: EditableJson): void {
  const price = { amount: 5, currency: 'EUR' };
  document['centers'].push({ key: 'security', name: 'Security' });
  document['metrics'].push({ key: 'seats', name: 'Seats sold', unit: 'seats' });
  document['credentials'].push({ code: 'AZ-900', kind: 'EXAM', title: 'Azure Fundamentals' });
  document['competencies'].push({
    key: 'security',
    name: 'Security',
    center: 'security',
    paths: [
      {
        key: 'gold',
        name: 'Defender',
        level: 'GOLD',
        requires: [{ people: [{ count: 1, each: 'AZ-900' }] }],
      },
    ],
  });
  document['offers'].push({ key: 'trial', name: 'Trial', level: 'SILVER', price });
  document['benefits'].push(
    { key: 'mugs', name: 'Mugs', scope: { level: 'GOLD' }, quantity: 4 },
    { key: 'audits', name: 'Audits', scope: { level: 'GOLD', competency: 'security' }, quantity: 1 },
  );
}

describe('a change of the catalogue in words', () => {
  const [before, after] = versions(addOneOfEach);

  it('names an added object', () => {
    expect(sentencesOf(before, after)).toEqual([
      'The center "Security" is added.',
      'The competency "Security" is added.',
      'The path "Defender" to Security at Gold is added.',
      'The credential AZ-900, "Azure Fundamentals", is added.',
      'The metric "Seats sold" is added.',
      'The offer "Trial" is added.',
      'The benefit "Mugs" is added to the membership at Gold.',
      'The benefit "Audits" is added to Security at Gold.',
    ]);
  });

  it('names a removed object', () => {
    expect(sentencesOf(after, before)).toEqual([
      'The center "Security" is removed.',
      'The competency "Security" is removed.',
      'The path "Defender" to Security at Gold is removed.',
      'The credential AZ-900, "Azure Fundamentals", is removed.',
      'The metric "Seats sold" is removed.',
      'The offer "Trial" is removed.',
      'The benefit "Mugs" is removed from the membership at Gold.',
      'The benefit "Audits" is removed from Security at Gold.',
    ]);
  });

  it('names a changed object by its later name, and lists its changed fields', () => {
    const [earlier, later] = versions((document) => {
      document['competencies'][0].name = 'Apps';
      Object.assign(document['competencies'][0].paths[0], {
        level: 'GOLD',
        effectiveFrom: '2026-07-01',
        effectiveUntil: '2027-07-01',
      });
      Object.assign(document['benefits'][6], { quantity: 6, value: { amount: 1200, currency: 'USD' } });
    });
    expect(sentencesOf(earlier, later)).toEqual([
      'The competency "Apps" changes. Name: "Application Development" → "Apps".',
      'The path "Application Builder" to Apps at Gold changes. Level: Silver → Gold. Effective from: none → 2026-07-01. No longer effective from: none → 2027-07-01.',
      'The benefit "Developer subscriptions" of Apps at Silver changes. Quantity in one term: 5 → 6. Value: none → 1,200.00 USD.',
    ]);
  });

  it('shows requirements with the metrics of their own version', () => {
    const [earlier, later] = versions((document) => {
      document['metrics'][0].name = 'Cloud use';
      document['metrics'][0].unit = 'hours';
      document['competencies'][3].paths[0].requires[0].months = 6;
    });
    const [path] = compareCatalogues(earlier, later);
    const [requirements] = path?.fields ?? [];
    expect(
      requirements && inEnglish(changedFieldInWords(requirements, { before: earlier, after: later })),
    ).toMatch(
      /^Requirements: Azure consumption of at least 15,000\.00 USD \(developed .* over 12 months; and .* → Cloud use of at least 15,000 hours \(developed .* over 6 months; and /,
    );
  });

  it('has a label for every field of the policy', () => {
    const [earlier, later] = versions((document) =>
      Object.assign(document['policy'], {
        termMonths: 24,
        renewalOpensDaysBefore: 60,
        renewalClosesDaysAfter: 20,
        overrideMonths: 2,
        upgradeDiscountPercent: 10,
        refundDays: 10,
        associationsPerYear: 2,
        daysBetweenAssociations: 10,
        reminderDays: [30],
      }),
    );
    expect(sentencesOf(earlier, later)).toEqual([
      'The policy of the programme changes. Months of a term: 12 → 24. Days to renew before the end of a term: 90 → 60. Days to renew after the end of a term: 30 → 20. Months of an override: 3 → 2. Discount on an upgrade in percent: 25 → 10. Days in which a refund is possible: 30 → 10. Associations in twelve months: 3 → 2. Days between two associations: 30 → 10. Days before the end of a term with a reminder: 90, 60, 30 and 0 → 30.',
    ]);
  });
});
