import { describe, expect, it } from '@jest/globals';
import { compareCatalogues } from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  credentialIn,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';

function changesOf(change: (document: EditableJson) => unknown) {
  const document = catalogueDocument2017();
  change(document);
  return compareCatalogues(catalogue2017, readValidCatalogue(document, 2));
}

/** The kind of each change, its key and its values before and after. */
function summaryOf(change: (document: EditableJson) => unknown) {
  return changesOf(change).map(({ of, before, after, fields }) => ({
    [before === null ? 'added' : after === null ? 'removed' : 'changed']: of,
    fields: Object.fromEntries(
      fields.map((one) => [
        one.kind === 'text' && one.language !== 'en' ? `${one.field} (${one.language})` : one.field,
        [one.before, one.after],
      ]),
    ),
  }));
}

describe('the comparison of two catalogue versions', () => {
  it('finds nothing when only the number, the first day, notes and the order of lists differ', () => {
    const changes = changesOf((document) => {
      document['appliesFrom'] = '2027-01-01';
      document['note'] = 'Another one.';
      document['offers'][0].note = 'A new note.';
      for (const list of ['centers', 'metrics', 'credentials', 'competencies', 'offers', 'benefits'])
        document[list].reverse();
      for (const { paths } of document['competencies']) paths.reverse();
    });
    expect(changes).toEqual([]);
  });

  it('treats a name that is the key like one that is left out', () => {
    const [unnamed, named] = [undefined, 'azureConsumption'].map((name) => {
      const document = catalogueDocument2017();
      document['metrics'][0].name = name;
      return readValidCatalogue(document);
    });
    expect(unnamed && named && compareCatalogues(unnamed, named)).toEqual([]);
  });

  it('reports each language whose text differs', () => {
    expect(
      summaryOf((document) => {
        document['offers'][0].name = { en: 'Silver membership', de: 'Silber', it: 'Argento' };
        document['competencies'][2].description = { en: 'Continuous delivery.', ru: 'DevOps.' };
      }),
    ).toEqual([
      {
        changed: 'competency',
        fields: { description: [null, 'Continuous delivery.'], 'description (ru)': [null, 'DevOps.'] },
      },
      { changed: 'offer', fields: { 'name (de)': [null, 'Silber'], 'name (it)': [null, 'Argento'] } },
    ]);
  });

  it('reports the values of a credential that differ, and those that are no longer set', () => {
    expect(
      summaryOf((document) => {
        const credential = credentialIn(document, '70-534');
        Object.assign(credential, { validityMonths: 24, acceptedUntil: null, kind: 'CERTIFICATION' });
        delete credential['replacedBy'];
      }),
    ).toEqual([
      {
        changed: 'credential',
        fields: {
          kind: ['EXAM', 'CERTIFICATION'],
          validityMonths: [null, 24],
          acceptedUntil: ['2019-01-01', null],
          replacedBy: ['70-535', null],
        },
      },
    ]);
  });

  it('reports an added and a removed object with all its values', () => {
    const price = { amount: 99, currency: 'EUR' };
    expect(
      summaryOf((document) => {
        document['offers'].push({ key: 'trial', name: 'Trial', level: 'SILVER', price });
        document['benefits'].splice(0, 1);
      }),
    ).toEqual([
      {
        added: 'offer',
        fields: {
          name: [null, 'Trial'],
          level: [null, 'SILVER'],
          price: [null, { minorUnits: 9900, currency: 'EUR' }],
        },
      },
      {
        removed: 'benefit',
        fields: {
          name: ['Software package for internal use', null],
          quantity: [1, null],
          value: [{ minorUnits: 2_000_000, currency: 'USD' }, null],
          price: [{ minorUnits: 47_500, currency: 'USD' }, null],
        },
      },
    ]);
  });

  it('distinguishes benefits with the same key by their level and competency', () => {
    expect(
      summaryOf((document) => {
        document['benefits'][2].quantity = 25;
        document['benefits'][6].scope.level = 'SILVER';
        document['benefits'][6].scope.competency = 'devops';
      }),
    ).toEqual([
      { changed: 'benefit', fields: { quantity: [20, 25] } },
      { added: 'benefit', fields: { name: [null, 'Developer subscriptions'], quantity: [null, 5] } },
      { removed: 'benefit', fields: { name: ['Developer subscriptions', null], quantity: [5, null] } },
    ]);
  });

  it('reports the paths of a competency by themselves, after the competency', () => {
    const changes = changesOf((document) => {
      const devops = document['competencies'][2];
      devops.retiredOn = '2027-01-01';
      devops.paths[0].requires[0].people[0].count = 3;
      devops.paths.push({ ...devops.paths[1], key: 'second-gold', name: 'Second' });
      document['competencies'][3].paths.splice(0, 1);
    });
    expect(
      changes.map(({ of, before, after, fields }) => [
        of,
        (before ?? after) as { key: string },
        fields.map(({ field }) => field),
      ]),
    ).toEqual([
      ['competency', expect.objectContaining({ key: 'devops' }), ['retiredOn']],
      ['path', expect.objectContaining({ key: 'devops-partner-silver' }), ['requirements']],
      ['path', expect.objectContaining({ key: 'second-gold' }), ['name', 'level', 'requirements']],
      [
        'path',
        expect.objectContaining({ key: 'azure-consumption-silver' }),
        ['name', 'level', 'requirements'],
      ],
    ]);
    expect(changes.map((change) => change.of === 'path' && change.competency)).toEqual([
      false,
      'devops',
      'devops',
      'cloud-platform',
    ]);
  });

  it('does not confuse paths of different competencies that share a key', () => {
    const document = catalogueDocument2017();
    for (const i of [0, 1]) document['competencies'][i].paths[0].key = 'silver';
    const before = readValidCatalogue(document);
    document['competencies'][1].paths[0].name = 'Another name';
    expect(compareCatalogues(before, readValidCatalogue(document, 2))).toMatchObject([
      { of: 'path', competency: document['competencies'][1].key, before: { key: 'silver' } },
    ]);
  });

  it('reports the order of alternatives, which decides what an explanation shows', () => {
    const summary = summaryOf((document) =>
      document['competencies'][2].paths[0].requires[0].people[0].ofThose.each.any.reverse(),
    );
    expect(summary).toMatchObject([{ changed: 'path' }]);
  });

  it('reports each number of the policy, and the reminders as one list', () => {
    expect(
      summaryOf((document) =>
        Object.assign(document['policy'], { refundDays: 14, overrideMonths: 6, reminderDays: [60, 0] }),
      ),
    ).toEqual([
      {
        changed: 'policy',
        fields: {
          overrideMonths: [3, 6],
          refundDays: [30, 14],
          reminderDays: [
            [90, 60, 30, 0],
            [60, 0],
          ],
        },
      },
    ]);
  });
});
