import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function invitations(connection: Connection) {
  const { command, listOf } = methodHelpers(connection);
  return {
    /**
     * The invitations to join an organization, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    list: listOf(op.ListInvitationsDocument, ({ invitations }) => invitations),
    /**
     * Invites a person. The token is returned only once; `SecretLost` is thrown when it was lost.
     *
     * For: admins of the organization, the vendor's agents.
     */
    invite: command(op.InviteEmployeeDocument, 'invitation', 'token'),
    /**
     * Revokes an invitation.
     *
     * For: admins of the organization concerned, the vendor's agents.
     */
    revoke: command(op.RevokeInvitationDocument, 'invitation'),
  };
}
