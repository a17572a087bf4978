import type { Catalogue } from './catalogue';
import { compile } from './compile';
import type { Day } from './day';
import type { Facts } from './facts';
import type { Level } from './level';
import { actingOverrides, withOverrides } from './overrides';
import { isRetired, provenLevel } from './proof';
import { Standing } from './standing';
import { versionOn } from './versions';

/** Levels by competency. A competency that is absent is not attained. */
export type Levels = ReadonlyMap<string, Level>;

/** What is attained on a day: per competency what the facts prove, then the overrides. */
export function attainedLevels(versions: readonly Catalogue[], facts: Facts, day: Day): Levels {
  const rules = compile(versionOn(versions, day));
  const standing = new Standing(rules, facts, day);
  const levels = new Map<string, Level>();
  for (const compiled of rules.competencies) {
    const { competency } = compiled;
    const acting = facts.overrides.length === 0 ? [] : actingOverrides(facts.overrides, competency.key, day);
    const level = withOverrides(provenLevel(compiled, standing), acting, !isRetired(competency, day));
    if (level !== null) levels.set(competency.key, level);
  }
  return levels;
}
