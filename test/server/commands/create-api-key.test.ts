import { describe, expect, it } from '@jest/globals';
import { hashOf } from '../../../server/auth/secret';
import { CREATE_API_KEY, givenKey, keysOf } from '../../support/api-keys';
import { DATABASES } from '../../support/databases';
import { twoOrganizationsOn } from '../../support/two-organizations';

describe.each(DATABASES)('API keys on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const create = keysOf(two);

  it('are made by an admin, shown once and stored as a hash', async () => {
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
    expect(everything.split(hashOf(secret))).toHaveLength(2);
  });

  it('are refused with all that is wrong at once', async () => {
    const refused = await create({ name: ' ', scopes: [], expiresAt: '2026-03-02T09:59:59Z' });
    expect(refused).toMatchObject({ secret: null, apiKey: null });
    expect(refused.refusals).toEqual([
      {
        code: 'INVALID',
        message: 'The name " " must not begin or end with a space.',
        path: ['input', 'name'],
      },
      { code: 'INVALID', message: 'Name at least one scope.', path: ['input', 'scopes'] },
      {
        code: 'INVALID',
        message: 'The key would end at 2026-03-02T09:59:59.000Z, which has passed. Name a later instant.',
        path: ['input', 'expiresAt'],
      },
    ]);
    const elsewhere = await two.server.ask(CREATE_API_KEY, {
      variables: { input: givenKey({ organizationId: 'org_other' }) },
      as: two.admin,
    });
    expect(elsewhere.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const nowhere = await create({ organizationId: 'org_nowhere' }, two.agent);
    expect(nowhere.refusals).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'organizationId'] }]);
  });

  it('are made once under one idempotency key; the repeat shows the key, but not its secret', async () => {
    const first = await create({ idempotencyKey: 'k-1' });
    const repeat = await create({ idempotencyKey: 'k-1' });
    expect(repeat.apiKey).toEqual(first.apiKey);
    expect([typeof first.secret, repeat.secret]).toEqual(['string', null]);
    const changed = await create({ idempotencyKey: 'k-1', name: 'Another' });
    expect(changed.refusals).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
  });

  it('end within the calendar', async () => {
    const beyond = await two.server.ask(CREATE_API_KEY, {
      variables: { input: givenKey({ expiresAt: '9999-12-31T23:59:59-14:00' }) },
      as: two.admin,
    });
    expect([beyond.status, beyond.body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});
