import {
  attainedLevels,
  displayedCompetencies,
  eligibleLevels,
  LEVELS,
  renewalFlags,
  somePathHolds,
  type Catalogue,
  type Day,
} from '../rules';
import type { Case, Expectation } from './case-document';

/** One answer that a case expects, and the one that the rules give. */
export interface Answer {
  readonly on: Day;
  /** Which answer: `attained`, `holds[1]` … */
  readonly of: string;
  readonly expected: string;
  readonly got: string;
}

/** Every expectation of a case with the answer of the rules; it has passed where both are the same. */
export function checkCase(versions: readonly Catalogue[], { facts, expect }: Case): readonly Answer[] {
  return expect.flatMap((expectation) => {
    const { on } = expectation;
    const answer = (of: keyof Expectation, said: () => unknown): Answer[] =>
      expectation[of] === undefined ? [] : [{ on, of, expected: write(expectation[of]), got: write(said()) }];
    return [
      ...answer('attained', () => Object.fromEntries(attainedLevels(versions, facts, on))),
      ...answer('eligibleLevels', () => eligibleLevels(versions, facts, on)),
      ...answer('displayed', () => Object.fromEntries(displayedCompetencies(versions, facts, on))),
      ...answer('renewalAtRisk', () => renewalFlags(versions, facts, on).renewalAtRisk),
      ...answer('willBeEligible', () => renewalFlags(versions, facts, on).willBeEligible),
      ...(expectation.holds ?? []).map(({ competency, level, is }, i): Answer => {
        const got = somePathHolds(versions, facts, competency, level, on);
        return {
          on,
          of: `holds[${i}]`,
          expected: holds(competency, level, is),
          got: holds(competency, level, got),
        };
      }),
    ];
  });
}

function holds(competency: string, level: string, is: boolean): string {
  return `${competency} ${level} ${is ? 'holds' : 'does not hold'}`;
}

/** Two answers that mean the same are written the same: levels and competencies in their own order. */
function write(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(LEVELS.filter((level) => value.includes(level)));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
