import { describe, expect, it } from '@jest/globals';
import { readCatalogue } from '../../../server/catalogue/read-catalogue';
import { inEnglish, problemInEnglish } from '../../support/in-english';
import { unmeetableRules } from '../../../server/catalogue/unmeetable-rules';
import { LANGUAGES } from '../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  credentialIn,
  readValidCatalogue,
  type EditableJson,
} from '../../support/catalogue';

describe('the catalogue of 2017', () => {
  it('has 18 competencies, 48 paths and 97 credentials, and rules that can be met', () => {
    expect(catalogue2017.competencies).toHaveLength(18);
    expect(catalogue2017.competencies.flatMap(({ paths }) => paths)).toHaveLength(48);
    expect(catalogue2017.credentials).toHaveLength(97);
    expect(unmeetableRules(catalogue2017)).toEqual([]);
  });

  it('contains a path as the document states it', () => {
    const [path] = catalogue2017.competencies.find(({ key }) => key === 'devops')?.paths ?? [];
    const credential = (code: string) => ({ kind: 'credential', code });
    expect(path).toEqual({
      key: 'devops-partner-silver',
      name: { en: 'DevOps Partner' },
      level: 'SILVER',
      from: null,
      until: null,
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

  it('represents money and thresholds as whole units', () => {
    expect(catalogue2017.offers[1]?.price).toEqual({ minorUnits: 526_000, currency: 'USD' });
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

describe('the texts of a document', () => {
  const read = (change: (document: EditableJson) => void) => {
    const document = catalogueDocument2017();
    change(document);
    return readValidCatalogue(document);
  };

  it('are strings in English, or objects with a string for each language', () => {
    const name = { 'zh-CN': '银牌会员', en: 'Silver', de: 'Silber' };
    const { centers, offers } = read((document) => {
      document['centers'][0].name = 'Apps';
      document['offers'][0].name = name;
    });
    expect([centers[0]?.name, offers[0]?.name]).toEqual([{ en: 'Apps' }, name]);
  });

  it('may be in every language, wherever the document has a text for people', () => {
    const inEveryLanguage = Object.fromEntries(LANGUAGES.map((tag) => [tag, `A text (${tag})`]));
    const catalogue = read((document) => {
      document['centers'][0].name = inEveryLanguage;
      Object.assign(document['metrics'][0], { name: inEveryLanguage, unit: inEveryLanguage });
      Object.assign(document['credentials'][0], { title: inEveryLanguage, description: inEveryLanguage });
      Object.assign(document['competencies'][0], { name: inEveryLanguage, description: inEveryLanguage });
      document['competencies'][0].paths[0].name = inEveryLanguage;
      document['offers'][0].name = inEveryLanguage;
      Object.assign(document['benefits'][0], { name: inEveryLanguage, description: inEveryLanguage });
    });
    const { centers, metrics, credentials, competencies, offers, benefits } = catalogue;
    const texts = [
      centers[0]?.name,
      metrics[0]?.name,
      metrics[0]?.unit,
      credentials[0]?.title,
      credentials[0]?.description,
      competencies[0]?.name,
      competencies[0]?.description,
      competencies[0]?.paths[0]?.name,
      offers[0]?.name,
      benefits[0]?.name,
      benefits[0]?.description,
    ];
    expect(texts).toEqual(texts.map(() => inEveryLanguage));
  });

  it('may be left out where documents of before had none: a name is then the key, a description is null', () => {
    const { metrics, offers, credentials, competencies, benefits } = read((document) => {
      delete document['metrics'][0].name;
      document['offers'][1].name = null;
    });
    expect([metrics[0]?.name, offers[1]?.name]).toEqual([
      { en: 'azureConsumption' },
      { en: 'gold-membership' },
    ]);
    for (const [entry] of [credentials, competencies, benefits]) expect(entry?.description).toBeNull();
  });
});

it.each([
  [0.07, 'USD', 7],
  [1.1, 'USD', 110],
  [8.2, 'USD', 820],
  [4.35, 'EUR', 435],
  [1850, 'JPY', 1850],
  [0.001, 'KWD', 1],
  [1.005, 'KWD', 1005],
  [0.0003, 'CLF', 3],
  [9_999_999_999_999.99, 'USD', 999_999_999_999_999],
  [999_999_999_999_999, 'JPY', 999_999_999_999_999],
  // A code that is unknown: two places, as in documents that were stored before codes were checked.
  [1.25, 'DEM', 125],
])('a price of %d %s is %d minor units', (amount, currency, minorUnits) => {
  const document = catalogueDocument2017();
  document['offers'][0].price = { amount, currency };
  expect(readValidCatalogue(document).offers[0]?.price).toEqual({ minorUnits, currency });
});

const GROUP = 'competencies[0].paths[0].requires[0].people[0]';

function group(document: EditableJson): EditableJson {
  return document['competencies'][0].paths[0].requires[0].people[0];
}

describe('an invalid document', () => {
  const faults: [string, (document: EditableJson) => void, string[]][] = [
    ['a missing part', (document) => delete document['policy'], ['policy: This field is missing.']],
    [
      'an unknown field',
      (document) => (document['competencies'][0].retired = true),
      ['competencies[0]: There is no field "retired" here.'],
    ],
    [
      'a day that does not exist',
      (document) => (document['credentials'][0].acceptedUntil = '2017-02-29'),
      ['credentials[0].acceptedUntil: "2017-02-29" is not a day of the calendar (YYYY-MM-DD).'],
    ],
    [
      'an unknown credential, deep inside a need',
      (document) =>
        (document['competencies'][5].paths[0].requires[0].people[0].each.all[1].any[2] = '70-999'),
      [
        'competencies[5].paths[0].requires[0].people[0].each.all[1].any[2]: The credential "70-999" is not in this catalogue.',
      ],
    ],
    [
      'a pause between associations beyond the calendar',
      (document) => (document['policy'].daysBetweenAssociations = 3_650_000),
      ['policy.daysBetweenAssociations: The number must be at most 36,525, not 3,650,000.'],
    ],
    [
      'an unknown metric',
      (document) => (document['competencies'][3].paths[0].requires[0].metric = 'bitcoin'),
      ['competencies[3].paths[0].requires[0].metric: The metric "bitcoin" is not in this catalogue.'],
    ],
    [
      'an unknown center',
      (document) => (document['competencies'][3].center = 'bakery'),
      ['competencies[3].center: The center "bakery" is not in this catalogue.'],
    ],
    [
      'a benefit of an unknown competency',
      (document) => (document['benefits'][5].scope.competency = 'baking'),
      ['benefits[5].scope.competency: The competency "baking" is not in this catalogue.'],
    ],
    [
      'a duplicate key',
      (document) => (document['competencies'][1].key = 'application-development'),
      ['competencies[1].key: "application-development" is already used by competencies[0].'],
    ],
    [
      'a duplicate path',
      (document) => (document['competencies'][0].paths[1].key = 'application-builder-silver'),
      [
        'competencies[0].paths[1].key: "application-builder-silver" is already used by competencies[0].paths[0].',
      ],
    ],
    [
      'the same benefit twice at one level',
      (document) => (document['benefits'][2].scope.level = 'SILVER'),
      ['benefits[2].scope: "support-incidents SILVER" is already used by benefits[1].'],
    ],
    [
      'a path that ends before it starts',
      (document) =>
        Object.assign(document['competencies'][0].paths[0], {
          effectiveFrom: '2018-01-02',
          effectiveUntil: '2018-01-01',
        }),
      ['competencies[0].paths[0].effectiveUntil: The path cannot end before it starts. Give a later day.'],
    ],
    [
      'a rule without a kind',
      (document) => (document['competencies'][0].paths[0].requires[0] = { revenue: 5 }),
      [
        'competencies[0].paths[0].requires[0]: The requirement must be one of these objects: {"people": [...]}, {"metric": ...}, {"all": [...]} or {"any": [...]}.',
      ],
    ],
    [
      'a price with three decimal places',
      (document) => (document['offers'][0].price.amount = 18.505),
      ['offers[0].price.amount: 18.505 has too many decimal places. USD has 2.'],
    ],
    [
      'half a yen',
      (document) => (document['benefits'][0].value = { amount: 20_000.5, currency: 'JPY' }),
      ['benefits[0].value.amount: 20000.5 has too many decimal places. JPY has 0.'],
    ],
    [
      'a tiny price',
      (document) => (document['offers'][0].price = { amount: 1e-7, currency: 'KWD' }),
      ['offers[0].price.amount: 1e-7 has too many decimal places. KWD has 3.'],
    ],
    [
      'a price of more than 15 digits',
      (document) => {
        document['offers'][0].price = { amount: 1_000_000_000_000, currency: 'KWD' };
        document['offers'][1].price.amount = 1e21;
      },
      [
        'offers[0].price.amount: The amount must be at most 999999999999.999, not 1000000000000.',
        'offers[1].price.amount: The amount must be at most 9999999999999.99, not 1e+21.',
      ],
    ],
    [
      'a threshold with three decimal places, whatever its unit',
      (document) => {
        document['metrics'][0].unit = 'KWD';
        document['competencies'][3].paths[0].requires[0].atLeast.DEVELOPED = 15_000.125;
      },
      [
        'competencies[3].paths[0].requires[0].atLeast.DEVELOPED: 15000.125 has too many decimal places. At most 2 are allowed.',
      ],
    ],
    [
      'a group of no people',
      (document) => (document['competencies'][0].paths[0].requires[0].people[0].count = 0),
      ['competencies[0].paths[0].requires[0].people[0].count: The number must be at least 1, not 0.'],
    ],
  ];

  it.each(faults)('is refused with places and reasons: %s', (_fault, plant, sentences) => {
    const document = catalogueDocument2017();
    plant(document);
    expect(readCatalogue(document).problems.map(problemInEnglish)).toEqual(sentences);
  });

  it.each<[string, (document: EditableJson) => void, string]>([
    ['no need', (one) => delete group(one)['each'], `${GROUP}.each: This field is missing.`],
    [
      'a need without a kind',
      (one) => (group(one)['each'] = 7),
      `${GROUP}.each: The need must be the code of a credential, or one of these objects: {"all": [...]} or {"any": [...]}.`,
    ],
    [
      'half a person',
      (one) => (group(one)['count'] = 1.5),
      `${GROUP}.count: The value must be a whole number, not 1.5.`,
    ],
    [
      'an empty name',
      (one) => (one['centers'][0].name = ''),
      'centers[0].name: The value must not be empty.',
    ],
    [
      'no name',
      (one) => delete one['competencies'][0].paths[0].name,
      'competencies[0].paths[0].name: This field is missing.',
    ],
    [
      'a name that is a number',
      (one) => (one['centers'][0].name = 7),
      'centers[0].name: The value must be a string, or an object with a string for each language.',
    ],
    [
      'names without an English one',
      (one) => (one['benefits'][0].name = { de: 'Paket' }),
      'benefits[0].name.en: This field is missing.',
    ],
    [
      'an empty name in one language',
      (one) => (one['offers'][0].name = { en: 'Silver', 'zh-CN': '' }),
      'offers[0].name.zh-CN: The value must not be empty.',
    ],
    [
      'a description in an unknown language',
      (one) => (one['credentials'][0].description = { en: 'An exam.', fr: 'Un examen.' }),
      'credentials[0].description.fr: "fr" is not a language of catalogues. Use en, de, it, pt-BR, ru or zh-CN.',
    ],
    [
      'a language that is only a part of a tag',
      (one) => (one['metrics'][0].unit = { en: 'USD', pt: 'USD' }),
      'metrics[0].unit.pt: "pt" is not a language of catalogues. Use en, de, it, pt-BR, ru or zh-CN.',
    ],
    [
      'half a character in a note',
      (one) => (one['note'] = '\ud800'),
      'note: The text contains half of a character (a lone surrogate) or a NUL. Write the whole character, or leave it out.',
    ],
    [
      'a key that is too long',
      (one) => (one['offers'][0].key = 'k'.repeat(81)),
      'offers[0].key: The text has 81 characters; at most 80 are allowed.',
    ],
    [
      'an unknown level',
      (one) => (one['offers'][0].level = 'BRONZE'),
      'offers[0].level: The value must be "SILVER" or "GOLD", not "BRONZE".',
    ],
    [
      'a list instead of an object',
      (one) => (one['policy'] = []),
      'policy: The value must be an object, not [...].',
    ],
  ])('is refused with the place and the reason: %s', (_fault, plant, sentence) => {
    const document = catalogueDocument2017();
    plant(document);
    expect(readCatalogue(document).problems.map(problemInEnglish)).toEqual([sentence]);
  });

  it('is refused without a message of the schema library, wherever a value is wrong', () => {
    const anything = [null, true, 0, -1, 1.5, 1e300, '', ' x ', 'x'.repeat(100), [], [7], {}, { x: 1 }];
    const messages = new Set<string>();
    const everywhere = (document: unknown, whole: EditableJson): void => {
      if (typeof document !== 'object' || document === null) return;
      // The entries of a list are alike, so only the first one is searched.
      const inside = document as Record<string, unknown>;
      for (const key of Object.keys(inside).slice(0, 12)) {
        const value = inside[key];
        for (const other of [...anything, undefined]) {
          if (other === undefined) delete inside[key];
          else inside[key] = other;
          for (const { sentence } of readCatalogue(whole).problems) messages.add(inEnglish(sentence));
        }
        inside[key] = value;
        if (!Array.isArray(document) || key === '0') everywhere(value, whole);
      }
    };
    const document = catalogueDocument2017();
    for (const list of ['centers', 'metrics', 'credentials', 'competencies', 'benefits'])
      document[list] = document[list].slice(0, 4);
    everywhere(document, document);
    expect(messages.size).toBeGreaterThan(50);
    const foreign = /Invalid|Expected|expected|Too |Unrecognized|received|undefined|[>=<]=|[{]\w+[}]/;
    expect([...messages].filter((message) => foreign.test(message))).toEqual([]);
  });

  it.each([[null], [[]], ['{}'], [7]])('is refused with one problem: %j', (document) => {
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

describe('the search for rules that nobody can meet', () => {
  const faults: [string, (document: EditableJson) => void, string[]][] = [
    [
      'more of those people than the group has',
      (document) => (document['competencies'][2].paths[0].requires[0].people[0].ofThose.count = 3),
      [
        'competencies[2].paths[0].requires[0].people[0].ofThose.count: "ofThose" asks for 3 people, but the group has only 2.',
      ],
    ],
    [
      'no threshold for any market',
      (document) =>
        (document['competencies'][3].paths[0].requires[0].atLeast = { DEVELOPED: null, DEVELOPING: null }),
      [
        'competencies[3].paths[0].requires[0].atLeast: No market has a threshold, so nobody can meet this requirement. Give a threshold for at least one market.',
      ],
    ],
    [
      'two thresholds for two different markets',
      (document) => {
        const [total, net] = document['competencies'][7].paths[2].requires;
        total.atLeast.DEVELOPED = null;
        net.atLeast.DEVELOPING = null;
      },
      [
        'competencies[7].paths[2]: The path "enterprise-operations-silver" is closed to every market: there is no market in which all its requirements can be met. Open it to at least one market.',
      ],
    ],
    [
      'a credential that is no longer accepted when the path begins',
      (document) => {
        document['competencies'][0].paths[1].effectiveFrom = '2019-01-01';
        document['competencies'][0].paths[1].requires[0].people[0].each.any = ['70-534'];
      },
      [
        'competencies[0].paths[1].requires[0].people[0].each: The credentials of this need are no longer accepted when the path comes into force. Use accepted credentials.',
      ],
    ],
    [
      'a path that ends before its version applies',
      (document) => {
        document['appliesFrom'] = '2020-01-01';
        document['competencies'][0].paths[0].effectiveUntil = '2020-01-01';
      },
      [
        'competencies[0].paths[0]: The path "application-builder-silver" is not in force on any day. Change its days, or remove it.',
      ],
    ],
    [
      'a path that begins when its competency has retired',
      (document) => {
        document['competencies'][0].retiredOn = '2027-01-01';
        document['competencies'][0].paths[0].effectiveFrom = '2026-12-31';
        document['competencies'][0].paths[1].effectiveFrom = '2027-01-01';
      },
      [
        'competencies[0].paths[1].effectiveFrom: The path "application-builder-gold" starts on 2027-01-01, but its competency is retired from 2027-01-01 on, so the path is never in force. Make it start earlier, or remove it.',
      ],
    ],
    [
      'two thresholds for two different markets, one with an alternative that nobody can meet',
      (document) => {
        document['appliesFrom'] = '2026-06-01';
        credentialIn(document, '70-480')['acceptedUntil'] = '2026-05-01';
        document['competencies'][0].paths[0].requires = [
          { any: [{ people: [{ count: 1, each: '70-480' }] }, sales(1, null)] },
          sales(null, 5),
        ];
      },
      [
        'competencies[0].paths[0]: The path "application-builder-silver" is closed to every market: there is no market in which all its requirements can be met. Open it to at least one market.',
        'competencies[0].paths[0].requires[0].any[0].people[0].each: The credentials of this need are no longer accepted when the path comes into force. Use accepted credentials.',
      ],
    ],
    [
      'a competency without a path',
      (document) => (document['competencies'][0].paths = []),
      ['competencies[0].paths: The competency "application-development" has no path. Add one.'],
    ],
  ];

  it.each(faults)('reports %s with its place', (_fault, plant, sentences) => {
    const document = catalogueDocument2017();
    plant(document);
    const { catalogue, problems } = readCatalogue(document);
    expect(problems).toEqual([]);
    expect(catalogue && unmeetableRules(catalogue).map(problemInEnglish)).toEqual(sentences);
  });

  it.each<[string, (document: EditableJson) => void]>([
    [
      'two markets, of which one also accepts people',
      (document) => {
        document['competencies'][0].paths[0].requires = [
          { any: [{ people: [{ count: 1, each: '70-480' }] }, sales(1, null)] },
          sales(null, 5),
        ];
      },
    ],
    [
      'a retired competency, which may still be displayed',
      (document) => {
        document['appliesFrom'] = '2026-06-01';
        document['competencies'][0].retiredOn = '2020-01-01';
        document['competencies'][1].retiredOn = '2026-06-01';
      },
    ],
  ])('accepts %s', (_rule, change) => {
    const document = catalogueDocument2017();
    change(document);
    const { catalogue } = readCatalogue(document);
    expect(catalogue && unmeetableRules(catalogue)).toEqual([]);
  });

  it('accepts an alternative that nobody can meet if another alternative can be met', () => {
    const document = catalogueDocument2017();
    document['competencies'][3].paths[0].requires[1].any[1].people[0].ofThose = {
      count: 9,
      each: '70-532',
    };
    const { catalogue } = readCatalogue(document);
    expect(catalogue && unmeetableRules(catalogue)).toEqual([]);
  });
});
