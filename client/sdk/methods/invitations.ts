import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function invitations(connection: Connection) {
  const { command, listOf } = verbsOf(connection);
  return {
    /** The invitations to join an organization, newest first. */
    list: listOf(op.ListInvitationsDocument, ({ invitations }) => invitations),
    /** Invites somebody; the token is told this once, and `SecretLost` thrown when it did not arrive. */
    invite: command(op.InviteEmployeeDocument, 'invitation', 'token'),
    /** Takes an invitation back. */
    revoke: command(op.RevokeInvitationDocument, 'invitation'),
  };
}
