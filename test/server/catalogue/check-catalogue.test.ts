import { describe, expect, it } from '@jest/globals';
import { checkCatalogue, type Publication } from '../../../server/catalogue/check-catalogue';
import { sentenceOf } from '../../../server/catalogue/problem';
import { day, type Day } from '../../../server/rules';
import { catalogue2017, catalogueDocument2017, credentialIn, type Editable } from '../../support/catalogue';

const FROM = day('2026-07-01');

const asVersion = (version: number, appliesFrom: Day | null = FROM): Publication => ({
  version,
  appliesFrom: () => appliesFrom,
  timeZone: 'UTC',
});
const problemsOf = (text: string, publication = asVersion(2)) =>
  checkCatalogue(text, publication).problems.map(sentenceOf);
const spoiled = (spoil: (document: Editable) => unknown) => {
  const document = catalogueDocument2017();
  spoil(document);
  return JSON.stringify(document);
};

describe('a document that is to be published', () => {
  it('becomes the version that it is checked as', () => {
    const document = catalogueDocument2017();
    const checked = checkCatalogue(JSON.stringify(document), asVersion(7));
    expect(checked).toEqual({
      catalogue: { ...catalogue2017, version: 7, appliesFrom: FROM },
      document,
      problems: [],
    });
  });

  it('may say from which day it applies, if that is the day', () => {
    const text = spoiled((document) => (document['appliesFrom'] = FROM));
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, asVersion(2, day('2026-08-01')))).toEqual([
      'appliesFrom: is 2026-07-01, but it is to apply from 2026-08-01: make them the same, or leave it out',
    ]);
    const asSaid = checkCatalogue(text, { ...asVersion(2), appliesFrom: (said) => said });
    expect(asSaid.catalogue?.appliesFrom).toBe(FROM);
    const first = checkCatalogue(text, asVersion(1, null));
    expect([first.problems, first.catalogue?.appliesFrom]).toEqual([[], null]);
  });

  it('is of the time zone of the programme', () => {
    expect(problemsOf(spoiled((document) => (document['policy'].timeZone = 'Asia/Tokyo')))).toEqual([
      'policy.timeZone: is "Asia/Tokyo", but the programme is in "UTC" (LAUREL_TIME_ZONE)',
    ]);
  });

  it.each(['\ud800', '\udfff', '\u0000'])(
    'has no text that databases store as another one: %j',
    (strange) => {
      const told =
        'contains half of a character (a lone surrogate) or a NUL: write the whole character, or leave it out';
      const text = spoiled((document) => {
        document['centers'][0].name += strange;
        document['metrics'][0].unit = `U${strange}SD`;
      });
      expect(problemsOf(text)).toEqual([`centers[0].name: ${told}`, `metrics[0].unit: ${told}`]);
      expect(problemsOf(spoiled((document) => (document['centers'][0].name = 'Cloud 😀')))).toEqual([]);
    },
  );

  it('is looked at from the day on which it applies', () => {
    // Accepted until 2019: a rule that needs it can never be met from 2026 on.
    const text = spoiled((document) => {
      document['competencies'][0].paths[0].requires[0].people[0].each = '70-534';
    });
    expect(problemsOf(text, asVersion(2, day('2018-12-31')))).toEqual([]);
    expect(problemsOf(text)).toEqual([
      'competencies[0].paths[0].requires[0].people[0].each: what it needs is no longer accepted when the path comes into force',
    ]);
  });

  it('need not have what is named by facts: a competency or credential may go', () => {
    const text = spoiled((document) => {
      const gone = document['competencies'].splice(2, 1)[0].key;
      document['benefits'] = document['benefits'].filter(
        (benefit: Editable) => benefit['scope'].competency !== gone,
      );
    });
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('the days of renewal', () => {
  const windows = (termMonths: number, renewalOpensDaysBefore: number, renewalClosesDaysAfter: number) =>
    problemsOf(
      spoiled((document) =>
        Object.assign(document['policy'] as Editable, {
          termMonths,
          renewalOpensDaysBefore,
          renewalClosesDaysAfter,
        }),
      ),
    );

  it.each([
    // Of each the shortest: from 1 February, from 31 January to 30 April, over a year without a 29 February.
    [1, 28],
    [2, 59],
    [3, 89],
    [12, 365],
    [48, 1460],
  ])(
    'of terms of %d months are fewer than %d before the end and after it together, or as many',
    (months, days) => {
      expect(windows(months, days - 10, 10)).toEqual([]);
      expect(windows(months, days - 1, 0)).toEqual([]);
      for (const [opens, closes, most] of [
        [days - 9, 10, days - 10],
        [days, 0, days - 1],
        [days, 1, days - 1],
      ] as const) {
        expect(windows(months, opens, closes)).toEqual([
          `policy.renewalOpensDaysBefore: is ${opens}, but the shortest term (termMonths: ${months}) has ${days} days, so that a renewal could be bought twice at once: with renewalClosesDaysAfter ${closes}, at most ${most} are possible`,
        ]);
      }
      expect(windows(months, 0, days)).toEqual([]);
      expect(windows(months, 0, days + 1)).toEqual([
        `policy.renewalClosesDaysAfter: is ${days + 1}, but the shortest term (termMonths: ${months}) has ${days} days: make it fewer`,
      ]);
    },
  );
});

describe('a text that is no document', () => {
  it.each([
    ['', /^the document is not JSON: /],
    ['{"centers": [}', /^the document is not JSON: Unexpected token '}'/],
    ['17', /^the document must be an object$/],
    ['null', /^the document must be an object$/],
    ['[]', /^must be an object, not a list$/],
  ])('%j is refused', (text, sentence) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('is none because an editor has put a byte order mark before it', () => {
    expect(problemsOf(`\uFEFF${spoiled(() => undefined)}`)).toEqual([]);
  });

  it('is one that says something twice: only one of them would count', () => {
    const text = spoiled(() => undefined).replace(
      '"termMonths":12',
      '"termMonths":24,\n"term\\u004donths":12',
    );
    expect(problemsOf(text)).toEqual(['policy.termMonths: is written a second time in line 2']);
  });

  it('is one that nests without end', () => {
    const nested = (levels: number) =>
      spoiled((document) => {
        document['competencies'][0].paths[0].requires[0].people[0].each = 'NEED';
      }).replace('"NEED"', `${'{"all":['.repeat(levels)}"70-480"${']}'.repeat(levels)}`);
    expect(problemsOf(nested(15))).toEqual([]);
    const [problem] = problemsOf(nested(10_000));
    expect(problem).toMatch(
      /^competencies\[0\]\.paths\[0\]\.requires\[0\]\.people\[0\]\.each(\.all\[0\])+.*: lies 50 levels deep; nothing needs so many$/,
    );
    expect(problemsOf(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual([
      `${'[0]'.repeat(50)}: lies 50 levels deep; nothing needs so many`,
    ]);
  });
});

describe('what would harm whoever lives by it', () => {
  it.each<[string, (document: Editable) => unknown, RegExp]>([
    [
      'more people than can be looked at',
      (document) => (document['competencies'][0].paths[0].requires[0].people[0].count = 1_000_000_000),
      /^competencies\[0\]\.paths\[0\]\.requires\[0\]\.people\[0\]\.count: /,
    ],
    [
      'a term that ends after the calendar',
      (document) => (document['policy'].termMonths = 120_000),
      /^policy\.termMonths: /,
    ],
    [
      'days that end after the calendar',
      (document) => (document['policy'].renewalClosesDaysAfter = 4_000_000),
      /^policy\.renewalClosesDaysAfter: /,
    ],
    [
      'a quantity that GraphQL could not tell when it is added to others',
      (document) => (document['benefits'][0].quantity = 10_000_001),
      /^benefits\[0\]\.quantity: /,
    ],
    [
      'a code that could not be stored with an achievement',
      (document) => (credentialIn(document, 'PSM-I')['code'] = 'P'.repeat(61)),
      /^credentials\[\d+\]\.code: /,
    ],
    [
      'a key that could not be stored with an override',
      (document) => (document['competencies'][1].key = 'k'.repeat(81)),
      /^competencies\[1\]\.key: /,
    ],
    [
      'a metric that could not be stored with its records',
      (document) => document['metrics'].push({ key: 'm'.repeat(61), unit: 'USD' }),
      /^metrics\[11\]\.key: /,
    ],
  ])('%s is refused', (_, spoil, sentence) => {
    const problems = problemsOf(spoiled(spoil));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('tells a hundred problems, however many there are', () => {
    const text = spoiled((document) => (document['credentials'] = Array.from({ length: 1000 }, () => 17)));
    expect(problemsOf(text)).toHaveLength(100);
  });

  it('is found soon, also where everything is said twice', () => {
    const text = `{${Array.from({ length: 25_000 }, () => '"a":1').join(',\n')}}`;
    const started = process.cpuUsage();
    expect(problemsOf(text)).toHaveLength(100);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
});
