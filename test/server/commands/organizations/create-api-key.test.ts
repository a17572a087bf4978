import { describe, expect, it } from '@jest/globals';
import { hashSecret } from '../../../../server/auth/secret';
import { CREATE_API_KEY, apiKeyInput, keysOf } from '../../../support/api-keys';
import { DATABASES } from '../../../support/databases';
import { twoOrganizationsOn } from '../../../support/two-organizations';

describe.each(DATABASES)('createApiKey on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const create = keysOf(two);

  it('creates a key for an admin, shows its secret once and stores a hash', async () => {
    const { secret, apiKey, refusals } = await create({ expiresAt: '2027-01-01T00:00:00Z' });
    expect(refusals).toEqual([]);
    expect(apiKey).toEqual({
      id: expect.stringMatching(/^key_/),
      name: 'Nightly import',
      hint: secret.slice(0, 8),
      scopes: ['READ_ORGANIZATION'],
      expiresAt: '2027-01-01T00:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
    });
    const everything = JSON.stringify([
      await two.server.database.rows('SELECT * FROM api_key'),
      await two.server.database.rows('SELECT * FROM audit_entry'),
      await two.server.database.rows('SELECT * FROM answered_command'),
      two.server.log,
    ]);
    expect(everything).not.toContain(secret);
    expect(everything.split(hashSecret(secret))).toHaveLength(2);
  });

  it('reports every invalid argument in one answer', async () => {
    const refused = await create({ name: ' ', scopes: [], expiresAt: '2026-03-02T09:59:59Z' });
    expect(refused).toMatchObject({ secret: null, apiKey: null });
    expect(refused.refusals).toEqual([
      {
        code: 'INVALID',
        message: '"name" must not begin or end with a space, but is " ".',
        path: ['input', 'name'],
      },
      { code: 'INVALID', message: 'Give at least one scope.', path: ['input', 'scopes'] },
      {
        code: 'INVALID',
        message:
          'The API key cannot expire at 2026-03-02T09:59:59.000Z, which is in the past. Give a later time.',
        path: ['input', 'expiresAt'],
      },
    ]);
    const forbidden = await two.server.ask(CREATE_API_KEY, {
      variables: { input: apiKeyInput({ organizationId: 'org_other' }) },
      as: two.admin,
    });
    expect(forbidden.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const unknown = await create({ organizationId: 'org_nowhere' }, two.agent);
    expect(unknown.refusals).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'organizationId'] }]);
  });

  it('creates one API key per idempotency key, and repeats the answer without the secret', async () => {
    const first = await create({ idempotencyKey: 'k-1' });
    const repeat = await create({ idempotencyKey: 'k-1' });
    expect(repeat.apiKey).toEqual(first.apiKey);
    expect([typeof first.secret, repeat.secret]).toEqual(['string', null]);
    const changed = await create({ idempotencyKey: 'k-1', name: 'Another' });
    expect(changed.refusals).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
  });

  it('rejects an expiry beyond the calendar', async () => {
    const beyond = await two.server.ask(CREATE_API_KEY, {
      variables: { input: apiKeyInput({ expiresAt: '9999-12-31T23:59:59-14:00' }) },
      as: two.admin,
    });
    expect([beyond.status, beyond.body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});
