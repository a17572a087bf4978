import { expect } from '@jest/globals';
import type { DayAnswers } from '../../server/cases/compare-answers';
import { LIMITS } from '../../server/limits/limits';
import { isAtLeast, LEVELS, type Day, type Level } from '../../server/rules';
import type { TestServer } from './test-server';

type Search = readonly [filter: string, isFound: boolean];

/** Expects that the only organization of a programme matches exactly the filters that fit its status on a day. */
export async function expectSearchesToMatch(
  server: TestServer,
  as: string,
  id: string,
  said: DayAnswers,
  on: Day,
): Promise<void> {
  const searches = searchesOf(said);
  for (let start = 0; start < searches.length; start += LIMITS.aliases) {
    const some = searches.slice(start, start + LIMITS.aliases);
    const fields = some.map(
      ([filter], i) => `s${i}: organizations(first: 2, on: "${on}", filter: { ${filter} }) { nodes { id } }`,
    );
    const { body } = await server.ask(`{ ${fields.join('\n')} }`, { as });
    expect(body.errors).toBeUndefined();
    const actual = some.map(([filter], i) => [filter, body.data[`s${i}`].nodes]);
    expect(actual).toEqual(some.map(([filter, isFound]) => [filter, isFound ? [{ id }] : []]));
  }
}

function searchesOf({ attained, displayed, eligibleLevels, ...flags }: DayAnswers): readonly Search[] {
  const { renewalAtRisk, willBeEligible } = flags;
  const isAtRisk = renewalAtRisk || willBeEligible === false;
  return [
    ...LEVELS.map((level): Search => [`eligibleLevel: ${level}`, eligibleLevels.includes(level)]),
    ['atRisk: true', isAtRisk],
    ['atRisk: false', willBeEligible !== null && !isAtRisk],
    ...searchesByLevel('attained', attained),
    ...searchesByLevel('displayed', displayed),
  ];
}

function searchesByLevel(
  field: 'attained' | 'displayed',
  levels: Readonly<Record<string, Level>>,
): readonly Search[] {
  return Object.entries(levels).flatMap(([competency, level]) =>
    LEVELS.map((floor): Search => [
      `${field}: { competency: "${competency}", atLeast: ${floor} }`,
      isAtLeast(level, floor),
    ]),
  );
}
