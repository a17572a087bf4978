import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function memberships(connection: Connection) {
  const { ask, command, listOf, ofOrganization } = verbsOf(connection);
  return {
    /**
     * The terms of an organization's membership, latest first.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListMembershipsDocument, ({ memberships }) => memberships),
    /**
     * The same with what was paid and credited.
     *
     * For: admins of the organization, the vendor's agents.
     */
    payments: listOf(op.MembershipPaymentsDocument, ({ memberships }) => memberships),
    /**
     * The term that runs on a day; null when none does.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    running: ofOrganization(op.RunningMembershipDocument, ({ membership }) => membership),
    /**
     * What an offer costs, and whether it may be bought; null when there is no such organization.
     *
     * For: admins of the organization, the vendor's agents.
     */
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
    /**
     * Buys, renews or upgrades, for the total that was quoted.
     *
     * For: admins of the organization.
     */
    purchase: command(op.PurchaseMembershipDocument, 'membership'),
    /**
     * Gives a term back.
     *
     * For: admins of the organization that it belongs to, the vendor's agents.
     */
    refund: command(op.RefundMembershipDocument, 'membership', 'paidBack'),
    /**
     * Takes over a term of a programme that ran before.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordMembershipDocument, 'membership'),
  };
}
