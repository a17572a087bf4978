import { makeSecret } from './secret';

/** The token of an invitation's link: whoever has it may use it, once. */
export function makeInvitationToken(): string {
  return makeSecret('lri_');
}
