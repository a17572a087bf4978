import { globalId } from '../../../schema/global-id';
import type { Membership } from '../../../schema/memberships/membership';
import type { MembershipRow } from '../../db/entities';
import { presentMoney } from '../money';

export type MembershipSource = Membership & {
  readonly __typename: 'Membership';
  readonly organizationId: string;
};

export function presentMembership(row: MembershipRow): MembershipSource {
  return {
    __typename: 'Membership',
    id: globalId('Membership', row.id),
    organizationId: row.organizationId,
    level: row.level,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    purchasedOn: row.purchasedOn,
    kind: row.kind,
    pricePaid: presentMoney({ minorUnits: row.pricePaidMinorUnits, currency: row.currency }),
    paymentReference: row.paymentReference,
    refundedOn: row.refundedOn,
    version: row.version,
  };
}
