import { commandsOf, type Told } from './commands';
import type { Answer } from './test-server';
import type { TwoOrganizations } from './two-organizations';

export const CREATE_API_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id name hint scopes expiresAt lastUsedAt revokedAt } refusals { code message path } } }`;
export const WHO = '{ viewer { subject roles organization { key market } } }';

export const givenKey = (given: object = {}) => ({
  organizationId: 'org_own',
  name: 'Nightly import',
  scopes: ['READ_ORGANIZATION'],
  ...given,
});

export const refusalsOf = ({ body }: Answer): unknown =>
  Object.values<{ refusals: unknown }>(body.data)[0]?.refusals;

/** Makes a key, by the admin of `own` unless somebody else is named. */
export function keysOf(two: TwoOrganizations) {
  const { send } = commandsOf(() => two.server, CREATE_API_KEY);
  return (given: object = {}, as = two.admin): Promise<Told> => send(givenKey(given), as);
}
