import { describe, expect, it } from '@jest/globals';
import { keysOf, refusalsOf, VIEWER_QUERY } from '../../../support/api-keys';
import { DATABASES } from '../../../support/databases';
import { storePerson } from '../../../support/facts';
import { twoOrganizationsOn } from '../../../support/two-organizations';

const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
  apiKey { id revokedAt } refusals { code message path } } }`;

describe.each(DATABASES)('revokeApiKey on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const create = keysOf(two);

  it('lets only callers with access revoke a key, with immediate effect', async () => {
    const { secret, apiKey } = await create();
    const revoke = (as: string) =>
      two.server.ask(REVOKE, { variables: { input: { apiKeyId: apiKey.id } }, as });
    expect(refusalsOf(await revoke(two.otherAdmin))).toEqual([
      {
        code: 'NOT_FOUND',
        message: `There is no API key with the id "${apiKey.id}".`,
        path: ['input', 'apiKeyId'],
      },
    ]);
    expect((await revoke(two.member)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await revoke(two.agent)).body.data.revokeApiKey).toEqual({
      apiKey: { id: apiKey.id, revokedAt: '2026-03-02T10:00:00.000Z' },
      refusals: [],
    });
    const { status, body } = await two.server.ask(VIEWER_QUERY, { as: `Bearer ${secret}` });
    expect([status, body.errors[0].message]).toEqual([
      401,
      'The API key is not valid: it is unknown, expired or revoked. Ask an admin for a new one.',
    ]);
    expect(refusalsOf(await revoke(two.admin))).toMatchObject([{ code: 'ALREADY_ENDED' }]);
  });

  it("refuses another organization's key exactly like an unknown one, in the same number of statements", async () => {
    const { apiKey } = await create({ organizationId: 'org_other' }, two.otherAdmin);
    const answerTo = async (id: string) => {
      const { body } = await two.server.ask(REVOKE, {
        variables: { input: { apiKeyId: id } },
        as: two.admin,
      });
      return [JSON.stringify(body).replaceAll(id, 'ID'), two.server.log.at(-1)?.['statements']];
    };
    const unknown = await answerTo('key_019a0000-0000-7000-8000-000000000000');
    // The remaining points differ between requests.
    const withoutPoints = ([text, statements]: unknown[]) => [
      String(text).replace(/"remaining":\d+,"resetsInSeconds":\d+/, ''),
      statements,
    ];
    expect(withoutPoints(await answerTo(apiKey.id))).toEqual(withoutPoints(unknown));
    const nodes = await two.server.ask('query ($id: ID!) { node(id: $id) { id } }', {
      variables: { id: apiKey.id },
      as: two.admin,
    });
    expect(nodes.body.data.node).toBeNull();
  });

  it('hides a key from a caller who has changed organization, even in a repeated answer', async () => {
    await storePerson(two.server.database, 'mover', { organizationId: 'own', role: 'ADMIN' });
    const mover = await two.server.person('mover');
    const created = await create({ idempotencyKey: 'mv-1' }, mover);
    const revoke = () =>
      two.server.ask(REVOKE, {
        variables: { input: { apiKeyId: created.apiKey.id, idempotencyKey: 'mv' } },
        as: mover,
      });
    expect((await revoke()).body.data.revokeApiKey.apiKey.id).toBe(created.apiKey.id);
    await two.server.database.transaction((transaction) =>
      transaction.change("UPDATE affiliation SET organizationId = 'other' WHERE employeeId = 'mover'"),
    );
    const repeat = await revoke();
    expect(repeat.body.data.revokeApiKey.apiKey).toBeNull();
    expect(refusalsOf(repeat)).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});
