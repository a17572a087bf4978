import { EntitySchema } from 'typeorm';
import { id, minorUnits, primaryId, text } from './columns';

/**
 * If an upgrade makes the term of a renewal empty, the price of the renewal is credited to the upgrade. The primary key
 * prevents a second credit.
 */
export interface MembershipCreditRow {
  /** The id of the renewal. */
  membershipId: string;
  /** The id of the upgrade. */
  creditedTo: string;
  minorUnits: number;
  currency: string;
}

export const MembershipCreditTable = new EntitySchema<MembershipCreditRow>({
  name: 'membership_credit',
  columns: {
    membershipId: primaryId,
    creditedTo: id,
    minorUnits,
    currency: text(3),
  },
  indices: [{ name: 'membership_credit_to', columns: ['creditedTo'] }],
  foreignKeys: [
    {
      name: 'membership_credit_of',
      target: 'membership',
      columnNames: ['membershipId'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'membership_credited_to',
      target: 'membership',
      columnNames: ['creditedTo'],
      referencedColumnNames: ['id'],
    },
  ],
});
