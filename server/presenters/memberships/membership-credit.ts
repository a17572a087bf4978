import type { MembershipCredit } from '../../../schema/memberships/membership-credit';
import type { Price } from '../../rules';
import { presentMoney } from '../money';

/** `membershipId` is the id of the term whose price is credited. */
export type MembershipCreditSource = Pick<MembershipCredit, 'amount'> & {
  readonly __typename: 'MembershipCredit';
  readonly membershipId: string;
};

export function presentMembershipCredit(membershipId: string, price: Price): MembershipCreditSource {
  return { __typename: 'MembershipCredit', membershipId, amount: presentMoney(price) };
}
