import type { DisplayedCompetency } from '../../schema/displayed-competency';
import type { Displayed } from '../rules';
import type { CatalogueOnDay } from './catalogue-on-day';

/** The competencies that a profile shows, in the order of the catalogue. */
export function presentDisplayed(
  displayed: ReadonlyMap<string, Displayed>,
  catalogue: CatalogueOnDay,
): readonly DisplayedCompetency[] {
  const places = new Map(catalogue.competencyKeys.map((key, place) => [key, place]));
  // A competency that the catalogue of the day no longer has comes last.
  const placeOf = (key: string) => places.get(key) ?? places.size;
  return [...displayed]
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map(([key, { level, since }]) => ({ competency: catalogue.competency(key), level, since }));
}
