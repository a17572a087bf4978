import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function memberships(connection: Connection) {
  const { ask, command, listOf, ofOrganization } = verbsOf(connection);
  return {
    /** The terms of an organization's membership, latest first. */
    list: listOf(op.ListMembershipsDocument, ({ memberships }) => memberships),
    /** The same with what was paid and credited, for admins of the organization and agents. */
    payments: listOf(op.MembershipPaymentsDocument, ({ memberships }) => memberships),
    /** The term that runs on a day; null when none does. */
    running: ofOrganization(op.RunningMembershipDocument, ({ membership }) => membership),
    /** What an offer costs, and whether it may be bought; null when there is no such organization. */
    quote: (
      id: string,
      offer: string,
      variables: Beside<op.MembershipQuoteQueryVariables, 'id' | 'offer'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.MembershipQuoteDocument,
        { id, offer, ...variables },
        options,
        ({ organization }) => organization?.membershipQuote ?? null,
      ),
    /** Buys, renews or upgrades, for the total that was quoted. */
    purchase: command(op.PurchaseMembershipDocument, 'membership'),
    /** Gives a term back. */
    refund: command(op.RefundMembershipDocument, 'membership', 'paidBack'),
    /** Takes over a term of a programme that ran before. */
    record: command(op.RecordMembershipDocument, 'membership'),
  };
}
