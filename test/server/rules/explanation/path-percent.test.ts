import { describe, expect, it } from '@jest/globals';
import {
  missingIn,
  pathPercent,
  type MetricProgress,
  type PartsProgress,
  type PathProgress,
  type PeopleProgress,
  type RequirementProgress,
} from '../../../../server/rules';

const NEED = { kind: 'credential', code: '70-496' } as const;

function people(have: number, need: number): PeopleProgress {
  const slots = Array.from({ length: need }, (_, i) => ({
    group: 0,
    need: NEED,
    person: i < have ? `person-${i}` : null,
    achievements: [],
  }));
  return { kind: 'people', holds: have === need, have, need, slots, spare: [] };
}

function metric(have: number, need: number | null): MetricProgress {
  return { kind: 'metric', holds: need !== null && have >= need, metric: 'sales', months: [], have, need };
}

function parts(kind: 'all' | 'any', ...of: readonly RequirementProgress[]): PartsProgress {
  const have = of.filter(({ holds }) => holds).length;
  const need = kind === 'all' ? of.length : 1;
  return { kind, holds: have >= need, have, need, of };
}

function path(effective: boolean, ...requirements: readonly RequirementProgress[]): PathProgress {
  const holds = effective && requirements.every((requirement) => requirement.holds);
  const rules = {
    key: 'a',
    name: { en: 'A' },
    level: 'SILVER',
    from: null,
    until: null,
    requirements: [],
  } as const;
  return { path: rules, effective, holds, requirements };
}

describe('the percentage of a path', () => {
  it.each<[string, number, readonly RequirementProgress[]]>([
    ['filled slots', 66, [people(2, 3)]],
    ['slots of several requirements, each with the same weight', 75, [people(2, 2), people(1, 2)]],
    ['a metric, which weighs as much as a slot', 62, [people(2, 3), metric(50, 100)]],
    ['a metric with a negative sum as nothing', 50, [people(1, 1), metric(-700, 100)]],
    ['a metric beyond its threshold as one', 75, [people(2, 3), metric(700, 100)]],
    ['a metric that is closed to the market class as nothing', 50, [people(1, 1), metric(700, null)]],
    ['all parts of a combination', 62, [parts('all', people(2, 3), metric(50, 100))]],
    ['the nearest of alternatives', 80, [parts('any', people(1, 2), metric(80, 100))]],
    // The alternatives weigh 4, as their largest: (1 + 4 · 0.5) / 5.
    ['alternatives by the largest of them', 60, [people(1, 1), parts('any', people(0, 4), metric(1, 2))]],
    ['amounts exactly', 99, [metric(99_999_999_999_999, 100_000_000_000_000)]],
    ['nothing', 0, [people(0, 2), metric(0, 100)]],
    ['a path that holds', 100, [people(2, 2), metric(100, 100)]],
  ])('counts %s: %i', (_name, percent, requirements) => {
    expect(pathPercent(path(true, ...requirements))).toBe(percent);
  });

  it('is at most 99 for a path that is not effective', () => {
    expect(pathPercent(path(false, people(2, 2)))).toBe(99);
    expect(missingIn(path(false, people(2, 2)))).toEqual([{ kind: 'effect' }]);
  });
});

describe('the missing parts of a path', () => {
  it('are the open slots by need, and the amounts', () => {
    expect(missingIn(path(true, people(1, 3), metric(40, 100)))).toEqual([
      { kind: 'people', group: 0, need: NEED, count: 2 },
      { kind: 'amount', metric: 'sales', hundredths: 60 },
    ]);
    expect(missingIn(path(true, metric(40, null)))).toEqual([{ kind: 'market', metric: 'sales' }]);
    expect(missingIn(path(true, { ...metric(0, 0), holds: false }))).toEqual([
      { kind: 'amount', metric: 'sales', hundredths: 0 },
    ]);
  });

  it('are those of the nearest alternative', () => {
    expect(missingIn(path(true, parts('any', people(1, 2), metric(80, 100))))).toEqual([
      { kind: 'amount', metric: 'sales', hundredths: 20 },
    ]);
    // Of equally near ones, those of the first.
    expect(missingIn(path(true, parts('any', people(1, 2), metric(50, 100))))).toMatchObject([
      { kind: 'people' },
    ]);
  });
});
