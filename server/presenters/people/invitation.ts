import { globalId } from '../../../schema/global-id';
import type { Invitation } from '../../../schema/people/invitation';
import type { InvitationRow } from '../../db/entities';
import { toDate } from '../../db/instant';

export type InvitationSource = Invitation & {
  readonly __typename: 'Invitation';
  readonly organizationId: string;
};

export function presentInvitation(row: InvitationRow): InvitationSource {
  return {
    __typename: 'Invitation',
    id: globalId('Invitation', row.id),
    organizationId: row.organizationId,
    name: row.name,
    role: row.role,
    createdAt: toDate(row.createdAt),
    expiresAt: toDate(row.expiresAt),
    acceptedAt: row.acceptedAt === null ? null : toDate(row.acceptedAt),
    revokedAt: row.revokedAt === null ? null : toDate(row.revokedAt),
  };
}
