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

export interface LevelStep {
  readonly from: Day;
  readonly proven: Level | null;
  readonly attained: Level | null;
}

export interface LevelTimelines {
  readonly from: Day;
  /** By competency key. Each list has at least one step, and the first step begins on `from`. */
  readonly steps: ReadonlyMap<string, readonly LevelStep[]>;
  /** By turning day: indexes of the people whose counting credentials may change. */
  readonly turningPeople: ReadonlyMap<Day, readonly number[]>;
}

/** The timelines from `from` to `last`, both included (null: all known days). */
export function* levelTimelines(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
): Work<LevelTimelines> {
  const proofs = new Proofs(from);
  const turningPeople = new Map<Day, readonly number[]>();
  yield* walkTurningDays(versions, facts, from, last, {
    visitVersion: (rules, day) => proofs.beginVersion(rules, day),
    visitTurningPoint: ({ day, people }) => turningPeople.set(day, people),
    visitCompetency: (competency, state) => proofs.record(competency, state),
  });
  const steps = new Map<string, readonly LevelStep[]>();
  for (const [key, proofsOfOne] of proofs.byCompetency) {
    const overrides = facts.overrides.filter(({ competency }) => competency === key);
    steps.set(key, applyOverrides(proofsOfOne, overrides, from, last));
  }
  return { from, steps, turningPeople };
}

/** Null: the day is before the first step. */
export function stepOn(steps: readonly LevelStep[], day: Day): LevelStep | null {
  let latest: LevelStep | null = null;
  for (const step of steps) {
    if (step.from > day) break;
    latest = step;
  }
  return latest;
}

interface Proof {
  readonly from: Day;
  readonly proven: Level | null;
  /** False if the competency is retired or not in the catalogue, so that it cannot be granted. */
  readonly offered: boolean;
}

class Proofs {
  readonly byCompetency = new Map<string, Proof[]>();
  readonly #from: Day;

  constructor(from: Day) {
    this.#from = from;
  }

  /** A competency that the new version lacks is not attained. */
  beginVersion({ competencyByKey }: CompiledCatalogue, day: Day): void {
    for (const [key, proofs] of this.byCompetency) {
      if (!competencyByKey.has(key)) appendProof(proofs, { from: day, proven: null, offered: false });
    }
  }

  record(compiled: CompiledCompetency, state: EvaluationState): void {
    const { key } = compiled.competency;
    let proofs = this.byCompetency.get(key);
    if (proofs === undefined) {
      proofs = state.day === this.#from ? [] : [{ from: this.#from, proven: null, offered: false }];
      this.byCompetency.set(key, proofs);
    }
    const offered = !isRetired(compiled.competency, state.day);
    appendProof(proofs, { from: state.day, proven: provenLevel(compiled, state), offered });
  }
}

function appendProof(proofs: Proof[], next: Proof): void {
  const last = proofs.at(-1);
  if (last === undefined || last.proven !== next.proven || last.offered !== next.offered) proofs.push(next);
}

function applyOverrides(
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
  let index = 0;
  for (const day of days.size === proofs.length ? days : [...days].sort()) {
    while ((proofs[index + 1]?.from ?? day) <= day && index + 1 < proofs.length) index++;
    const { proven = null, offered = false } = proofs[index] ?? {};
    const acting = overrides.filter((override) => countsOn(override, day));
    const attained = withOverrides(proven, acting, offered);
    const previous = steps.at(-1);
    if (previous === undefined || previous.proven !== proven || previous.attained !== attained) {
      steps.push({ from: day, proven, attained });
    }
  }
  return steps;
}
