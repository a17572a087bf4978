import { EntitySchema } from 'typeorm';
import type { Day, Level } from '../../rules';
import { day, id, integer, text } from './columns';

/** Derived status: the membership of an organization, and the outlook for its renewal, on these days. */
export interface MemberSpanRow {
  organizationId: string;
  fromDay: Day;
  lastDay: Day;
  level: Level;
  renewalDay: Day;
  /** 1 or 0, like the next two columns. */
  renewalAtRisk: number;
  willBeEligible: number;
  /** 1 if the renewal is at risk, or if the organization will not be eligible for it. */
  endangered: number;
  searchName: string;
  country: string;
}

const BY_NAME = ['searchName', 'organizationId', 'fromDay', 'lastDay'] as const;
const BY_RENEWAL = [
  ...(['renewalDay', 'organizationId', 'fromDay', 'lastDay'] as const),
  ...(['level', 'renewalAtRisk', 'willBeEligible'] as const),
] as const;

/**
 * Columns compared for equality come first, then the sort order of the pages, then all other columns that a search
 * uses: MariaDB seeks to a day only in an index that covers the query.
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
  // Each index exists twice: without the country, and with the country as its first column. If the country came later,
  // a search without a country could use the index, which would return rows in the wrong order.
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
