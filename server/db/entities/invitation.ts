import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { id, instant, orNull, primaryId, text } from './columns';

/** An admin's invitation to join an organization. The token of its link is not stored. */
export interface InvitationRow {
  id: string;
  organizationId: string;
  name: string;
  role: 'MEMBER' | 'ADMIN';
  /** SHA-256 of the whole token, in hexadecimal. */
  hash: string;
  createdAt: Instant;
  createdBy: string;
  expiresAt: Instant;
  acceptedAt: Instant | null;
  acceptedBy: string | null;
  revokedAt: Instant | null;
}

export const InvitationTable = new EntitySchema<InvitationRow>({
  name: 'invitation',
  columns: {
    id: primaryId,
    organizationId: id,
    name: text(200),
    role: text(6),
    hash: text(64),
    createdAt: instant,
    createdBy: text(255),
    expiresAt: instant,
    acceptedAt: orNull(instant),
    acceptedBy: orNull(id),
    revokedAt: orNull(instant),
  },
  indices: [
    { name: 'invitation_hash', columns: ['hash'], unique: true },
    { name: 'invitation_organization', columns: ['organizationId', 'id'] },
  ],
  foreignKeys: [
    {
      name: 'invitation_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'invitation_accepted_by',
      target: 'employee',
      columnNames: ['acceptedBy'],
      referencedColumnNames: ['id'],
    },
  ],
});
