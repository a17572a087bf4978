import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCatalogue } from '../../../server/catalogue/check-catalogue';
import { countValues } from '../../../server/catalogue/json-text';
import { CATALOGUE_LIMITS as LIMITS } from '../../../server/catalogue/limits';
import { sentenceOf } from '../../../server/catalogue/problem';
import { readCatalogue } from '../../../server/catalogue/read-catalogue';
import { day } from '../../../server/rules';
import { catalogueDocument2017, type Editable } from '../../support/catalogue';

const problemsOf = (text: string) =>
  checkCatalogue(text, {
    version: 2,
    appliesFrom: () => day('2026-07-01'),
    timeZone: 'UTC',
  }).problems.map(sentenceOf);

const range = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, i) => make(i));

const CODES: readonly string[] = (catalogueDocument2017()['credentials'] as Editable[]).map(
  ({ code }) => code as string,
);
const METRICS: readonly string[] = (catalogueDocument2017()['metrics'] as Editable[]).map(
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
/** Spreads the paths over competencies, fifty each. */
const competencies = (paths: readonly unknown[]) =>
  range(Math.ceil(paths.length / 50), (i) => competency(i, paths.slice(i * 50, (i + 1) * 50)));
const competency = (number: number, paths: readonly unknown[] = [path(0)]) => ({
  key: `competency-${number}`,
  name: `Competency ${number}`,
  center: 'platform',
  paths,
});

type Change = (document: Editable) => unknown;

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

describe('a document as large as it may be is published; one that is larger is refused with its size', () => {
  const limits: [keyof typeof LIMITS, (more: number) => Change, string][] = [
    [
      'text',
      (more) => (document) => (document['centers'][0].name = 'n'.repeat(200 + more)),
      'centers[0].name: has 201 characters; at most 200 are possible: shorten it',
    ],
    [
      'note',
      (more) => (document) => (document['offers'][1].note = 'n'.repeat(2000 + more)),
      'offers[1].note: has 2,001 characters; at most 2,000 are possible in a note: shorten it',
    ],
    [
      'centers',
      (more) => (document) =>
        document['centers'].push(...range(49 + more, (i) => ({ key: `center-${i}`, name: 'Center' }))),
      'centers: has 51 entries; at most 50 centers are possible: merge some',
    ],
    [
      'metrics',
      (more) => (document) =>
        document['metrics'].push(
          ...range(100 - METRICS.length + more, (i) => ({ key: `metric-${i}`, unit: 'USD' })),
        ),
      'metrics: has 101 entries; at most 100 metrics are possible: leave out those that no path asks for',
    ],
    [
      'credentials',
      (more) => (document) =>
        document['credentials'].push(
          ...range(1000 - CODES.length + more, (i) => ({ code: `code-${i}`, kind: 'EXAM', title: 'Exam' })),
        ),
      'credentials: has 1,001 entries; at most 1,000 credentials are possible: leave out those that no path asks for',
    ],
    [
      'competencies',
      (more) => (document) => (document['competencies'] = range(100 + more, (i) => competency(i))),
      'competencies: has 101 entries; at most 100 competencies are possible: leave out those that have retired, or merge some',
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
      'competencies[1].paths: has 51 entries; at most 50 paths of a competency are possible: leave out those that have ended, or merge some',
    ],
    [
      'paths',
      (more) => paths(...some(500 + more, [people(1)])),
      'competencies: have 501 paths together; at most 500 are possible: leave out those that have ended, or merge some',
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
      'offers: has 51 entries; at most 50 offers are possible: leave out those that are no longer sold',
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
      'benefits: has 501 entries; at most 500 benefits are possible: leave out those that are no longer given',
    ],
    [
      'reminderDays',
      (more) => (document) => (document['policy'].reminderDays = range(20 + more, (i) => i)),
      'policy.reminderDays: has 21 entries; at most 20 reminders are possible: send fewer',
    ],
    [
      'requirementsOfPath',
      (more) => paths([people(1), { all: range(98 + more, () => metric()) }]),
      'competencies[0].paths[0]: has 101 requirements, those within others counted, too; at most 100 are possible on a path: simplify it, or make two paths of it',
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
      'competencies: have 2,001 requirements on all paths together, those within others counted, too; at most 2,000 are possible: simplify some paths',
    ],
    [
      'windows',
      (more) => paths(...range(100 + more, (i) => [metric(1 + (i % 20), METRICS[Math.floor(i / 20)])])),
      'competencies: ask for 101 different windows, each a metric over a number of months; at most 100 are possible: let more paths ask for the same',
    ],
    [
      'monthsOfWindow',
      (more) => paths([{ all: [people(1), metric(120 + more)] }]),
      'competencies[0].paths[0].requires[0].all[1].months: is 121; a window has at most 120 months: shorten it',
    ],
    [
      'groupsOfPath',
      (more) =>
        paths([people(1)], [{ people: range(10, () => group(1, '70-480')) }, ...some(10 + more, people(1))]),
      'competencies[0].paths[1]: asks for 21 groups of people; at most 20 are possible on a path: merge some, or make two paths of it',
    ],
    [
      'groups',
      (more) => paths(...some(50, some(20, people(1))), ...some(more, [people(1)])),
      'competencies: have 1,001 groups of people on all paths together; at most 1,000 are possible: simplify some paths',
    ],
    [
      'slotsOfPath',
      (more) => paths([people(150), people(50 + more)]),
      'competencies[0].paths[0]: asks for 201 people; at most 200 are possible on a path: ask for fewer',
    ],
    [
      'slots',
      (more) => paths(...some(10, [people(200)]), ...some(more, [people(1)])),
      'competencies: ask for 2,001 people on all paths together; at most 2,000 are possible: ask for fewer on some paths',
    ],
    [
      'waysOfPath',
      (more) =>
        paths(
          more === 0
            ? [anyMetric(10), { all: [anyMetric(10), anyMetric(10)] }]
            : [anyMetric(7), { all: [anyMetric(11), anyMetric(13)] }],
        ),
      'competencies[0].paths[0]: can be met in 1,001 ways by combining its alternatives; at most 1,000 are possible: make fewer alternatives, or several paths of it',
    ],
    [
      'ways',
      (more) => paths(...some(2, some(3, anyMetric(10))), ...some(more, [people(1)])),
      'competencies: can be met in 2,001 ways by combining the alternatives of each path; at most 2,000 are possible on all paths together: make fewer alternatives',
    ],
    [
      'partsOfNeed',
      (more) => paths([people(1, any(99 + more))]),
      'competencies[0].paths[0].requires[0].people[0].each: names 101 credentials, "all" and "any"; at most 100 are possible in a need: simplify it',
    ],
    [
      'parts',
      (more) => paths(...some(50, [people(1, any(99))]), ...some(more, [people(1)])),
      'competencies: name 5,001 credentials, "all" and "any" on all paths together; at most 5,000 are possible: simplify some needs',
    ],
    [
      'waysOfNeed',
      (more) => paths([people(1, { all: more === 0 ? [any(10), any(30)] : [any(7), any(43)] })]),
      'competencies[0].paths[0].requires[0].people[0].each: can be satisfied in 301 ways by combining its alternatives; at most 300 are possible: make fewer alternatives',
    ],
    [
      'waysOfGroup',
      (more) => paths([more === 0 ? people(1, any(10), any(30)) : people(1, any(7), any(43))]),
      'competencies[0].paths[0].requires[0].people[0]: can be satisfied in 301 ways by combining the alternatives of "each" with those of "ofThose"; at most 300 are possible: make fewer alternatives',
    ],
  ];

  it.each(limits)('%s', (_, change, sentence) => {
    expect(problemsOf(textOf(change(0)))).toEqual([]);
    expect(problemsOf(textOf(change(1)))).toEqual([sentence]);
  });

  it('document', () => {
    const text = textOf(() => undefined);
    expect(problemsOf(text.padEnd(1_048_576))).toEqual([]);
    expect(problemsOf(text.padEnd(1_048_577))).toEqual([
      'the document has 1,048,577 characters; at most 1,048,576 are possible: shorten it, or leave out what no longer applies',
    ]);
  });

  it('values', () => {
    const values = (count: number) => JSON.stringify({ values: range(count - 2, () => 0) });
    expect(problemsOf(values(30_000))).toContain('centers: is missing');
    expect(problemsOf(values(30_001))).toEqual([
      'the document has 30,001 texts, numbers, lists and objects; at most 30,000 are possible: leave out what no longer applies',
    ]);
  });

  it('valuesOfPath', () => {
    // No path within the other limits has as many.
    const values = (count: number) => textOf(paths(range(count - 5, () => 0)));
    expect(problemsOf(values(5000))).toContain(
      'competencies[0].paths[0].requires[0]: must be {"people": [...]}, {"metric": ...}, {"all": [...]} or {"any": [...]}',
    );
    expect(problemsOf(values(5001))).toEqual([
      'competencies[0].paths[0]: has 5,001 texts, numbers, lists and objects; at most 5,000 are possible on a path: simplify it, or make two paths of it',
    ]);
  });

  it('name', () => {
    const named = (length: number) => textOf((document) => (document['policy']['n'.repeat(length)] = 1));
    expect(problemsOf(named(200))).toEqual([`policy: there is no field "${'n'.repeat(80)}…" here`]);
    expect(problemsOf(named(201))).toEqual([
      'policy: has a field whose name has 201 characters; at most 200 are possible: shorten it',
    ]);
  });

  it('names every limit', () => {
    expect([...limits.map(([limit]) => limit), 'document', 'values', 'valuesOfPath', 'name'].sort()).toEqual(
      Object.keys(LIMITS).sort(),
    );
  });
});

describe('the limits of a document', () => {
  it('are those that the README lists', () => {
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

  it('are not those of a version that is stored', () => {
    const document = catalogueDocument2017();
    document['competencies'][0].paths[0].requires = [people(500), anyMetric(2000)];
    document['centers'][0].name = 'n'.repeat(1000);
    expect(problemsOf(JSON.stringify(document))).not.toEqual([]);
    expect(readCatalogue(document).problems).toEqual([]);
  });

  it('tell of what multiplies that it is very many', () => {
    const [problem] = problemsOf(textOf(paths(some(9, anyMetric(10)))));
    expect(problem).toBe(
      'competencies: can be met in 1,000,000,000 or more ways by combining the alternatives of each path; at most 2,000 are possible on all paths together: make fewer alternatives',
    );
  });

  it('are reported beside duplicate keys', () => {
    const text = textOf(paths([people(201)])).replace('"termMonths":12', '"termMonths":24,"termMonths":12');
    expect(problemsOf(text)).toEqual([
      'policy.termMonths: is written a second time in line 1',
      'competencies[0].paths[0]: asks for 201 people; at most 200 are possible on a path: ask for fewer',
    ]);
  });

  it('count values before they are parsed', () => {
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
