import type { Catalogue } from './catalogue';
import { compile } from './compile';
import type { Day } from './day';
import type { Facts } from './facts';
import type { Level } from './level';
import { pathHolds } from './proof';
import { Standing } from './standing';
import { versionOn } from './versions';

/** Whether some path of exactly this level holds, whatever overrides say. */
export function somePathHolds(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  level: Level,
  day: Day,
): boolean {
  const rules = compile(versionOn(versions, day));
  const standing = new Standing(rules, facts, day);
  const paths = rules.competencyByKey.get(competency)?.paths ?? [];
  return paths.some((path) => path.path.level === level && pathHolds(path, standing));
}
