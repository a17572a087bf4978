import { EntitySchema } from 'typeorm';
import type { Day, Level } from '../../rules';
import { day, id, text } from './columns';

/** What an organization has at a level or a higher one. */
export type Aspect = 'ATTAINED' | 'DISPLAYED' | 'ELIGIBLE';

/**
 * A copy of what the rules derive: on these days an organization has at least this level. Two levels are two rows, so
 * that whoever searches for a level finds one row an organization, in the order of the names.
 */
export interface LevelSpanRow {
  organizationId: string;
  aspect: Aspect;
  /** Its key; empty where the level is of the organization as a whole. */
  competency: string;
  level: Level;
  fromDay: Day;
  /** The last day, not the day after it: the calendar has no day after its end. */
  lastDay: Day;
  /** As the organization has it: indexes reach over one table only. */
  searchName: string;
  country: string;
}

export const LevelSpanTable = new EntitySchema<LevelSpanRow>({
  name: 'level_span',
  columns: {
    organizationId: { ...id, primary: true },
    aspect: { ...text(9), primary: true },
    competency: { ...text(80), primary: true },
    level: { ...text(6), primary: true },
    fromDay: { ...day, primary: true },
    lastDay: day,
    searchName: text(200),
    country: text(2),
  },
  indices: [
    {
      name: 'level_span_by_name',
      columns: ['aspect', 'competency', 'level', 'searchName', 'organizationId', 'fromDay', 'lastDay'],
    },
    {
      name: 'level_span_by_country',
      // The country comes first: as a search without one would else be served by this index, out of its order.
      columns: [
        ...['country', 'aspect', 'competency', 'level'],
        ...['searchName', 'organizationId', 'fromDay', 'lastDay'],
      ],
    },
  ],
  foreignKeys: [
    {
      name: 'level_span_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
