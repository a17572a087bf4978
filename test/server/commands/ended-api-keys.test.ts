import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '../../../server/db/instant';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeApiKey, storeOrganizations, storePerson } from '../../support/facts';
import { askedMeanwhile } from '../../support/meanwhile';
import { startTestServer, type TestServer } from '../../support/test-server';

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
  const aKey = async (given: Partial<Parameters<typeof storeApiKey>[1]> = {}) => {
    const id = `key-${++keys}`;
    await storeApiKey(server.database, { id, organizationId: 'own', ...given });
    return { apiKeyId: `key_${id}` };
  };

  it('is the instant at which it was revoked, also where it would have expired later', async () => {
    const key = await aKey({ expiresAt: LATER });
    expect((await revoke.send(key, admin)).apiKey).toEqual({ revokedAt: '2026-03-02T10:00:00.000Z' });
    for (const command of [rotate, revoke]) {
      expect(await command.refused(key, admin)).toEqual([
        {
          code: 'ALREADY_ENDED',
          message: 'The API key ended at 2026-03-02T10:00:00.000Z. Make a new one instead.',
          path: ['input', 'apiKeyId'],
        },
      ]);
    }
  });

  it('does not move to a later instant when the key is rotated', async () => {
    const key = await aKey({ expiresAt: LATER });
    const { replaced } = await rotate.send({ ...key, graceHours: 24 }, admin);
    expect(replaced).toEqual({ expiresAt: '2026-03-02T11:00:00.000Z' });
    // Nothing has happened to the old key that the log could tell.
    expect(await auditOf(server, key.apiKeyId)).toEqual([]);
  });

  it('stands in the audit log as it was before and as it is now', async () => {
    const key = await aKey({ expiresAt: LATER });
    await revoke.send(key, admin);
    expect(await auditOf(server, key.apiKeyId)).toMatchObject([
      {
        command: 'revokeApiKey',
        before: { expiresAt: LATER, revokedAt: null },
        after: { expiresAt: LATER, revokedAt: NOW },
      },
    ]);
  });

  it('comes once, whoever ends it at the same time', async () => {
    for (const command of [revoke, rotate]) {
      const key = await aKey();
      const told = await askedMeanwhile(
        server.database,
        (transaction) =>
          transaction.change('UPDATE api_key SET revokedAt = ? WHERE id = ?', [
            NOW,
            key.apiKeyId.slice('key_'.length),
          ]),
        () => command.refused(key, admin),
      );
      expect(told).toMatchObject([{ code: 'ALREADY_ENDED' }]);
    }
  });

  it('is followed by one successor, whose secret a repeat of the rotation does not know', async () => {
    const input = { ...(await aKey()), idempotencyKey: 'r-1' };
    const first = await rotate.send(input, admin);
    expect([typeof first.secret, first.refusals]).toEqual(['string', []]);
    expect(await rotate.send(input, admin)).toEqual({ ...first, secret: null });
  });
});
