import {
  attainedLevels,
  displayedCompetencies,
  eligibleLevels,
  LEVELS,
  renewalFlags,
  somePathHolds,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
} from '../rules';
import { ANSWER_NAMES, type Case, type Expectation } from './case-document';

export interface ComparedAnswer {
  readonly on: Day;
  /** The name of the answer, such as `attained` or `holds[1]`. */
  readonly name: string;
  readonly expected: string;
  readonly actual: string;
}

export interface DayAnswers {
  readonly attained: Readonly<Record<string, Level>>;
  readonly eligibleLevels: readonly Level[];
  readonly displayed: Readonly<Record<string, Level>>;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
  /** True if a path to exactly this level holds, regardless of overrides. */
  holds(competency: string, level: Level): boolean;
}

/** Pairs each expectation of a case with the actual answer. The case passes if the two are equal in every pair. */
export function checkCase({ expect }: Case, answersOn: (on: Day) => DayAnswers): readonly ComparedAnswer[] {
  return expect.flatMap((expectation) => {
    const actual = answersOn(expectation.on);
    return ANSWER_NAMES.flatMap((of) => compare(of, expectation, actual));
  });
}

export function differencesInWords(
  place: string,
  { name }: Case,
  answers: readonly ComparedAnswer[],
): readonly string[] {
  return answers
    .filter(({ expected, actual: got }) => expected !== got)
    .map(({ on, name: of, expected, actual: got }) =>
      [`${place} · ${name} · ${on} · ${of}`, `  expected ${expected}`, `  got      ${got}`].join('\n'),
    );
}

/** Each answer is evaluated only when it is read. */
export function answersByRules(versions: readonly Catalogue[], facts: Facts): (on: Day) => DayAnswers {
  return (on) => ({
    get attained() {
      return Object.fromEntries(attainedLevels(versions, facts, on));
    },
    get eligibleLevels() {
      return eligibleLevels(versions, facts, on);
    },
    get displayed() {
      return Object.fromEntries(displayedCompetencies(versions, facts, on));
    },
    get renewalAtRisk() {
      return renewalFlags(versions, facts, on).renewalAtRisk;
    },
    get willBeEligible() {
      return renewalFlags(versions, facts, on).willBeEligible;
    },
    holds: (competency, level) => somePathHolds(versions, facts, competency, level, on),
  });
}

function compare(
  of: (typeof ANSWER_NAMES)[number],
  { on, ...expectation }: Expectation,
  actual: DayAnswers,
): readonly ComparedAnswer[] {
  if (of === 'holds') {
    return (expectation.holds ?? []).map(({ competency, level, is }, i) => ({
      on,
      name: `holds[${i}]`,
      expected: holdsInWords(competency, level, is),
      actual: holdsInWords(competency, level, actual.holds(competency, level)),
    }));
  }
  const expected = expectation[of];
  return expected === undefined
    ? []
    : [{ on, name: of, expected: stringify(expected), actual: stringify(actual[of]) }];
}

function holdsInWords(competency: string, level: string, is: boolean): string {
  return `${competency} ${level} ${is ? 'holds' : 'does not hold'}`;
}

/** Writes equal answers as equal text: levels in ascending order, competencies sorted by key. */
function stringify(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(LEVELS.filter((level) => value.includes(level)));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
