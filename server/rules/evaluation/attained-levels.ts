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

/** Levels by competency. A competency that is absent is not attained. */
export type Levels = ReadonlyMap<string, Level>;

/** What is attained on a day: per competency what the facts prove, then the overrides. */
export const attainedLevels = runSync(attainedLevelsStepwise);
export function attainedLevelsStepwise(versions: readonly Catalogue[], facts: Facts, day: Day): Work<Levels> {
  return levelsOn(versions, facts, day, (proven, competency) => {
    const acting = actingOverrides(facts.overrides, competency.key, day);
    return withOverrides(proven, acting, !isRetired(competency, day));
  });
}

/** What the facts prove on a day, whatever overrides say. */
export const provenLevels = runSync(provenLevelsStepwise);
export function provenLevelsStepwise(versions: readonly Catalogue[], facts: Facts, day: Day): Work<Levels> {
  return levelsOn(versions, facts, day, (proven) => proven);
}

/** Between two pauses, people are looked at this number of times. */
const LOOKS_BETWEEN_PAUSES = 1000;
/** A competency takes the time of this many looks, beside one at each person. */
const LOOKS_AT_NOBODY = 125;

function* levelsOn(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  levelOf: (proven: Level | null, competency: Competency) => Level | null,
): Work<Levels> {
  const rules = compile(versionOn(versions, day));
  const standing = new EvaluationState(rules, facts, day);
  const levels = new Map<string, Level>();
  const looks = LOOKS_AT_NOBODY + facts.people.length;
  let sincePause = 0;
  for (const compiled of rules.competencies) {
    const level = levelOf(provenLevel(compiled, standing), compiled.competency);
    if (level !== null) levels.set(compiled.competency.key, level);
    sincePause += looks;
    if (sincePause < LOOKS_BETWEEN_PAUSES) continue;
    sincePause = 0;
    yield;
  }
  return levels;
}
