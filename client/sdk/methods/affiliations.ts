import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf } from '../verbs.ts';

export function affiliations(connection: Connection) {
  const { ask, command, list, listOf } = verbsOf(connection);
  return {
    /** Who belongs, belonged and will belong to an organization. */
    list: listOf(op.ListAffiliationsDocument, ({ affiliations }) => affiliations),
    /** Where a person is, was and will be, oldest first, for the person itself and agents. */
    ofEmployee: (id: string, options?: ListOptions) =>
      list(op.AffiliationsOfEmployeeDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node.affiliations : null,
      ),
    /** Whether, and from when on, whoever asks may associate with an organization; null without an account. */
    preview: (organizationId: string, options?: CallOptions) =>
      ask(
        op.AssociationPreviewDocument,
        { organizationId },
        options,
        ({ viewer }) => viewer.employee?.associationPreview ?? null,
      ),
    /** Joins an organization today, and leaves the one before it. */
    associate: command(op.AssociateDocument, 'affiliation'),
    /** Ends the affiliation of somebody who leaves. */
    end: command(op.EndAffiliationDocument, 'affiliation'),
    /** Makes a member an admin, or an admin a member. */
    changeRole: command(op.ChangeAffiliationRoleDocument, 'affiliation'),
    /** Takes over an affiliation from elsewhere. */
    record: command(op.RecordAffiliationDocument, 'affiliation'),
  };
}
