import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf } from '../verbs.ts';

export function affiliations(connection: Connection) {
  const { ask, command, list, listOf } = verbsOf(connection);
  return {
    /**
     * Who belongs, belonged and will belong to an organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListAffiliationsDocument, ({ affiliations }) => affiliations),
    /**
     * Where a person is, was and will be, oldest first.
     *
     * For: the person itself, the vendor's agents.
     */
    ofEmployee: (id: string, options?: ListOptions) =>
      list(op.AffiliationsOfEmployeeDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node.affiliations : null,
      ),
    /** Whether and when you may associate, and what that does to both organizations; null without an account. */
    preview: (organizationId: string, options?: CallOptions) =>
      ask(
        op.AssociationPreviewDocument,
        { organizationId },
        options,
        ({ viewer }) => viewer.employee?.associationPreview ?? null,
      ),
    /**
     * Joins an organization today, and leaves the one before it.
     *
     * For: anyone who has signed in.
     */
    associate: command(op.AssociateDocument, 'affiliation'),
    /**
     * Ends the affiliation of somebody who leaves.
     *
     * For: anyone who has signed in.
     */
    end: command(op.EndAffiliationDocument, 'affiliation'),
    /**
     * Makes a member an admin, or an admin a member.
     *
     * For: admins of the organization that it belongs to, the vendor's agents.
     */
    changeRole: command(op.ChangeAffiliationRoleDocument, 'affiliation'),
    /**
     * Takes over an affiliation from elsewhere.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordAffiliationDocument, 'affiliation'),
  };
}
