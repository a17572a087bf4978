import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers } from '../method-helpers.ts';

export function affiliations(connection: Connection) {
  const { ask, command, list, listOf } = methodHelpers(connection);
  return {
    /**
     * The past, current and future affiliations with an organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListAffiliationsDocument, ({ affiliations }) => affiliations),
    /**
     * The past, current and future affiliations of a person, oldest first.
     *
     * For: the person concerned, the vendor's agents.
     */
    ofEmployee: (id: string, options?: ListOptions) =>
      list(op.AffiliationsOfEmployeeDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node.affiliations : null,
      ),
    /** Whether and when you may associate, and the effect on both organizations; null without an account. */
    preview: (organizationId: string, options?: CallOptions) =>
      ask(
        op.AssociationPreviewDocument,
        { organizationId },
        options,
        ({ viewer }) => viewer.employee?.associationPreview ?? null,
      ),
    /**
     * Affiliates you with an organization today and ends your previous affiliation.
     *
     * For: anyone who has signed in.
     */
    associate: command(op.AssociateDocument, 'affiliation'),
    /**
     * Ends an affiliation.
     *
     * For: anyone who has signed in.
     */
    end: command(op.EndAffiliationDocument, 'affiliation'),
    /**
     * Changes the role of a person between member and admin.
     *
     * For: admins of the organization concerned, the vendor's agents.
     */
    changeRole: command(op.ChangeAffiliationRoleDocument, 'affiliation'),
    /**
     * Records an affiliation that is taken over from an existing programme.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordAffiliationDocument, 'affiliation'),
  };
}
