import { EntitySchema } from 'typeorm';
import type { Day, Level } from '../../rules';
import { day, id, text } from './columns';

export type Aspect = 'ATTAINED' | 'DISPLAYED' | 'ELIGIBLE';

/**
 * Derived status: on these days, an organization has at least this level. Gold is stored as two rows, so that a search
 * for a level finds one row per organization, in the order of the names.
 */
export interface LevelSpanRow {
  organizationId: string;
  aspect: Aspect;
  /** The key of the competency; empty if the level concerns the whole organization. */
  competency: string;
  level: Level;
  fromDay: Day;
  /** The last day, inclusive, because the calendar has no day after 9999-12-31. */
  lastDay: Day;
  /** Copied from the organization, because an index can cover only one table. */
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
      // The country comes first. If the country came later, a search without a country could use this index, which
      // would return rows in the wrong order.
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
