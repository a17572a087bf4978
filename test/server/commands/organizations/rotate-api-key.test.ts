import { describe, expect, it } from '@jest/globals';
import { keysOf, refusalsOf, VIEWER_QUERY } from '../../../support/api-keys';
import { DATABASES } from '../../../support/databases';
import { twoOrganizationsOn } from '../../../support/two-organizations';

const ROTATE = `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
  secret apiKey { id name scopes expiresAt } replaced { id expiresAt revokedAt } refusals { code message path } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { refusals { code } } }`;

describe.each(DATABASES)('rotateApiKey on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const create = keysOf(two);

  it('creates a successor with the same properties, and keeps the old key valid for the grace period', async () => {
    const old = await create({ expiresAt: '2027-01-01T00:00:00Z' });
    const { body } = await two.server.ask(ROTATE, {
      variables: { input: { apiKeyId: old.apiKey.id, graceHours: 2 } },
      as: two.admin,
    });
    const { secret, apiKey, replaced, refusals } = body.data.rotateApiKey;
    expect(refusals).toEqual([]);
    expect(apiKey).toMatchObject({
      name: 'Nightly import',
      scopes: ['READ_ORGANIZATION'],
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
    expect(replaced).toEqual({ id: old.apiKey.id, expiresAt: '2026-03-02T12:00:00.000Z', revokedAt: null });
    const status = async (key: string) =>
      (await two.server.ask(VIEWER_QUERY, { as: `Bearer ${key}` })).status;
    expect([await status(old.secret), await status(secret)]).toEqual([200, 200]);
    two.clock = new Date('2026-03-02T12:00:00.000Z');
    expect([await status(old.secret), await status(secret)]).toEqual([401, 200]);
    const again = await two.server.ask(ROTATE, {
      variables: { input: { apiKeyId: old.apiKey.id } },
      as: two.admin,
    });
    expect(refusalsOf(again)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The API key expired or was revoked at 2026-03-02T12:00:00.000Z. Create a new one instead.',
        path: ['input', 'apiKeyId'],
      },
    ]);
  });

  it('gives a second successor the original expiry of the key after the first successor was revoked', async () => {
    for (const expiresAt of [null, '2027-01-01T00:00:00.000Z']) {
      const { apiKey } = await create({ expiresAt });
      const rotate = async () => {
        const variables = { input: { apiKeyId: apiKey.id, graceHours: 2 } };
        const { body } = await two.server.ask(ROTATE, { variables, as: two.admin });
        return body.data.rotateApiKey;
      };
      const lost = await rotate();
      await two.server.ask(REVOKE, { variables: { input: { apiKeyId: lost.apiKey.id } }, as: two.admin });
      const { apiKey: successor, replaced, refusals } = await rotate();
      expect([successor.expiresAt, replaced.expiresAt, refusals]).toEqual([
        expiresAt,
        '2026-03-02T12:00:00.000Z',
        [],
      ]);
    }
  });
});
