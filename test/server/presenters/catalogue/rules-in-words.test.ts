import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sentence } from '../../../../server/messages';
import * as rules from '../../../../server/presenters/catalogue/rules-in-words';
import { day, type AttainmentPath, type Need, type Price, type Requirement } from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, readValidCatalogue } from '../../../support/catalogue';
import { versions } from '../../../support/generated';
import { inEnglish } from '../../../support/in-english';

const amountInWords = (hundredths: number, unit: string) =>
  inEnglish(sentence('rule.metric.DEVELOPED', { count: 2, metric: '', amount: { hundredths, unit } }))
    .replace(/^ of at least /, '')
    .replace(/ over 2 months .*/, '');
const moneyInWords = (total: Price) =>
  inEnglish(
    sentence('quote.NEW', { level: 'GOLD', from: day('2026-01-01'), until: day('2026-02-01'), total }),
  )
    .replace(/^.* costs /, '')
    .replace(/\.$/, '');
const pathInWords = (path: AttainmentPath, metric: rules.MetricLookup) =>
  inEnglish(rules.pathInWords(path, metric));

const metricOf = (key: string) => {
  const metric = catalogue2017.metrics.find((one) => one.key === key);
  return { name: metric?.name.en ?? '', unit: metric?.unit.en ?? '' };
};
const paths = catalogue2017.competencies.flatMap((competency) =>
  competency.paths.map((path): [string, AttainmentPath] => [`${competency.key} ${path.key}`, path]),
);
const wordsOf = (name: string) => {
  const match = paths.find(([each]) => each === name);
  return match === undefined ? null : pathInWords(match[1], metricOf);
};

/** A need in the notation of a catalogue document. */
type Written = string | { all: Written[] } | { any: Written[] };
function need(written: Written): Need {
  if (typeof written === 'string') return { kind: 'credential', code: written };
  return 'all' in written
    ? { kind: 'all', of: written.all.map(need) }
    : { kind: 'any', of: written.any.map(need) };
}
const say = (written: Written) => inEnglish(rules.needInWords(need(written)));
const sayRule = (requirement: Requirement) =>
  inEnglish(rules.requirementInWords(requirement, (name) => ({ name, unit: 'USD' })));
const people = (
  ...groups: [number, Written, { count: number; each: Written }?][]
): Requirement & { kind: 'people' } => ({
  kind: 'people',
  groups: groups.map(([count, each, ofThose]) => ({
    count,
    each: need(each),
    ofThose: ofThose === undefined ? null : { count: ofThose.count, each: need(ofThose.each) },
  })),
});
const metric = (
  DEVELOPED: number | null,
  DEVELOPING: number | null,
  months = 12,
): Requirement & { kind: 'metric' } => ({
  kind: 'metric',
  metric: 'sales',
  months,
  atLeast: { DEVELOPED, DEVELOPING },
});

describe('the description of the 2017 paths', () => {
  it.each([
    [
      'devops devops-partner-silver',
      '2 people who each hold 70-496 and 70-498; 1 of them also holds 70-497, PMI-ACP, PSM-I or CSM.',
    ],
    [
      'devops devops-partner-gold',
      '4 people who each hold 70-496 and 70-498; 2 of them also hold 70-497, PMI-ACP, PSM-I or CSM.',
    ],
    [
      'data-platform sql-server-specialist-silver',
      '1 person who holds TA-DPA-FOUNDATION and ((70-764 and 70-765) or (70-762, 70-761 and 70-473)).',
    ],
    [
      'application-integration application-integrator-silver',
      '2 people who each hold 70-412, 70-740, 70-741, 70-742, 70-462, 70-464, 70-762, 70-764, 70-483, 70-487 or 70-532; and 2 other people who each hold TA-BIZTALK-2013.',
    ],
    [
      'enterprise-resource-planning erp-reseller-silver',
      'ERP gross license revenue of at least 75,000.00 USD over 12 months (developed markets), closed to developing markets; and (1 person who holds MB6-890; 1 other person who holds MB6-892; 1 other person who holds MB6-893; 1 other person who holds MB6-705; and 1 other person who holds 70-462).',
    ],
    [
      'cloud-productivity managed-service-partner-silver',
      'Office 365 active entitlements of at least 2,000 active users (developed markets) or 1,000 active users (developing markets) in the latest closed month; and (1 person who holds 70-346 and 70-347; or 1 person who holds MCSA-O365).',
    ],
    [
      'messaging hybrid-services-partner-gold',
      '4 people who each hold 70-347 and 70-345; or 4 people who each hold MCSE-PRODUCTIVITY.',
    ],
  ])('%s', (name, words) => {
    expect(wordsOf(name)).toBe(words);
  });

  it.each(paths)('mentions every credential, head count, metric and threshold of %s', (_, path) => {
    const words = pathInWords(path, metricOf);
    const document = JSON.stringify(path.requirements);
    const codes = [...document.matchAll(/"code":"([^"]+)"/g)].map(([, code = '']) => code);
    // Codes have letters, digits and hyphens only, so the expression needs no escapes.
    for (const code of codes) expect(` ${words}`).toMatch(new RegExp(`[ (]${code}[ ,;.)]`));
    for (const [, count] of document.matchAll(/"count":(\d+)/g)) expect(words).toContain(`${count} `);
    for (const [, key = ''] of document.matchAll(/"metric":"([^"]+)"/g)) {
      const { name, unit } = metricOf(key);
      expect(words).toContain(`${name} of at least `);
      expect(words).toContain(unit);
    }
    for (const [, hundredths] of document.matchAll(/"DEVELOP(?:ED|ING)":(\d+)/g)) {
      expect(words.replaceAll(',', '')).toContain(` ${Number(hundredths) / 100}`);
    }
    expect(words).toMatch(/^\S.*\S\.$/);
    expect(words).not.toMatch(/[{}]|undefined|null/);
    expect(nestingOf(words)).toBe(0);
  });

  it('differs if the requirements differ', () => {
    const sentences = new Set(paths.map(([, path]) => pathInWords(path, metricOf)));
    expect(sentences.size).toBe(new Set(paths.map(([, path]) => JSON.stringify(path.requirements))).size);
  });
});

describe('a need in words', () => {
  it('is in brackets inside another need, unless both use the same conjunction', () => {
    expect(say('A')).toBe('A');
    expect(say({ any: ['A', 'B'] })).toBe('A or B');
    expect(say({ all: ['A', 'B', 'C'] })).toBe('A, B and C');
    expect(say({ any: ['70-532', { all: ['70-533', '70-534'] }] })).toBe('70-532 or (70-533 and 70-534)');
    expect(say({ all: [{ any: ['A', 'B'] }, { any: ['C', 'D'] }] })).toBe('(A or B) and (C or D)');
    expect(say({ all: ['A', { all: ['B', { all: ['C'] }] }] })).toBe('A, B and C');
    expect(say({ all: ['A', { any: [{ all: ['B', 'C'] }] }] })).toBe('A, B and C');
    expect(say({ any: [{ all: [{ any: ['A'] }] }] })).toBe('A');
  });

  it('is described even if nobody or everybody satisfies it', () => {
    expect(say({ any: [] })).toBe('a credential that nobody can hold');
    expect(say({ all: [] })).toBe('anything');
  });
});

describe('a requirement in words', () => {
  it('distinguishes one person from several, and names other groups as other people', () => {
    expect(sayRule(people([1, 'A']))).toBe('1 person who holds A');
    expect(sayRule(people([2, 'A'], [1, 'B']))).toBe(
      '2 people who each hold A; and 1 other person who holds B',
    );
    expect(sayRule(people([1, 'A'], [1, 'B'], [2, { any: ['C', 'D'] }]))).toBe(
      '1 person who holds A; 1 other person who holds B; and 2 other people who each hold C or D',
    );
  });

  it('joins both needs if the whole group must satisfy the second', () => {
    expect(sayRule(people([1, 'A', { count: 1, each: 'B' }]))).toBe('1 person who holds A and B');
    expect(sayRule(people([2, { any: ['A', 'B'] }, { count: 2, each: 'C' }]))).toBe(
      '2 people who each hold (A or B) and C',
    );
    expect(sayRule(people([3, 'A', { count: 2, each: 'B' }]))).toBe(
      '3 people who each hold A; 2 of them also hold B',
    );
    expect(sayRule(people([1, 'A'], [3, 'B', { count: 1, each: 'C' }]))).toBe(
      '1 person who holds A; and 3 other people who each hold B; 1 of them also holds C',
    );
  });

  it('names the threshold of each market, and the markets to which it is closed', () => {
    expect(sayRule(metric(185_000, 185_000))).toBe('sales of at least 1,850.00 USD over 12 months');
    expect(sayRule(metric(185_000, 100))).toBe(
      'sales of at least 1,850.00 USD (developed markets) or 1.00 USD (developing markets) over 12 months',
    );
    expect(sayRule(metric(185_000, 100, 1))).toBe(
      'sales of at least 1,850.00 USD (developed markets) or 1.00 USD (developing markets) in the latest closed month',
    );
    expect(sayRule(metric(185_000, null))).toBe(
      'sales of at least 1,850.00 USD over 12 months (developed markets), closed to developing markets',
    );
    expect(sayRule(metric(null, 0))).toBe(
      'sales of at least 0.00 USD over 12 months (developing markets), closed to developed markets',
    );
    expect(sayRule(metric(null, null))).toBe('sales over 12 months, closed to all markets');
  });

  it('names the latest closed month if the window has one month', () => {
    expect(sayRule(metric(100, 100, 1))).toBe('sales of at least 1.00 USD in the latest closed month');
    expect(sayRule(metric(100, null, 1))).toBe(
      'sales of at least 1.00 USD in the latest closed month (developed markets), closed to developing markets',
    );
    expect(sayRule(metric(null, 100, 1))).toBe(
      'sales of at least 1.00 USD in the latest closed month (developing markets), closed to developed markets',
    );
    expect(sayRule(metric(null, null, 1))).toBe('sales in the latest closed month, closed to all markets');
  });

  it('is in brackets next to other requirements if it has several parts', () => {
    const [a, b] = [people([1, 'A']), people([1, 'B'], [1, 'C'])];
    const some = people([2, 'D', { count: 1, each: 'E' }]);
    expect(sayRule({ kind: 'any', of: [a, b, some] })).toBe(
      '1 person who holds A; (1 person who holds B; and 1 other person who holds C); or (2 people who each hold D; 1 of them also holds E)',
    );
    expect(sayRule({ kind: 'all', of: [metric(100, 100), { kind: 'any', of: [a, metric(200, 200)] }] })).toBe(
      'sales of at least 1.00 USD over 12 months; and (1 person who holds A; or sales of at least 2.00 USD over 12 months)',
    );
    expect(sayRule({ kind: 'any', of: [{ kind: 'all', of: [a] }] })).toBe('1 person who holds A');
  });

  it('mentions every credential of any generated path', () => {
    fc.assert(
      fc.property(versions, ([catalogue]) => {
        for (const path of catalogue?.competencies.flatMap((one) => one.paths) ?? []) {
          const words = pathInWords(path, (name) => ({ name, unit: 'USD' }));
          for (const [, code] of JSON.stringify(path.requirements).matchAll(/"code":"([^"]+)"/g)) {
            expect(words).toMatch(new RegExp(`\\b${code}\\b`));
          }
          expect(nestingOf(words)).toBe(0);
          expect(words).not.toMatch(/\(\(?[^()]*\)\)?\(|\(\)|undefined/);
        }
      }),
    );
  });
});

describe('an amount in words', () => {
  it('is exact, and has decimals if it is money', () => {
    expect(amountInWords(185_000, 'USD')).toBe('1,850.00 USD');
    expect(amountInWords(2_500, 'customers')).toBe('25 customers');
    expect(amountInWords(2_550, 'customers')).toBe('25.5 customers');
    expect(amountInWords(5, 'USD')).toBe('0.05 USD');
    expect(amountInWords(Number.MAX_SAFE_INTEGER, 'USD')).toBe('90,071,992,547,409.91 USD');
  });

  it('shows at most two decimals of a metric, and fewer if its currency has fewer', () => {
    expect(amountInWords(18_500_000, 'JPY')).toBe('185,000 JPY');
    expect(amountInWords(18_500_050, 'JPY')).toBe('185,000.5 JPY');
    expect(amountInWords(1_250, 'KWD')).toBe('12.50 KWD');
    // Three capitals that are no currency.
    expect(amountInWords(2_500, 'MAU')).toBe('25 MAU');
  });

  it('shows money with the decimals of its currency', () => {
    const money = (minorUnits: number, currency: string) => moneyInWords({ minorUnits, currency });
    expect(money(185_000, 'USD')).toBe('1,850.00 USD');
    expect(money(185_000, 'JPY')).toBe('185,000 JPY');
    expect(money(12_345_678, 'KWD')).toBe('12,345.678 KWD');
    expect(money(-5, 'KWD')).toBe('-0.005 KWD');
    expect(money(Number.MAX_SAFE_INTEGER, 'CLF')).toBe('900,719,925,474.0991 CLF');
  });
});

describe('the description of a path with days', () => {
  it('begins with the days', () => {
    const document = catalogueDocument2017();
    const path = document['competencies'][0].paths[1];
    const sentenceFor = (days: object) => {
      document['competencies'][0].paths[1] = { ...path, ...days };
      const read = readValidCatalogue(document).competencies[0]?.paths[1];
      return read && pathInWords(read, metricOf);
    };
    const [from, until] = [day('2018-02-01'), day('2018-08-01')];
    const rule = '4 people who each hold MCSD-APP-BUILDER.';
    expect(sentenceFor({ effectiveFrom: from })).toBe(`From 2018-02-01 on: ${rule}`);
    expect(sentenceFor({ effectiveUntil: until })).toBe(`Until 2018-08-01: ${rule}`);
    expect(sentenceFor({ effectiveFrom: from, effectiveUntil: until })).toBe(
      `From 2018-02-01 until 2018-08-01: ${rule}`,
    );
    expect(sentenceFor({})).toBe(rule);
  });
});

/** The number of brackets that are still open at the end, or -1 at a closing bracket without an opening bracket. */
function nestingOf(words: string): number {
  let open = 0;
  for (const character of words) {
    if (character === '(') open++;
    if (character === ')' && --open < 0) return open;
  }
  return open;
}
