import { describe, expect, it } from '@jest/globals';
import { checkCatalogue, type Publication } from '../../../server/catalogue/check-catalogue';
import { problemInEnglish } from '../../support/in-english';
import { day, type Day } from '../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  credentialIn,
  type EditableJson,
} from '../../support/catalogue';

const FROM = day('2026-07-01');

const asVersion = (version: number, appliesFrom: Day | null = FROM): Publication => ({
  version,
  appliesFrom: () => appliesFrom,
  timeZone: 'UTC',
});
const problemsOf = (text: string, publication = asVersion(2)) =>
  checkCatalogue(text, publication).problems.map(problemInEnglish);
const changed = (change: (document: EditableJson) => unknown) => {
  const document = catalogueDocument2017();
  change(document);
  return JSON.stringify(document);
};

describe('a document for publication', () => {
  it('becomes a catalogue with the given version number and first day', () => {
    const document = JSON.stringify(catalogueDocument2017(), null, 2);
    const checked = checkCatalogue(document, asVersion(7));
    expect(checked).toEqual({
      catalogue: { ...catalogue2017, version: 7, appliesFrom: FROM },
      document,
      problems: [],
    });
  });

  it('may state its first day if that is the first day of the version', () => {
    const text = changed((document) => (document['appliesFrom'] = FROM));
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, asVersion(2, day('2026-08-01')))).toEqual([
      'appliesFrom: The document says 2026-07-01, but the version is to apply from 2026-08-01. Make them the same, or leave the field out.',
    ]);
    const fromDocument = checkCatalogue(text, { ...asVersion(2), appliesFrom: (documentDay) => documentDay });
    expect(fromDocument.catalogue?.appliesFrom).toBe(FROM);
    const first = checkCatalogue(text, asVersion(1, null));
    expect([first.problems, first.catalogue?.appliesFrom]).toEqual([[], null]);
  });

  it('must have the time zone of the programme', () => {
    expect(problemsOf(changed((document) => (document['policy'].timeZone = 'Asia/Tokyo')))).toEqual([
      'policy.timeZone: The time zone is "Asia/Tokyo", but that of the programme is "UTC" (LAUREL_TIME_ZONE). Make them the same.',
    ]);
  });

  it('must have prices and values in currencies that are in use', () => {
    const text = changed((document) => {
      document['offers'][1].price.currency = 'DEM';
      Object.assign(document['benefits'][0], {
        value: { amount: 1, currency: 'AAA' },
        price: { amount: 1, currency: 'XAU' },
      });
      document['benefits'][1].price = null;
    });
    const message = (currency: string) =>
      `"${currency}" is not a currency of ISO 4217 that is in use. Give a code such as "USD".`;
    expect(problemsOf(text)).toEqual([
      `offers[1].price.currency: ${message('DEM')}`,
      `benefits[0].value.currency: ${message('AAA')}`,
      `benefits[0].price.currency: ${message('XAU')}`,
    ]);
  });

  it.each(['\ud800', '\udfff', '\u0000'])(
    'must not contain text that a database would alter: %j',
    (character) => {
      const message =
        'The text contains half of a character (a lone surrogate) or a NUL. Write the whole character, or leave it out.';
      const text = changed((document) => {
        document['centers'][0].name += character;
        document['metrics'][0].unit = `U${character}SD`;
      });
      expect(problemsOf(text)).toEqual([`centers[0].name: ${message}`, `metrics[0].unit: ${message}`]);
      expect(problemsOf(changed((document) => (document['centers'][0].name = 'Cloud 😀')))).toEqual([]);
    },
  );

  it('is checked as of its first day', () => {
    // The credential is accepted until 2019, so a rule that needs it cannot be met from 2026 on.
    const text = changed((document) => {
      document['competencies'][0].paths[0].requires[0].people[0].each = '70-534';
    });
    expect(problemsOf(text, asVersion(2, day('2018-12-31')))).toEqual([]);
    expect(problemsOf(text)).toEqual([
      'competencies[0].paths[0].requires[0].people[0].each: The credentials of this need are no longer accepted when the path comes into force. Use accepted credentials.',
    ]);
  });

  it('may drop a competency or credential that facts refer to', () => {
    const text = changed((document) => {
      const gone = document['competencies'].splice(2, 1)[0].key;
      document['benefits'] = document['benefits'].filter(
        (benefit: EditableJson) => benefit['scope'].competency !== gone,
      );
    });
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('the renewal window', () => {
  const windows = (termMonths: number, renewalOpensDaysBefore: number, renewalClosesDaysAfter: number) =>
    problemsOf(
      changed((document) =>
        Object.assign(document['policy'] as EditableJson, {
          termMonths,
          renewalOpensDaysBefore,
          renewalClosesDaysAfter,
        }),
      ),
    );

  it.each([
    // The fewest days that a term of each length can have, for example from 31 January to 30 April.
    [1, 28],
    [2, 59],
    [3, 89],
    [12, 365],
    [48, 1460],
  ])('for terms of %d months is at most %d days long in total', (months, days) => {
    const inWords = (count: number) => count.toLocaleString('en-GB');
    expect(windows(months, days - 10, 10)).toEqual([]);
    expect(windows(months, days - 1, 0)).toEqual([]);
    for (const [opens, closes, most] of [
      [days - 9, 10, days - 10],
      [days, 0, days - 1],
      [days, 1, days - 1],
    ] as const) {
      expect(windows(months, opens, closes)).toEqual([
        `policy.renewalOpensDaysBefore: The number is ${inWords(opens)}, but the shortest term has only ${inWords(days)} days (termMonths: ${months}), so a renewal could be bought twice at the same time. With renewalClosesDaysAfter: ${closes}, give at most ${inWords(most)}.`,
      ]);
    }
    expect(windows(months, 0, days)).toEqual([]);
    expect(windows(months, 0, days + 1)).toEqual([
      `policy.renewalClosesDaysAfter: The number is ${inWords(days + 1)}, but the shortest term has only ${inWords(days)} days (termMonths: ${months}). Give a smaller number.`,
    ]);
  });
});

describe('the JSON text of a document', () => {
  it.each([
    ['', /^The document is not valid JSON: /],
    ['{"centers": [}', /^The document is not valid JSON: Unexpected token '}'/],
    ['17', /^The document must be an object\.$/],
    ['null', /^The document must be an object\.$/],
    ['[]', /^The value must be an object, not \[\.\.\.\]\.$/],
  ])('is refused unless it is a JSON object: %j', (text, sentence) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('may begin with a byte order mark, which is not stored', () => {
    const text = changed(() => undefined);
    expect(checkCatalogue(`\uFEFF${text}`, asVersion(2)).document).toBe(text);
  });

  it('must not repeat a key', () => {
    const text = changed(() => undefined).replace(
      '"termMonths":12',
      '"termMonths":24,\n"term\\u004donths":12',
    );
    expect(problemsOf(text)).toEqual(['policy.termMonths: This field appears a second time on line 2.']);
  });

  it('must not be nested too deeply', () => {
    const nested = (levels: number) =>
      changed((document) => {
        document['competencies'][0].paths[0].requires[0].people[0].each = 'NEED';
      }).replace('"NEED"', `${'{"all":['.repeat(levels)}"70-480"${']}'.repeat(levels)}`);
    expect(problemsOf(nested(15))).toEqual([]);
    const [problem] = problemsOf(nested(10_000));
    expect(problem).toMatch(
      /^competencies\[0\]\.paths\[0\]\.requires\[0\]\.people\[0\]\.each(\.all\[0\])+.*: The document is nested 50 levels deep here, which is too deep\. Simplify it\.$/,
    );
    expect(problemsOf(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual([
      `${'[0]'.repeat(50)}: The document is nested 50 levels deep here, which is too deep. Simplify it.`,
    ]);
  });
});

describe('a harmful document', () => {
  it.each<[string, (document: EditableJson) => unknown, RegExp]>([
    [
      'more people than a group may have',
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
      'a quantity whose sum would exceed a GraphQL Int',
      (document) => (document['benefits'][0].quantity = 10_000_001),
      /^benefits\[0\]\.quantity: /,
    ],
    [
      'a code too long to be stored with an achievement',
      (document) => (credentialIn(document, 'PSM-I')['code'] = 'P'.repeat(61)),
      /^credentials\[\d+\]\.code: /,
    ],
    [
      'a key too long to be stored with an override',
      (document) => (document['competencies'][1].key = 'k'.repeat(81)),
      /^competencies\[1\]\.key: /,
    ],
    [
      'a metric too long to be stored with its records',
      (document) => document['metrics'].push({ key: 'm'.repeat(61), unit: 'USD' }),
      /^metrics\[11\]\.key: /,
    ],
  ])('is refused for %s', (_, spoil, sentence) => {
    const problems = problemsOf(changed(spoil));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('is refused with at most a hundred problems', () => {
    const text = changed((document) => (document['credentials'] = Array.from({ length: 1000 }, () => 17)));
    expect(problemsOf(text)).toHaveLength(100);
  });

  it('is refused quickly even if it repeats every key', () => {
    const text = `{${Array.from({ length: 25_000 }, () => '"a":1').join(',\n')}}`;
    const started = process.cpuUsage();
    expect(problemsOf(text)).toHaveLength(100);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
});
