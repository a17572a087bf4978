import { EntitySchema } from 'typeorm';
import type { Day, Level } from '../../rules';
import { day, id, integer, text } from './columns';

/** A copy of what the rules derive: how the membership of an organization and its renewal stand on these days. */
export interface MemberSpanRow {
  organizationId: string;
  fromDay: Day;
  /** The last day, as in `level_span`. */
  lastDay: Day;
  level: Level;
  renewalDay: Day;
  /** 1 or 0, as the two others. */
  renewalAtRisk: number;
  willBeEligible: number;
  /** Whether either flag is bad. */
  endangered: number;
  /** As the organization has it. */
  searchName: string;
}

export const MemberSpanTable = new EntitySchema<MemberSpanRow>({
  name: 'member_span',
  columns: {
    organizationId: { ...id, primary: true },
    fromDay: { ...day, primary: true },
    lastDay: day,
    level: text(6),
    renewalDay: day,
    renewalAtRisk: integer,
    willBeEligible: integer,
    endangered: integer,
    searchName: text(200),
  },
  indices: [
    {
      name: 'member_span_endangered',
      // With all that a search tells of a member: MariaDB enters an index at a day only where it needs no row beside it.
      columns: [
        ...(['endangered', 'renewalDay', 'organizationId'] as const),
        ...(['fromDay', 'lastDay', 'level', 'renewalAtRisk', 'willBeEligible'] as const),
      ],
    },
    {
      name: 'member_span_renewal',
      columns: [
        ...(['renewalDay', 'organizationId', 'fromDay', 'lastDay'] as const),
        ...(['level', 'renewalAtRisk', 'willBeEligible'] as const),
      ],
    },
    {
      name: 'member_span_endangered_by_name',
      columns: ['endangered', 'searchName', 'organizationId', 'fromDay', 'lastDay', 'level'],
    },
    {
      name: 'member_span_level_by_name',
      columns: ['level', 'searchName', 'organizationId', 'fromDay', 'lastDay'],
    },
    {
      name: 'member_span_by_name',
      columns: ['searchName', 'organizationId', 'fromDay', 'lastDay'],
    },
  ],
  foreignKeys: [
    {
      name: 'member_span_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
