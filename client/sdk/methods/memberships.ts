import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function memberships(connection: Connection) {
  const { ask, command, listOf, ofOrganization } = methodHelpers(connection);
  return {
    /**
     * The membership terms of an organization, latest first.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListMembershipsDocument, ({ memberships }) => memberships),
    /**
     * The membership terms with the amounts paid and credited.
     *
     * For: admins of the organization, the vendor's agents.
     */
    payments: listOf(op.MembershipPaymentsDocument, ({ memberships }) => memberships),
    /**
     * The term that runs on a day; null when none is running.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    running: ofOrganization(op.RunningMembershipDocument, 'membership'),
    /**
     * The price of an offer, and whether it may be bought; null when the organization does not exist.
     *
     * For: admins of the organization, the vendor's agents.
     */
    quote: (
      id: string,
      offer: string,
      variables: OptionalVariables<op.MembershipQuoteQueryVariables, 'id' | 'offer'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.MembershipQuoteDocument,
        { id, offer, ...variables },
        options,
        ({ organization }) => organization?.membershipQuote ?? null,
      ),
    /**
     * Buys, renews or upgrades a membership for the quoted total.
     *
     * For: admins of the organization.
     */
    purchase: command(op.PurchaseMembershipDocument, 'membership'),
    /**
     * Refunds a term.
     *
     * For: admins of the organization concerned, the vendor's agents.
     */
    refund: command(op.RefundMembershipDocument, 'membership', 'paidBack'),
    /**
     * Records a term that is taken over from an existing programme.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordMembershipDocument, 'membership'),
  };
}
