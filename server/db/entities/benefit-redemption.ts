import { EntitySchema } from 'typeorm';
import type { Day } from '../../rules';
import type { Instant } from '../instant';
import { day, id, instant, integer, primaryId, text } from './columns';

export interface BenefitRedemptionRow {
  id: string;
  organizationId: string;
  membershipId: string;
  benefit: string;
  quantity: number;
  redeemedOn: Day;
  createdAt: Instant;
}

export const BenefitRedemptionTable = new EntitySchema<BenefitRedemptionRow>({
  name: 'benefit_redemption',
  columns: {
    id: primaryId,
    organizationId: id,
    membershipId: id,
    benefit: text(80),
    quantity: integer,
    redeemedOn: day,
    createdAt: instant,
  },
  indices: [
    { name: 'benefit_redemption_organization', columns: ['organizationId', 'id'] },
    { name: 'benefit_redemption_membership', columns: ['membershipId', 'benefit'] },
  ],
  foreignKeys: [
    {
      name: 'benefit_redemption_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'benefit_redemption_in_membership',
      target: 'membership',
      columnNames: ['membershipId'],
      referencedColumnNames: ['id'],
    },
  ],
});
