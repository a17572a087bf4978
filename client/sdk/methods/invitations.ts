import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function invitations(connection: Connection) {
  const { command, listOf } = verbsOf(connection);
  return {
    /**
     * The invitations to join an organization, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    list: listOf(op.ListInvitationsDocument, ({ invitations }) => invitations),
    /**
     * Invites somebody; the token is told this once, and `SecretLost` thrown when it did not arrive.
     *
     * For: admins of the organization, the vendor's agents.
     */
    invite: command(op.InviteEmployeeDocument, 'invitation', 'token'),
    /**
     * Takes an invitation back.
     *
     * For: admins of the organization that it belongs to, the vendor's agents.
     */
    revoke: command(op.RevokeInvitationDocument, 'invitation'),
  };
}
