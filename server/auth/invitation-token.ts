import { makeSecret } from './secret';

/** Creates the single-use token of an invitation link. */
export function makeInvitationToken(): string {
  return makeSecret('lri_');
}
