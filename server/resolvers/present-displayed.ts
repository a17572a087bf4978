import type { DisplayedCompetency } from '../../schema/displayed-competency';
import type { OrganizationOnDay } from '../request/organization-on-day';
import { CatalogueOnDay } from './catalogue-on';

/** What the profile shows on a day. */
export function presentDisplayed({
  versions,
  day,
  displayedSince,
}: OrganizationOnDay): DisplayedCompetency[] {
  const catalogue = new CatalogueOnDay(versions, day);
  return [...displayedSince].map(([key, { level, since }]) => ({
    competency: catalogue.competency(key),
    level,
    since,
  }));
}
