import type { Catalogue } from '../vocabulary/catalogue';
import { compile, type CompiledCatalogue, type CompiledCompetency } from '../evaluation/compile';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { EvaluationState } from '../evaluation/evaluation-state';
import { turningPointsAfter, type TurningPoint } from './turning-points';
import { versionPeriods } from '../evaluation/versions';
import type { Work } from '../vocabulary/work';

/** What is done on the way. The standing is the same object all the way: it shows the day that is visited. */
export interface Visitor {
  /** The first day of the walk, or of another catalogue version. */
  beginReign?(rules: CompiledCatalogue, day: Day): void;
  turn?(turn: TurningPoint): void;
  /** This competency may stand otherwise than on the day before. */
  look(competency: CompiledCompetency, standing: EvaluationState): void;
}

/**
 * Goes through the days from `from` to `last`, both included (null: all known days). All competencies are looked at
 * on the first day and when another version begins; after that only on turning days, and only those that what turns
 * can touch. Pauses after each competency of a first day, and after each turning day.
 */
export function* walkTurningDays(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
  visitor: Visitor,
): Work<void> {
  for (const reign of versionPeriods(versions, from, last)) {
    const rules = compile(reign.catalogue);
    const { competencies } = rules;
    const standing = new EvaluationState(rules, facts, reign.from);
    visitor.beginReign?.(rules, reign.from);
    for (const competency of competencies) {
      visitor.look(competency, standing);
      yield;
    }
    // Who turns on the very day on which a later version begins is wanted too, as a cause.
    const dayBefore = reign.from === from ? from : addDays(reign.from, -1);
    for (const turn of turningPointsAfter(rules, facts, dayBefore, reign.last)) {
      const touched = new Set(turn.competencies);
      standing.moveTo(turn.day, turn.people, turn.closesMonth, touched);
      visitor.turn?.(turn);
      for (const index of touched) {
        const competency = competencies[index];
        if (competency !== undefined) visitor.look(competency, standing);
      }
      yield;
    }
  }
}
