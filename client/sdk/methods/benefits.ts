import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function benefits(connection: Connection) {
  const { ask, command, list, ofOrganization } = verbsOf(connection);
  return {
    /** What members receive, by level and competency. */
    list: (variables: op.BenefitsQueryVariables = {}, options?: CallOptions) =>
      ask(op.BenefitsDocument, variables, options, ({ benefits }) => benefits),
    /** What another level of membership gives more, or less. */
    difference: (variables: op.BenefitDifferenceQueryVariables, options?: CallOptions) =>
      ask(op.BenefitDifferenceDocument, variables, options, ({ benefitDifference }) => benefitDifference),
    /**
     * What an organization may use, and what is left of it; null when there is no such organization.
     *
     * For: admins of the organization, the vendor's agents.
     */
    ofOrganization: ofOrganization(op.BenefitsOfOrganizationDocument, ({ benefits }) => benefits),
    /**
     * What an organization has used, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    redemptions: (
      id: string,
      variables: Beside<op.ListBenefitRedemptionsQueryVariables, 'id'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.ListBenefitRedemptionsDocument,
        { id, ...variables },
        options,
        ({ organization }) => organization?.benefitRedemptions,
      ),
    /**
     * Uses some of a benefit.
     *
     * For: admins of the organization, the vendor's agents.
     */
    redeem: command(op.RedeemBenefitDocument, 'redemption'),
  };
}
