import { globalId } from '../../../schema/global-id';
import type { Membership } from '../../../schema/memberships/membership';
import type { MembershipRow } from '../../db/entities';
import { lastDayOf } from '../../rules';
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
    from: row.fromDay,
    until: row.untilDay,
    lastDay: lastDayOf({ from: row.fromDay, until: row.untilDay }),
    purchasedOn: row.purchasedOn,
    kind: row.kind,
    pricePaid: presentMoney({ minorUnits: row.pricePaidMinorUnits, currency: row.currency }),
    paymentReference: row.paymentReference,
    refundedOn: row.refundedOn,
    version: row.version,
  };
}
