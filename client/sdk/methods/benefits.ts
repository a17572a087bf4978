import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function benefits(connection: Connection) {
  const { ask, command, list, ofOrganization } = methodHelpers(connection);
  return {
    /** The benefits that members receive, by level and competency. */
    list: (variables: op.BenefitsQueryVariables = {}, options?: CallOptions) =>
      ask(op.BenefitsDocument, variables, options, ({ benefits }) => benefits),
    /** The differences in benefits between two membership levels. */
    difference: (variables: op.BenefitDifferenceQueryVariables, options?: CallOptions) =>
      ask(op.BenefitDifferenceDocument, variables, options, ({ benefitDifference }) => benefitDifference),
    /**
     * The benefits of an organization with their remaining quantities; null when the organization does not exist.
     *
     * For: admins of the organization, the vendor's agents.
     */
    ofOrganization: ofOrganization(op.BenefitsOfOrganizationDocument, 'benefits'),
    /**
     * The benefits that an organization has used, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    redemptions: (
      id: string,
      variables: OptionalVariables<op.ListBenefitRedemptionsQueryVariables, 'id'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.ListBenefitRedemptionsDocument,
        { id, ...variables },
        options,
        ({ organization }) => organization?.benefitRedemptions,
      ),
    /**
     * Uses a quantity of a benefit.
     *
     * For: admins of the organization, the vendor's agents.
     */
    redeem: command(op.RedeemBenefitDocument, 'redemption'),
  };
}
