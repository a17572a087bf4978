import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '../../../../server/db/instant';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeApiKey, storeOrganizations, storePerson } from '../../../support/facts';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { startTestServer, type TestServer } from '../../../support/test-server';

const ROTATE = `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
  secret apiKey { id expiresAt } replaced { expiresAt } refusals { code message path } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
  apiKey { revokedAt } refusals { code message path } } }`;

const NOW = instant(new Date('2026-03-02T10:00:00.000Z'));
const LATER = instant(new Date('2026-03-02T11:00:00.000Z'));

describe.each(DATABASES)('the end of an API key on $name', (kind) => {
  let server: TestServer;
  let admin: string;
  let keys = 0;
  beforeAll(async () => {
    server = await startTestServer(kind, { clock: () => new Date('2026-03-02T10:00:00.000Z') });
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'admin', { organizationId: 'own', role: 'ADMIN' });
    admin = await server.person('admin');
  });
  afterAll(() => server.stop());
  const rotate = commandsOf(() => server, ROTATE);
  const revoke = commandsOf(() => server, REVOKE);
  const storeKey = async (changes: Partial<Parameters<typeof storeApiKey>[1]> = {}) => {
    const id = `key-${++keys}`;
    await storeApiKey(server.database, { id, organizationId: 'own', ...changes });
    return { apiKeyId: `key_${id}` };
  };

  it('is the instant of the revocation, even if the expiry is later', async () => {
    const key = await storeKey({ expiresAt: LATER });
    expect((await revoke.send(key, admin)).apiKey).toEqual({ revokedAt: '2026-03-02T10:00:00.000Z' });
    for (const command of [rotate, revoke]) {
      expect(await command.refused(key, admin)).toEqual([
        {
          code: 'ALREADY_ENDED',
          message:
            'The API key expired or was revoked at 2026-03-02T10:00:00.000Z. Create a new one instead.',
          path: ['input', 'apiKeyId'],
        },
      ]);
    }
  });

  it('is never postponed by a rotation', async () => {
    const key = await storeKey({ expiresAt: LATER });
    const { replaced } = await rotate.send({ ...key, graceHours: 24 }, admin);
    expect(replaced).toEqual({ expiresAt: '2026-03-02T11:00:00.000Z' });
    // The old key is unchanged, so there is no audit entry.
    expect(await auditOf(server, key.apiKeyId)).toEqual([]);
  });

  it('is audited with its old and new value', async () => {
    const key = await storeKey({ expiresAt: LATER });
    await revoke.send(key, admin);
    expect(await auditOf(server, key.apiKeyId)).toMatchObject([
      {
        command: 'revokeApiKey',
        before: { expiresAt: LATER, revokedAt: null },
        after: { expiresAt: LATER, revokedAt: NOW },
      },
    ]);
  });

  it('is set once by concurrent requests', async () => {
    for (const command of [revoke, rotate]) {
      const key = await storeKey();
      const refusals = await askDuringTransaction(
        server.database,
        (transaction) =>
          transaction.change('UPDATE api_key SET revokedAt = ? WHERE id = ?', [
            NOW,
            key.apiKeyId.slice('key_'.length),
          ]),
        () => command.refused(key, admin),
      );
      expect(refusals).toMatchObject([{ code: 'ALREADY_ENDED' }]);
    }
  });

  it('is set once by a repeated rotation, which does not return the secret again', async () => {
    const input = { ...(await storeKey()), idempotencyKey: 'r-1' };
    const first = await rotate.send(input, admin);
    expect([typeof first.secret, first.refusals]).toEqual(['string', []]);
    expect(await rotate.send(input, admin)).toEqual({ ...first, secret: null });
  });
});
