import { globalId } from '../../../schema/global-id';
import type { Invitation } from '../../../schema/people/invitation';
import type { InvitationRow } from '../../db/entities';
import { toDate } from '../../db/instant';

export function presentInvitation(row: InvitationRow): Invitation & { readonly __typename: 'Invitation' } {
  return {
    __typename: 'Invitation',
    id: globalId('Invitation', row.id),
    name: row.name,
    role: row.role,
    createdAt: toDate(row.createdAt),
    expiresAt: toDate(row.expiresAt),
    acceptedAt: row.acceptedAt === null ? null : toDate(row.acceptedAt),
  };
}
