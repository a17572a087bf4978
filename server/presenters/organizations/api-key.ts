import type { ApiKey } from '../../../schema/organizations/api-key';
import type { Scope } from '../../../schema/access';
import { globalId } from '../../../schema/global-id';
import type { ApiKeyRow } from '../../db/entities';
import { toDate } from '../../db/instant';

export type ApiKeySource = ApiKey & { readonly __typename: 'ApiKey'; readonly organizationId: string };

export function presentApiKey(row: ApiKeyRow): ApiKeySource {
  return {
    __typename: 'ApiKey',
    id: globalId('ApiKey', row.id),
    organizationId: row.organizationId,
    name: row.name,
    hint: row.hint,
    // Only this server's commands write the column, and they write only valid scopes.
    scopes: row.scopes.split(',') as Scope[],
    createdAt: toDate(row.createdAt),
    expiresAt: row.expiresAt === null ? null : toDate(row.expiresAt),
    lastUsedAt: row.lastUsedAt === null ? null : toDate(row.lastUsedAt),
    revokedAt: row.revokedAt === null ? null : toDate(row.revokedAt),
  };
}
