import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCatalogue } from '../../../server/catalogue/check-catalogue';
import { countValues } from '../../../server/catalogue/json-text';
import { CATALOGUE_LIMITS as LIMITS } from '../../../server/catalogue/catalogue-limits';
import { problemInEnglish } from '../../support/in-english';
import { readCatalogue } from '../../../server/catalogue/read-catalogue';
import { day } from '../../../server/rules';
import { catalogueDocument2017, type EditableJson } from '../../support/catalogue';

const problemsOf = (text: string) =>
  checkCatalogue(text, {
    version: 2,
    appliesFrom: () => day('2026-07-01'),
    timeZone: 'UTC',
  }).problems.map(problemInEnglish);

const range = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, i) => make(i));

const CODES: readonly string[] = (catalogueDocument2017()['credentials'] as EditableJson[]).map(
  ({ code }) => code as string,
);
const METRICS: readonly string[] = (catalogueDocument2017()['metrics'] as EditableJson[]).map(
  ({ key }) => key as string,
);

const any = (many: number) => ({ any: range(many, (i) => CODES[i % CODES.length]) });
const group = (count: number, each: unknown, ofThose?: unknown) => ({
  count,
  each,
  ...(ofThose === undefined ? {} : { ofThose: { count: 1, each: ofThose } }),
});
const people = (count: number, each: unknown = '70-480', ofThose?: unknown) => ({
  people: [group(count, each, ofThose)],
});
const metric = (months = 1, key = METRICS[0]) => ({
  metric: key,
  months,
  atLeast: { DEVELOPED: 1, DEVELOPING: 1 },
});
const anyMetric = (many: number) => ({ any: range(many, () => metric()) });
const path = (number: number, requires: readonly unknown[] = [people(1)]) => ({
  key: `path-${number}`,
  name: `Path ${number}`,
  level: 'SILVER',
  requires,
});
const competencies = (paths: readonly unknown[]) =>
  range(Math.ceil(paths.length / 50), (i) => competency(i, paths.slice(i * 50, (i + 1) * 50)));
const competency = (number: number, paths: readonly unknown[] = [path(0)]) => ({
  key: `competency-${number}`,
  name: `Competency ${number}`,
  center: 'platform',
  paths,
});

type Change = (document: EditableJson) => unknown;

const paths =
  (...requires: readonly (readonly unknown[])[]): Change =>
  (document) =>
    (document['competencies'] = competencies(requires.map((each, i) => path(i, each))));
const some = <T>(count: number, one: T) => range(count, () => one);

function textOf(change: Change): string {
  const document = catalogueDocument2017();
  document['centers'] = [{ key: 'platform', name: 'Platform' }];
  document['competencies'] = [competency(0)];
  document['benefits'] = [];
  change(document);
  return JSON.stringify(document);
}

describe('a document', () => {
  const limits: [keyof typeof LIMITS, (more: number) => Change, string][] = [
    [
      'text',
      (more) => (document) => (document['centers'][0].name = 'n'.repeat(200 + more)),
      'centers[0].name: The text has 201 characters; at most 200 are allowed. Shorten it.',
    ],
    [
      'description',
      (more) => (document) => (document['competencies'][0].description = 'd'.repeat(1000 + more)),
      'competencies[0].description: The description has 1,001 characters; at most 1,000 are allowed. Shorten it.',
    ],
    [
      'note',
      (more) => (document) => (document['offers'][1].note = 'n'.repeat(2000 + more)),
      'offers[1].note: The note has 2,001 characters; at most 2,000 are allowed. Shorten it.',
    ],
    [
      'centers',
      (more) => (document) =>
        document['centers'].push(...range(49 + more, (i) => ({ key: `center-${i}`, name: 'Center' }))),
      'centers: The catalogue has 51 centers; at most 50 are allowed. Merge some.',
    ],
    [
      'metrics',
      (more) => (document) =>
        document['metrics'].push(
          ...range(100 - METRICS.length + more, (i) => ({ key: `metric-${i}`, unit: 'USD' })),
        ),
      'metrics: The catalogue has 101 metrics; at most 100 are allowed. Remove those that no path uses.',
    ],
    [
      'credentials',
      (more) => (document) =>
        document['credentials'].push(
          ...range(1000 - CODES.length + more, (i) => ({ code: `code-${i}`, kind: 'EXAM', title: 'Exam' })),
        ),
      'credentials: The catalogue has 1,001 credentials; at most 1,000 are allowed. Remove those that no path uses.',
    ],
    [
      'competencies',
      (more) => (document) => (document['competencies'] = range(100 + more, (i) => competency(i))),
      'competencies: The catalogue has 101 competencies; at most 100 are allowed. Remove retired ones, or merge some.',
    ],
    [
      'pathsOfCompetency',
      (more) => (document) =>
        (document['competencies'] = [
          competency(0),
          competency(
            1,
            range(50 + more, (i) => path(i)),
          ),
        ]),
      'competencies[1].paths: The competency has 51 paths; at most 50 are allowed. Remove those that have ended, or merge some.',
    ],
    [
      'paths',
      (more) => paths(...some(500 + more, [people(1)])),
      'competencies: The competencies have 501 paths in total; at most 500 are allowed. Remove those that have ended, or merge some.',
    ],
    [
      'offers',
      (more) => (document) =>
        document['offers'].push(
          ...range(48 + more, (i) => ({
            key: `offer-${i}`,
            level: 'GOLD',
            price: { amount: 1, currency: 'USD' },
          })),
        ),
      'offers: The catalogue has 51 offers; at most 50 are allowed. Remove those that are no longer sold.',
    ],
    [
      'benefits',
      (more) => (document) =>
        document['benefits'].push(
          ...range(500 + more, (i) => ({
            key: `benefit-${i}`,
            name: 'Benefit',
            scope: { level: 'GOLD' },
            quantity: 1,
          })),
        ),
      'benefits: The catalogue has 501 benefits; at most 500 are allowed. Remove those that are no longer offered.',
    ],
    [
      'reminderDays',
      (more) => (document) => (document['policy'].reminderDays = range(20 + more, (i) => i)),
      'policy.reminderDays: The policy has 21 reminders; at most 20 are allowed. Send fewer reminders.',
    ],
    [
      'requirementsOfPath',
      (more) => paths([people(1), { all: range(98 + more, () => metric()) }]),
      'competencies[0].paths[0]: The path has 101 requirements, including nested ones; at most 100 are allowed. Simplify it, or split it into two paths.',
    ],
    [
      'requirements',
      (more) =>
        paths(
          ...some(
            39,
            range(50, () => metric()),
          ),
          range(49, () => metric()),
          some(1 + more, metric()),
        ),
      'competencies: All paths together have 2,001 requirements, including nested ones; at most 2,000 are allowed. Simplify some paths.',
    ],
    [
      'windows',
      (more) => paths(...range(100 + more, (i) => [metric(1 + (i % 20), METRICS[Math.floor(i / 20)])])),
      'competencies: The paths use 101 different windows (a metric over a number of months); at most 100 are allowed. Use the same window for more paths.',
    ],
    [
      'monthsOfWindow',
      (more) => paths([{ all: [people(1), metric(120 + more)] }]),
      'competencies[0].paths[0].requires[0].all[1].months: The window has 121 months; at most 120 are allowed. Shorten it.',
    ],
    [
      'groupsOfPath',
      (more) =>
        paths([people(1)], [{ people: range(10, () => group(1, '70-480')) }, ...some(10 + more, people(1))]),
      'competencies[0].paths[1]: The path has 21 groups of people; at most 20 are allowed. Merge some, or split the path into two.',
    ],
    [
      'groups',
      (more) => paths(...some(50, some(20, people(1))), ...some(more, [people(1)])),
      'competencies: All paths together have 1,001 groups of people; at most 1,000 are allowed. Simplify some paths.',
    ],
    [
      'slotsOfPath',
      (more) => paths([people(150), people(50 + more)]),
      'competencies[0].paths[0]: The path asks for 201 people; at most 200 are allowed. Ask for fewer people.',
    ],
    [
      'slots',
      (more) => paths(...some(10, [people(200)]), ...some(more, [people(1)])),
      'competencies: All paths together ask for 2,001 people; at most 2,000 are allowed. Ask for fewer people on some paths.',
    ],
    [
      'waysOfPath',
      (more) =>
        paths(
          more === 0
            ? [anyMetric(10), { all: [anyMetric(10), anyMetric(10)] }]
            : [anyMetric(7), { all: [anyMetric(11), anyMetric(13)] }],
        ),
      'competencies[0].paths[0]: The path can be met in 1,001 ways by combining its alternatives; at most 1,000 are allowed. Use fewer alternatives, or split it into several paths.',
    ],
    [
      'ways',
      (more) => paths(...some(2, some(3, anyMetric(10))), ...some(more, [people(1)])),
      'competencies: All paths together can be met in 2,001 ways by combining the alternatives of each path; at most 2,000 are allowed. Use fewer alternatives.',
    ],
    [
      'partsOfNeed',
      (more) => paths([people(1, any(99 + more))]),
      'competencies[0].paths[0].requires[0].people[0].each: The need has 101 parts (credentials, "all" and "any"); at most 100 are allowed. Simplify it.',
    ],
    [
      'parts',
      (more) => paths(...some(50, [people(1, any(99))]), ...some(more, [people(1)])),
      'competencies: The needs of all paths together have 5,001 parts (credentials, "all" and "any"); at most 5,000 are allowed. Simplify some needs.',
    ],
    [
      'waysOfNeed',
      (more) => paths([people(1, { all: more === 0 ? [any(10), any(30)] : [any(7), any(43)] })]),
      'competencies[0].paths[0].requires[0].people[0].each: The need can be met in 301 ways by combining its alternatives; at most 300 are allowed. Use fewer alternatives.',
    ],
    [
      'waysOfGroup',
      (more) => paths([more === 0 ? people(1, any(10), any(30)) : people(1, any(7), any(43))]),
      'competencies[0].paths[0].requires[0].people[0]: The group can be met in 301 ways by combining the alternatives of "each" and "ofThose"; at most 300 are allowed. Use fewer alternatives.',
    ],
  ];

  it.each(limits)(
    'is accepted at the limit and refused beyond it, with its size in the message: %s',
    (_, change, sentence) => {
      expect(problemsOf(textOf(change(0)))).toEqual([]);
      expect(problemsOf(textOf(change(1)))).toEqual([sentence]);
    },
  );

  it('is accepted at the limit and refused beyond it, with its size in the message: document', () => {
    const text = textOf(() => undefined);
    expect(problemsOf(text.padEnd(1_048_576))).toEqual([]);
    expect(problemsOf(text.padEnd(1_048_577))).toEqual([
      'The document has 1,048,577 characters; at most 1,048,576 are allowed. Shorten it, or remove what no longer applies.',
    ]);
  });

  it('is accepted at the limit and refused beyond it, with its size in the message: values', () => {
    const values = (count: number) => JSON.stringify({ values: range(count - 2, () => 0) });
    expect(problemsOf(values(30_000))).toContain('centers: This field is missing.');
    expect(problemsOf(values(30_001))).toEqual([
      'The document has 30,001 strings, numbers, lists and objects; at most 30,000 are allowed. Remove what no longer applies.',
    ]);
  });

  it('is accepted at the limit and refused beyond it, with its size in the message: valuesOfPath', () => {
    // No path within the other limits has this many values, so both paths have invalid requirements.
    const values = (count: number) => textOf(paths(range(count - 5, () => 0)));
    expect(problemsOf(values(5000))).toContain(
      'competencies[0].paths[0].requires[0]: The requirement must be one of these objects: {"people": [...]}, {"metric": ...}, {"all": [...]} or {"any": [...]}.',
    );
    expect(problemsOf(values(5001))).toEqual([
      'competencies[0].paths[0]: The path has 5,001 strings, numbers, lists and objects; at most 5,000 are allowed. Simplify it, or split it into two paths.',
    ]);
  });

  it('is accepted at the limit and refused beyond it, with its size in the message: name', () => {
    const named = (length: number) => textOf((document) => (document['policy']['n'.repeat(length)] = 1));
    expect(problemsOf(named(200))).toEqual([`policy: There is no field "${'n'.repeat(80)}…" here.`]);
    expect(problemsOf(named(201))).toEqual([
      'policy: The name of a field has 201 characters; at most 200 are allowed. Shorten it.',
    ]);
  });

  it('has limits for its texts in each language', () => {
    const text = textOf((document) => {
      document['offers'][0].name = { en: 'n', de: 'n'.repeat(201) };
      document['credentials'][0].description = { en: 'd'.repeat(1000), ru: 'd'.repeat(1001) };
    });
    expect(problemsOf(text)).toEqual([
      'offers[0].name.de: The text has 201 characters; at most 200 are allowed. Shorten it.',
      'credentials[0].description.ru: The description has 1,001 characters; at most 1,000 are allowed. Shorten it.',
    ]);
  });

  it('is tested above against every limit of CATALOGUE_LIMITS', () => {
    expect([...limits.map(([limit]) => limit), 'document', 'values', 'valuesOfPath', 'name'].sort()).toEqual(
      Object.keys(LIMITS).sort(),
    );
  });
});

describe('the limits of a document', () => {
  it('match the table in the README', () => {
    const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
    const [, table = ''] = /^\| of a document .*$([^]*?)^$/m.exec(readme) ?? [];
    const numbers = table.split('\n').flatMap(
      (row) =>
        row
          .split('|')
          .at(-2)
          ?.match(/\d[\d,]*/g) ?? [],
    );
    expect(numbers.map((number) => Number(number.replaceAll(',', '')))).toEqual(Object.values(LIMITS));
  });

  it('do not apply to a stored version', () => {
    const document = catalogueDocument2017();
    document['competencies'][0].paths[0].requires = [people(500), anyMetric(2000)];
    document['centers'][0].name = 'n'.repeat(1000);
    expect(problemsOf(JSON.stringify(document))).not.toEqual([]);
    expect(readCatalogue(document).problems).toEqual([]);
  });

  it('report a billion combinations or more as 1,000,000,000+', () => {
    const [problem] = problemsOf(textOf(paths(some(9, anyMetric(10)))));
    expect(problem).toBe(
      'competencies: All paths together can be met in 1,000,000,000+ ways by combining the alternatives of each path; at most 2,000 are allowed. Use fewer alternatives.',
    );
  });

  it('are reported together with repeated keys', () => {
    const text = textOf(paths([people(201)])).replace('"termMonths":12', '"termMonths":24,"termMonths":12');
    expect(problemsOf(text)).toEqual([
      'policy.termMonths: This field appears a second time on line 1.',
      'competencies[0].paths[0]: The path asks for 201 people; at most 200 are allowed. Ask for fewer people.',
    ]);
  });

  it('count the values of the text without parsing it', () => {
    const values = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, inner) => sum + values(inner), 1)
        : 1;
    const document = {
      ...catalogueDocument2017(),
      texts: ['', ',', '[{,', '\\', '\\"', '"', '\n'],
      empty: [{}, [], { a: {} }, [[]], null, true, -1.5e300],
    };
    for (const space of [0, 2]) {
      expect(countValues(JSON.stringify(document, null, space))).toBe(values(document));
    }
  });
});
