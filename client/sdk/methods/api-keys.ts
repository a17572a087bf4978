import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function apiKeys(connection: Connection) {
  const { command, listOf } = verbsOf(connection);
  return {
    /**
     * The API keys of an organization, newest first.
     *
     * For: admins of the organization, the vendor's agents.
     */
    list: listOf(op.ListApiKeysDocument, ({ apiKeys }) => apiKeys),
    /**
     * Makes an API key; its secret is told this once, and `SecretLost` thrown when it did not arrive.
     *
     * For: admins of the organization, the vendor's agents.
     */
    create: command(op.CreateApiKeyDocument, 'apiKey', 'secret'),
    /**
     * Replaces an API key as `create` makes one; the old one goes on for some hours.
     *
     * For: admins of the organization that it belongs to, the vendor's agents.
     */
    rotate: command(op.RotateApiKeyDocument, 'apiKey', 'secret', 'replaced'),
    /**
     * Ends an API key at once.
     *
     * For: admins of the organization that it belongs to, the vendor's agents.
     */
    revoke: command(op.RevokeApiKeyDocument, 'apiKey'),
  };
}
