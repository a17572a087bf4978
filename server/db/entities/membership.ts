import { EntitySchema } from 'typeorm';
import type { Day, Level } from '../../rules';
import { day, id, minorUnits, orNull, primaryId, text, version } from './columns';

/** A term: the half-open span of days `[fromDay, untilDay)`. */
export interface MembershipRow {
  id: string;
  organizationId: string;
  level: Level;
  fromDay: Day;
  untilDay: Day;
  purchasedOn: Day;
  kind: 'NEW' | 'RENEWAL' | 'UPGRADE';
  pricePaidMinorUnits: number;
  currency: string;
  paymentReference: string;
  refundedOn: Day | null;
  version: number;
}

export const MembershipTable = new EntitySchema<MembershipRow>({
  name: 'membership',
  columns: {
    id: primaryId,
    organizationId: id,
    level: text(6),
    fromDay: day,
    untilDay: day,
    purchasedOn: day,
    kind: text(7),
    pricePaidMinorUnits: minorUnits,
    currency: text(3),
    paymentReference: text(190),
    refundedOn: orNull(day),
    version,
  },
  indices: [
    { name: 'membership_organization', columns: ['organizationId', 'fromDay'] },
    { name: 'membership_end', columns: ['untilDay', 'organizationId'] },
  ],
  foreignKeys: [
    {
      name: 'membership_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
