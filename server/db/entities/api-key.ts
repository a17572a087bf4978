import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { id, instant, orNull, primaryId, text } from './columns';

/** An API key of an integration. The secret itself is not stored. */
export interface ApiKeyRow {
  id: string;
  organizationId: string;
  name: string;
  /** The first characters of the secret, by which people recognize their keys. */
  hint: string;
  /** SHA-256 of the whole secret, in hexadecimal. */
  hash: string;
  /** Scopes joined by commas. */
  scopes: string;
  /** A DEMO key works in demo mode only. */
  origin: 'ISSUED' | 'DEMO';
  createdAt: Instant;
  createdBy: string;
  expiresAt: Instant | null;
  /** The expiry set at creation. A rotated key can expire sooner; its successor expires at this instant. */
  ownEnd: Instant | null;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
}

export const ApiKeyTable = new EntitySchema<ApiKeyRow>({
  name: 'api_key',
  columns: {
    id: primaryId,
    organizationId: id,
    name: text(100),
    hint: text(20),
    hash: text(64),
    scopes: text(500),
    origin: text(6),
    createdAt: instant,
    createdBy: text(255),
    expiresAt: orNull(instant),
    ownEnd: orNull(instant),
    lastUsedAt: orNull(instant),
    revokedAt: orNull(instant),
  },
  indices: [
    { name: 'api_key_hash', columns: ['hash'], unique: true },
    { name: 'api_key_organization', columns: ['organizationId', 'id'] },
  ],
  foreignKeys: [
    {
      name: 'api_key_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
