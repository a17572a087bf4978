import type { MembershipCredit } from '../../schema/membership-credit';
import type { Price } from '../rules';
import { presentMoney } from './money';

/** What resolvers of a credit's fields may rely on: its amount, and the id of the term that was paid for. */
export type MembershipCreditSource = Pick<MembershipCredit, 'amount'> & {
  readonly __typename: 'MembershipCredit';
  readonly membershipId: string;
};

export function presentMembershipCredit(membershipId: string, price: Price): MembershipCreditSource {
  return { __typename: 'MembershipCredit', membershipId, amount: presentMoney(price) };
}
