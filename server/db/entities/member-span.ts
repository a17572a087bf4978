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
  country: string;
}

const BY_NAME = ['searchName', 'organizationId', 'fromDay', 'lastDay'] as const;
const BY_RENEWAL = [
  ...(['renewalDay', 'organizationId', 'fromDay', 'lastDay'] as const),
  ...(['level', 'renewalAtRisk', 'willBeEligible'] as const),
] as const;

/**
 * What is compared for equality, then the order of the pages, then all else that a search compares or tells: MariaDB
 * enters an index at a day only where it needs no row beside it.
 */
const INDICES: Readonly<Record<string, readonly (keyof MemberSpanRow)[]>> = {
  by_name: [...BY_NAME, 'renewalDay'],
  level_by_name: ['level', ...BY_NAME, 'renewalDay', 'endangered'],
  endangered_by_name: ['endangered', ...BY_NAME, 'renewalDay', 'level'],
  by_renewal: BY_RENEWAL,
  endangered_by_renewal: ['endangered', ...BY_RENEWAL],
};

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
    country: text(2),
  },
  // Each for everybody and for one country, which comes first: as a search without one would else be served by the same
  // index, out of its order.
  indices: Object.entries(INDICES).flatMap(([name, columns]) => [
    { name: `member_span_${name}`, columns: [...columns] },
    { name: `member_span_country_${name}`, columns: ['country', ...columns] },
  ]),
  foreignKeys: [
    {
      name: 'member_span_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
