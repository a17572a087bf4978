import type { Catalogue } from '../vocabulary/catalogue';
import type { CompiledCatalogue, CompiledCompetency } from '../evaluation/compile';
import type { Day } from '../vocabulary/day';
import type { Facts, Override } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { withOverrides } from '../evaluation/overrides';
import { isRetired, provenLevel } from '../evaluation/proven-level';
import { countsOn } from '../vocabulary/span';
import type { EvaluationState } from '../evaluation/evaluation-state';
import { walkTurningDays } from './walk-turning-days';
import type { Work } from '../vocabulary/work';

/** From this day until the next step, a competency stands so. */
export interface LevelStep {
  readonly from: Day;
  /** What the facts prove, before overrides. */
  readonly proven: Level | null;
  /** With overrides. */
  readonly attained: Level | null;
}

/** How every competency stands on all days from one to another. */
export interface LevelTimelines {
  readonly from: Day;
  /** By competency: at least one step, the first on the first day. */
  readonly steps: ReadonlyMap<string, readonly LevelStep[]>;
  /** By turning day: the people, by their place in the facts, who may hold something else from then on. */
  readonly turningPeople: ReadonlyMap<Day, readonly number[]>;
}

/** The course over the days from `from` to `last`, both included (null: over all known days). */
export function* levelTimelines(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
): Work<LevelTimelines> {
  const proofs = new Proofs(from);
  const turningPeople = new Map<Day, readonly number[]>();
  yield* walkTurningDays(versions, facts, from, last, {
    beginReign: (rules, day) => proofs.beginReign(rules, day),
    turn: ({ day, people }) => turningPeople.set(day, people),
    look: (competency, standing) => proofs.note(competency, standing),
  });
  const steps = new Map<string, readonly LevelStep[]>();
  for (const [key, ofOne] of proofs.ofAll) {
    const overrides = facts.overrides.filter(({ competency }) => competency === key);
    steps.set(key, withOverrideDays(ofOne, overrides, from, last));
  }
  return { from, steps, turningPeople };
}

/** The step that a day belongs to. */
export function stepOn(steps: readonly LevelStep[], day: Day): LevelStep | null {
  let found: LevelStep | null = null;
  for (const step of steps) {
    if (step.from > day) break;
    found = step;
  }
  return found;
}

interface Proof {
  readonly from: Day;
  readonly proven: Level | null;
  /** Neither retired nor missing from the catalogue: only then a grant can lift it. */
  readonly offered: boolean;
}

class Proofs {
  readonly ofAll = new Map<string, Proof[]>();
  readonly #from: Day;

  constructor(from: Day) {
    this.#from = from;
  }

  /** Another version judges: what it no longer has is not attained. */
  beginReign({ competencyByKey }: CompiledCatalogue, day: Day): void {
    for (const [key, proofs] of this.ofAll) {
      if (!competencyByKey.has(key)) add(proofs, { from: day, proven: null, offered: false });
    }
  }

  note(compiled: CompiledCompetency, standing: EvaluationState): void {
    const { key } = compiled.competency;
    let proofs = this.ofAll.get(key);
    if (proofs === undefined) {
      proofs = standing.day === this.#from ? [] : [{ from: this.#from, proven: null, offered: false }];
      this.ofAll.set(key, proofs);
    }
    const offered = !isRetired(compiled.competency, standing.day);
    add(proofs, { from: standing.day, proven: provenLevel(compiled, standing), offered });
  }
}

function add(proofs: Proof[], next: Proof): void {
  const last = proofs.at(-1);
  if (last === undefined || last.proven !== next.proven || last.offered !== next.offered) proofs.push(next);
}

function withOverrideDays(
  proofs: readonly Proof[],
  overrides: readonly Override[],
  from: Day,
  last: Day | null,
): readonly LevelStep[] {
  const days = new Set(proofs.map((proof) => proof.from));
  for (const override of overrides) {
    for (const day of [override.from, override.until]) {
      if (day !== null && day > from && (last === null || day <= last)) days.add(day);
    }
  }
  const steps: LevelStep[] = [];
  let proof = 0;
  for (const day of days.size === proofs.length ? days : [...days].sort()) {
    while ((proofs[proof + 1]?.from ?? day) <= day && proof + 1 < proofs.length) proof++;
    const { proven = null, offered = false } = proofs[proof] ?? {};
    const acting = overrides.filter((override) => countsOn(override, day));
    const attained = withOverrides(proven, acting, offered);
    const before = steps.at(-1);
    if (before === undefined || before.proven !== proven || before.attained !== attained) {
      steps.push({ from: day, proven, attained });
    }
  }
  return steps;
}
