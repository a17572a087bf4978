import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function apiKeys(connection: Connection) {
  const { command, listOf } = methodHelpers(connection);
  return {
    /**
     * The API keys of an organization, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    list: listOf(op.ListApiKeysDocument, ({ apiKeys }) => apiKeys),
    /**
     * Creates an API key. Its secret is returned only once; `SecretLost` is thrown when it was lost.
     *
     * For: admins of the organization, the vendor's agents.
     */
    create: command(op.CreateApiKeyDocument, 'apiKey', 'secret'),
    /**
     * Replaces an API key with a new one, as `create` does. The old key keeps working for some hours.
     *
     * For: admins of the organization concerned, the vendor's agents.
     */
    rotate: command(op.RotateApiKeyDocument, 'apiKey', 'secret', 'replaced'),
    /**
     * Revokes an API key immediately.
     *
     * For: admins of the organization concerned, the vendor's agents.
     */
    revoke: command(op.RevokeApiKeyDocument, 'apiKey'),
  };
}
