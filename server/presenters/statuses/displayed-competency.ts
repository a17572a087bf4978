import type { DisplayedCompetency } from '../../../schema/statuses/displayed-competency';
import { addDays, type DisplayedLevel } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

export function presentDisplayedCompetencies(
  displayed: ReadonlyMap<string, DisplayedLevel>,
  catalogue: CatalogueOnDay,
): readonly DisplayedCompetency[] {
  const indexes = new Map(catalogue.competencyKeys.map((key, index) => [key, index]));
  // Competencies that are no longer in the catalogue come last.
  const indexOf = (key: string) => indexes.get(key) ?? indexes.size;
  return [...displayed]
    .sort(([a], [b]) => indexOf(a) - indexOf(b) || (a < b ? -1 : 1))
    .map(([key, { level, from, until }]) => ({
      competency: catalogue.competency(key),
      level,
      from,
      until,
      lastDay: addDays(until, -1),
    }));
}
