import { makeSecret } from './secret';

/** Creates the token of an invitation link. Its bearer may use it once. */
export function makeInvitationToken(): string {
  return makeSecret('lri_');
}
