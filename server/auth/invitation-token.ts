import { makeSecret } from './secret';

export function makeInvitationToken(): string {
  return makeSecret('lri_');
}
