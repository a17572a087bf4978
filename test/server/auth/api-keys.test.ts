import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { isWellFormedApiKey, makeApiKey } from '../../../server/auth/api-key-format';
import { CREATE_API_KEY, apiKeyInput, keysOf, VIEWER_QUERY } from '../../support/api-keys';
import { DATABASES } from '../../support/databases';
import { storeApiKey } from '../../support/facts';
import { twoOrganizationsOn } from '../../support/two-organizations';

describe('an API key', () => {
  it('has a prefix and a checksum', () => {
    const key = makeApiKey();
    expect(key).toMatch(/^lrl_[0-9A-Za-z]{38}$/);
    expect(isWellFormedApiKey(key)).toBe(true);
    const mistyped = `${key.slice(0, 10)}${key[10] === 'x' ? 'y' : 'x'}${key.slice(11)}`;
    expect(isWellFormedApiKey(mistyped)).toBe(false);
    expect(isWellFormedApiKey(key.slice(0, -1))).toBe(false);
    expect(new Set(Array.from({ length: 100 }, () => makeApiKey())).size).toBe(100);
  });
});

describe.each(DATABASES)('API keys on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const create = keysOf(two);

  it('act for their organization and show their last use', async () => {
    const { secret, apiKey } = await create();
    const { body } = await two.server.ask(VIEWER_QUERY, { as: `Bearer ${secret}` });
    expect(body.data.viewer).toEqual({
      subject: apiKey.id,
      roles: ['INTEGRATION'],
      organization: { key: 'own', market: 'DEVELOPED' },
    });
    const lastUse = async () => {
      const used = await two.server.ask(
        'query ($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt } } }',
        {
          variables: { id: apiKey.id },
          as: two.admin,
        },
      );
      return used.body.data.node.lastUsedAt;
    };
    // The last use is written in the background.
    while ((await lastUse()) === null) await pause(5);
    expect(await lastUse()).toBe('2026-03-02T10:00:00.000Z');
    const writes = async () => {
      await two.server.ask(VIEWER_QUERY, { as: `Bearer ${secret}` });
      return two.server.log.at(-1)?.['statements'];
    };
    expect(await writes()).toBe(2);
  });

  it('have no access to other organizations or admin fields', async () => {
    const { secret } = await create();
    const other = await two.server.ask('{ organization(by: { key: "other" }) { name market } }', {
      as: `Bearer ${secret}`,
    });
    expect(other.body.errors[0]).toMatchObject({
      message:
        "You may not use Organization.market. It is for: employees of the organization, admins of the organization, the vendor's agents and API keys of the organization with the scope READ_ORGANIZATION.",
      extensions: { code: 'FORBIDDEN' },
    });
    const keys = await two.server.ask(
      '{ organization(by: { key: "own" }) { apiKeys(first: 1) { totalCount } } }',
      {
        as: `Bearer ${secret}`,
      },
    );
    expect(keys.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const made = await two.server.ask(CREATE_API_KEY, {
      variables: { input: apiKeyInput() },
      as: `Bearer ${secret}`,
    });
    expect(made.body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('expire at the given instant', async () => {
    const { secret } = await create({ expiresAt: '2026-03-02T11:00:00.000Z' });
    const statusAt = async (at: string) => {
      two.clock = new Date(at);
      return (await two.server.ask(VIEWER_QUERY, { as: `Bearer ${secret}` })).status;
    };
    expect([await statusAt('2026-03-02T10:59:59.999Z'), await statusAt('2026-03-02T11:00:00.000Z')]).toEqual([
      200, 401,
    ]);
  });

  it('of a demonstration are refused by other servers', async () => {
    const secret = await storeApiKey(two.server.database, {
      id: 'demo-key',
      organizationId: 'own',
      origin: 'DEMO',
    });
    expect((await two.server.ask(VIEWER_QUERY, { as: `Bearer ${secret}` })).status).toBe(401);
  });
});
