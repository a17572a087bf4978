import { describe, expect, it } from '@jest/globals';
import { readCatalogue } from '../../../server/catalogue/read-catalogue';
import { sentenceOf } from '../../../server/catalogue/problem';
import { unmeetableRules } from '../../../server/catalogue/unmeetable-rules';
import { catalogue2017, catalogueDocument2017, credentialIn, type Editable } from '../../support/catalogue';

describe('the catalogue of 2017', () => {
  it('has 18 competencies, 48 paths and 97 credentials, and rules that can be met', () => {
    expect(catalogue2017.competencies).toHaveLength(18);
    expect(catalogue2017.competencies.flatMap(({ paths }) => paths)).toHaveLength(48);
    expect(catalogue2017.credentials).toHaveLength(97);
    expect(unmeetableRules(catalogue2017)).toEqual([]);
  });

  it('keeps a rule as it was written', () => {
    const [path] = catalogue2017.competencies.find(({ key }) => key === 'devops')?.paths ?? [];
    const credential = (code: string) => ({ kind: 'credential', code });
    expect(path).toEqual({
      key: 'devops-partner-silver',
      name: 'DevOps Partner',
      level: 'SILVER',
      effectiveFrom: null,
      effectiveUntil: null,
      requirements: [
        {
          kind: 'people',
          groups: [
            {
              count: 2,
              each: { kind: 'all', of: [credential('70-496'), credential('70-498')] },
              ofThose: {
                count: 1,
                each: { kind: 'any', of: ['70-497', 'PMI-ACP', 'PSM-I', 'CSM'].map(credential) },
              },
            },
          ],
        },
      ],
    });
  });

  it('keeps money and thresholds as whole hundredths', () => {
    expect(catalogue2017.offers[1]?.price).toEqual({ hundredths: 526_000, currency: 'USD' });
    expect(
      catalogue2017.competencies.find(({ key }) => key === 'cloud-platform')?.paths[0]?.requirements[0],
    ).toEqual({
      kind: 'metric',
      metric: 'azureConsumption',
      months: 12,
      atLeast: { DEVELOPED: 1_500_000, DEVELOPING: 1_000_000 },
    });
  });
});

const GROUP = 'competencies[0].paths[0].requires[0].people[0]';

function group(document: Editable): Editable {
  return document['competencies'][0].paths[0].requires[0].people[0];
}

describe('a document that is wrong is refused with the place and the reason', () => {
  const faults: [string, (document: Editable) => void, string[]][] = [
    ['a missing part', (document) => delete document['policy'], ['policy: is missing']],
    [
      'a word that the format does not know',
      (document) => (document['competencies'][0].retired = true),
      ['competencies[0]: there is no field "retired" here'],
    ],
    [
      'a day that does not exist',
      (document) => (document['credentials'][0].acceptedUntil = '2017-02-29'),
      ['credentials[0].acceptedUntil: "2017-02-29" is not a day of the calendar (YYYY-MM-DD)'],
    ],
    [
      'an unknown credential, deep inside a need',
      (document) =>
        (document['competencies'][5].paths[0].requires[0].people[0].each.all[1].any[2] = '70-999'),
      [
        'competencies[5].paths[0].requires[0].people[0].each.all[1].any[2]: the credential "70-999" is not in this catalogue',
      ],
    ],
    [
      'a pause between associations beyond the calendar',
      (document) => (document['policy'].daysBetweenAssociations = 3_650_000),
      ['policy.daysBetweenAssociations: must be at most 36525, not 3650000'],
    ],
    [
      'an unknown metric',
      (document) => (document['competencies'][3].paths[0].requires[0].metric = 'bitcoin'),
      ['competencies[3].paths[0].requires[0].metric: the metric "bitcoin" is not in this catalogue'],
    ],
    [
      'an unknown center',
      (document) => (document['competencies'][3].center = 'bakery'),
      ['competencies[3].center: the center "bakery" is not in this catalogue'],
    ],
    [
      'a benefit of an unknown competency',
      (document) => (document['benefits'][5].scope.competency = 'baking'),
      ['benefits[5].scope.competency: the competency "baking" is not in this catalogue'],
    ],
    [
      'a duplicate key',
      (document) => (document['competencies'][1].key = 'application-development'),
      ['competencies[1].key: "application-development" is already that of competencies[0]'],
    ],
    [
      'a duplicate path',
      (document) => (document['competencies'][0].paths[1].key = 'application-builder-silver'),
      [
        'competencies[0].paths[1].key: "application-builder-silver" is already that of competencies[0].paths[0]',
      ],
    ],
    [
      'the same benefit twice at one level',
      (document) => (document['benefits'][2].scope.level = 'SILVER'),
      ['benefits[2].scope: "support-incidents SILVER" is already that of benefits[1]'],
    ],
    [
      'a path that ends before it starts',
      (document) =>
        Object.assign(document['competencies'][0].paths[0], {
          effectiveFrom: '2018-01-02',
          effectiveUntil: '2018-01-01',
        }),
      ['competencies[0].paths[0].effectiveUntil: the path would end before it starts'],
    ],
    [
      'a rule of no kind',
      (document) => (document['competencies'][0].paths[0].requires[0] = { revenue: 5 }),
      [
        'competencies[0].paths[0].requires[0]: must be {"people": [...]}, {"metric": ...}, {"all": [...]} or {"any": [...]}',
      ],
    ],
    [
      'a price of three decimal places',
      (document) => (document['offers'][0].price.amount = 18.505),
      ['offers[0].price.amount: 18.505 must be an amount with at most two decimal places'],
    ],
    [
      'nobody where somebody is needed',
      (document) => (document['competencies'][0].paths[0].requires[0].people[0].count = 0),
      ['competencies[0].paths[0].requires[0].people[0].count: must be at least 1, not 0'],
    ],
  ];

  it.each(faults)('%s', (_fault, plant, sentences) => {
    const document = catalogueDocument2017();
    plant(document);
    expect(readCatalogue(document).problems.map(sentenceOf)).toEqual(sentences);
  });

  it.each<[string, (document: Editable) => void, string]>([
    ['no need', (one) => delete group(one)['each'], `${GROUP}.each: is missing`],
    [
      'a need of no kind',
      (one) => (group(one)['each'] = 7),
      `${GROUP}.each: must be a credential's code, {"all": [...]} or {"any": [...]}`,
    ],
    [
      'half a person',
      (one) => (group(one)['count'] = 1.5),
      `${GROUP}.count: must be a whole number, not 1.5`,
    ],
    ['an empty name', (one) => (one['centers'][0].name = ''), 'centers[0].name: must not be empty'],
    [
      'a key that is too long',
      (one) => (one['offers'][0].key = 'k'.repeat(81)),
      'offers[0].key: has 81 characters; at most 80 are possible',
    ],
    [
      'an unknown level',
      (one) => (one['offers'][0].level = 'BRONZE'),
      'offers[0].level: must be "SILVER" or "GOLD", not "BRONZE"',
    ],
    ['a list for an object', (one) => (one['policy'] = []), 'policy: must be an object, not a list'],
  ])('%s', (_fault, plant, sentence) => {
    const document = catalogueDocument2017();
    plant(document);
    expect(readCatalogue(document).problems.map(sentenceOf)).toEqual([sentence]);
  });

  it('never in the words of a library, whatever stands where', () => {
    const anything = [null, true, 0, -1, 1.5, 1e300, '', ' x ', 'x'.repeat(100), [], [7], {}, { x: 1 }];
    const said = new Set<string>();
    const everywhere = (document: unknown, whole: Editable): void => {
      if (typeof document !== 'object' || document === null) return;
      // What a list has is alike.
      const inside = document as Record<string, unknown>;
      for (const key of Object.keys(inside).slice(0, 12)) {
        const value = inside[key];
        for (const other of [...anything, undefined]) {
          if (other === undefined) delete inside[key];
          else inside[key] = other;
          for (const { message } of readCatalogue(whole).problems) said.add(message);
        }
        inside[key] = value;
        if (!Array.isArray(document) || key === '0') everywhere(value, whole);
      }
    };
    const document = catalogueDocument2017();
    for (const list of ['centers', 'metrics', 'credentials', 'competencies', 'benefits'])
      document[list] = document[list].slice(0, 4);
    everywhere(document, document);
    expect(said.size).toBeGreaterThan(50);
    const foreign = /Invalid|Expected|expected|Too |Unrecognized|received|undefined|[>=<]=|[{]\w+[}]/;
    expect([...said].filter((message) => foreign.test(message))).toEqual([]);
  });

  it.each([[null], [[]], ['{}'], [7]])('%j is no catalogue', (document) => {
    expect(readCatalogue(document).problems).toHaveLength(1);
  });
});

function sales(developed: number | null, developing: number | null) {
  return {
    metric: 'azureConsumption',
    months: 1,
    atLeast: { DEVELOPED: developed, DEVELOPING: developing },
  };
}

describe('a rule that nobody can ever meet is named with its place', () => {
  const faults: [string, (document: Editable) => void, string[]][] = [
    [
      'more of those than those',
      (document) => (document['competencies'][2].paths[0].requires[0].people[0].ofThose.count = 3),
      ['competencies[2].paths[0].requires[0].people[0].ofThose.count: 3 of 2 people are more than there are'],
    ],
    [
      'a threshold for no market',
      (document) =>
        (document['competencies'][3].paths[0].requires[0].atLeast = { DEVELOPED: null, DEVELOPING: null }),
      [
        'competencies[3].paths[0].requires[0].atLeast: no market has a threshold, so the rule is closed to all',
      ],
    ],
    [
      'two thresholds for two different markets',
      (document) => {
        const [total, net] = document['competencies'][7].paths[2].requires;
        total.atLeast.DEVELOPED = null;
        net.atLeast.DEVELOPING = null;
      },
      ['competencies[7].paths[2]: the path "enterprise-operations-silver" is closed to every market'],
    ],
    [
      'a credential that is no longer accepted when the path begins',
      (document) => {
        document['competencies'][0].paths[1].effectiveFrom = '2019-01-01';
        document['competencies'][0].paths[1].requires[0].people[0].each.any = ['70-534'];
      },
      [
        'competencies[0].paths[1].requires[0].people[0].each: what it needs is no longer accepted when the path comes into force',
      ],
    ],
    [
      'a path that is over before its version applies',
      (document) => {
        document['appliesFrom'] = '2020-01-01';
        document['competencies'][0].paths[0].effectiveUntil = '2020-01-01';
      },
      ['competencies[0].paths[0]: the path "application-builder-silver" is in force on no day'],
    ],
    [
      'a path that begins when its competency has retired',
      (document) => {
        document['competencies'][0].retiredOn = '2027-01-01';
        document['competencies'][0].paths[0].effectiveFrom = '2026-12-31';
        document['competencies'][0].paths[1].effectiveFrom = '2027-01-01';
      },
      [
        'competencies[0].paths[1].effectiveFrom: is 2027-01-01, but its competency is retired from 2027-01-01 on, so that the path "application-builder-gold" is in force on no day: let it begin before, or leave it out',
      ],
    ],
    [
      'thresholds for two different markets, and people who would be enough in one of them, but cannot be',
      (document) => {
        document['appliesFrom'] = '2026-06-01';
        credentialIn(document, '70-480')['acceptedUntil'] = '2026-05-01';
        document['competencies'][0].paths[0].requires = [
          { any: [{ people: [{ count: 1, each: '70-480' }] }, sales(1, null)] },
          sales(null, 5),
        ];
      },
      [
        'competencies[0].paths[0]: the path "application-builder-silver" is closed to every market',
        'competencies[0].paths[0].requires[0].any[0].people[0].each: what it needs is no longer accepted when the path comes into force',
      ],
    ],
    [
      'a competency without a path',
      (document) => (document['competencies'][0].paths = []),
      ['competencies[0].paths: no path leads to "application-development"'],
    ],
  ];

  it.each(faults)('%s', (_fault, plant, sentences) => {
    const document = catalogueDocument2017();
    plant(document);
    const { catalogue, problems } = readCatalogue(document);
    expect(problems).toEqual([]);
    expect(catalogue && unmeetableRules(catalogue).map(sentenceOf)).toEqual(sentences);
  });

  it.each<[string, (document: Editable) => void]>([
    [
      'of two markets, if people are enough in the other',
      (document) => {
        document['competencies'][0].paths[0].requires = [
          { any: [{ people: [{ count: 1, each: '70-480' }] }, sales(1, null)] },
          sales(null, 5),
        ];
      },
    ],
    [
      'a competency that is retired when its version applies: it may still be displayed',
      (document) => {
        document['appliesFrom'] = '2026-06-01';
        document['competencies'][0].retiredOn = '2020-01-01';
        document['competencies'][1].retiredOn = '2026-06-01';
      },
    ],
  ])('there is none in what can be met: %s', (_rule, change) => {
    const document = catalogueDocument2017();
    change(document);
    const { catalogue } = readCatalogue(document);
    expect(catalogue && unmeetableRules(catalogue)).toEqual([]);
  });

  it('one closed alternative does not close a rule that has another', () => {
    const document = catalogueDocument2017();
    document['competencies'][3].paths[0].requires[1].any[1].people[0].ofThose = {
      count: 9,
      each: '70-532',
    };
    const { catalogue } = readCatalogue(document);
    expect(catalogue && unmeetableRules(catalogue)).toEqual([]);
  });
});
