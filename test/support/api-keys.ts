import { commandsOf, type AnyJson } from './commands';
import type { Answer } from './test-server';
import type { TwoOrganizations } from './two-organizations';

export const CREATE_API_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id name hint scopes expiresAt lastUsedAt revokedAt } refusals { code message path } } }`;
export const VIEWER_QUERY = '{ viewer { subject roles organization { key market } } }';

export const apiKeyInput = (fields: object = {}) => ({
  organizationId: 'org_own',
  name: 'Nightly import',
  scopes: ['READ_ORGANIZATION'],
  ...fields,
});

export const refusalsOf = ({ body }: Answer): unknown =>
  Object.values<{ refusals: unknown }>(body.data)[0]?.refusals;

export function keysOf(two: TwoOrganizations) {
  const { send } = commandsOf(() => two.server, CREATE_API_KEY);
  return (fields: object = {}, as = two.admin): Promise<AnyJson> => send(apiKeyInput(fields), as);
}
