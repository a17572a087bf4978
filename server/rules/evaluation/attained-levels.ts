import type { Catalogue, Competency } from '../vocabulary/catalogue';
import { compile } from './compile';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { actingOverrides, withOverrides } from './overrides';
import { isRetired, provenLevel } from './proven-level';
import { EvaluationState } from './evaluation-state';
import { versionOn } from './versions';
import { runSync, type Work } from '../vocabulary/work';

/** Levels by competency key. A competency without an entry is not attained. */
export type Levels = ReadonlyMap<string, Level>;

/** The levels that the facts prove on a day, with overrides applied. */
export const attainedLevels = runSync(attainedLevelsStepwise);
export function attainedLevelsStepwise(versions: readonly Catalogue[], facts: Facts, day: Day): Work<Levels> {
  return levelsOn(versions, facts, day, (proven, competency) => {
    const acting = actingOverrides(facts.overrides, competency.key, day);
    return withOverrides(proven, acting, !isRetired(competency, day));
  });
}

export const provenLevels = runSync(provenLevelsStepwise);
export function provenLevelsStepwise(versions: readonly Catalogue[], facts: Facts, day: Day): Work<Levels> {
  return levelsOn(versions, facts, day, (proven) => proven);
}

/** One unit of cost is the evaluation of one person for one competency. */
const COST_BETWEEN_PAUSES = 1000;
/** The fixed cost of a competency, on top of one unit per person. */
const COMPETENCY_COST = 125;

function* levelsOn(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  levelOf: (proven: Level | null, competency: Competency) => Level | null,
): Work<Levels> {
  const rules = compile(versionOn(versions, day));
  const state = new EvaluationState(rules, facts, day);
  const levels = new Map<string, Level>();
  const costPerCompetency = COMPETENCY_COST + facts.people.length;
  let costSincePause = 0;
  for (const compiled of rules.competencies) {
    const level = levelOf(provenLevel(compiled, state), compiled.competency);
    if (level !== null) levels.set(compiled.competency.key, level);
    costSincePause += costPerCompetency;
    if (costSincePause < COST_BETWEEN_PAUSES) continue;
    costSincePause = 0;
    yield;
  }
  return levels;
}
