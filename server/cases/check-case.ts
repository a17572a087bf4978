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
import { ANSWERS, type Case, type Expectation } from './case-document';

/** One answer that a case expects, and the one that was given. */
export interface Answer {
  readonly on: Day;
  /** Which answer: `attained`, `holds[1]` … */
  readonly of: string;
  readonly expected: string;
  readonly got: string;
}

/** What is said of an organization on one day, by the rules themselves or by whoever asks them. */
export interface Said {
  readonly attained: Readonly<Record<string, Level>>;
  readonly eligibleLevels: readonly Level[];
  readonly displayed: Readonly<Record<string, Level>>;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
  /** Does some path of exactly this level hold, before overrides? */
  holds(competency: string, level: Level): boolean;
}

/** Every expectation of a case with the answer that is given; it has passed where both are the same. */
export function checkCase({ expect }: Case, saidOn: (on: Day) => Said): readonly Answer[] {
  return expect.flatMap((expectation) => {
    const said = saidOn(expectation.on);
    return ANSWERS.flatMap((of) => compared(of, expectation, said));
  });
}

/** The answers of a case that differ from what is expected, for people. */
export function differencesInWords(
  place: string,
  { name }: Case,
  answers: readonly Answer[],
): readonly string[] {
  return answers
    .filter(({ expected, got }) => expected !== got)
    .map(({ on, of, expected, got }) =>
      [`${place} · ${name} · ${on} · ${of}`, `  expected ${expected}`, `  got      ${got}`].join('\n'),
    );
}

/** What the rules say of these facts, worked out when it is read. */
export function saidByRules(versions: readonly Catalogue[], facts: Facts): (on: Day) => Said {
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

function compared(
  of: (typeof ANSWERS)[number],
  { on, ...expectation }: Expectation,
  said: Said,
): readonly Answer[] {
  if (of === 'holds') {
    return (expectation.holds ?? []).map(({ competency, level, is }, i) => ({
      on,
      of: `holds[${i}]`,
      expected: holds(competency, level, is),
      got: holds(competency, level, said.holds(competency, level)),
    }));
  }
  const expected = expectation[of];
  return expected === undefined ? [] : [{ on, of, expected: write(expected), got: write(said[of]) }];
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
