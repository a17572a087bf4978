import type { Catalogue } from '../vocabulary/catalogue';
import { compile, type CompiledCatalogue, type CompiledCompetency } from '../evaluation/compile';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { EvaluationState } from '../evaluation/evaluation-state';
import { turningPointsAfter, type TurningPoint } from './turning-points';
import { versionPeriods } from '../evaluation/versions';
import type { Work } from '../vocabulary/work';

/** Callbacks of the walk. A visitor must not keep the state: the walk advances the same object from day to day. */
export interface TurningDayVisitor {
  visitVersion?(rules: CompiledCatalogue, day: Day): void;
  visitTurningPoint?(point: TurningPoint): void;
  visitCompetency(competency: CompiledCompetency, state: EvaluationState): void;
}

/**
 * Walks the days from `from` to `last`, both included (null: all known days). Visits all competencies on the first day
 * of each version, then only turning days and the competencies that they can affect. Pauses after each competency on a
 * version's first day, and after each turning day.
 */
export function* walkTurningDays(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
  visitor: TurningDayVisitor,
): Work<void> {
  for (const period of versionPeriods(versions, from, last)) {
    const rules = compile(period.catalogue);
    const { competencies } = rules;
    const state = new EvaluationState(rules, facts, period.from);
    visitor.visitVersion?.(rules, period.from);
    for (const competency of competencies) {
      visitor.visitCompetency(competency, state);
      yield;
    }
    // The first day of a later version is also visited as a turning day, because changes of people can be causes.
    const dayBefore = period.from === from ? from : addDays(period.from, -1);
    for (const point of turningPointsAfter(rules, facts, dayBefore, period.last)) {
      const touched = new Set(point.competencies);
      state.moveTo(point.day, point.people, point.closesMonth, touched);
      visitor.visitTurningPoint?.(point);
      for (const index of touched) {
        const competency = competencies[index];
        if (competency !== undefined) visitor.visitCompetency(competency, state);
      }
      yield;
    }
  }
}
