import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { isWellFormed, makeApiKey } from '../../../server/auth/api-key';
import { hashOf } from '../../../server/auth/secret';
import { storeApiKey, storeOrganizations, storePerson } from '../../support/facts';
import { DATABASES } from '../../support/databases';
import { startTestServer, type Answer, type TestServer } from '../../support/test-server';

const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id name hint scopes expiresAt lastUsedAt revokedAt } refusals { code message path } } }`;
const ROTATE = `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
  secret apiKey { id name scopes expiresAt } replaced { id expiresAt revokedAt } refusals { code message path } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
  apiKey { id revokedAt } refusals { code message path } } }`;
const WHO = '{ viewer { subject roles organization { key market } } }';

describe('the form of an API key', () => {
  it('is told by its prefix and its checksum', () => {
    const key = makeApiKey();
    expect(key).toMatch(/^lrl_[0-9A-Za-z]{38}$/);
    expect(isWellFormed(key)).toBe(true);
    const mistyped = `${key.slice(0, 10)}${key[10] === 'x' ? 'y' : 'x'}${key.slice(11)}`;
    expect(isWellFormed(mistyped)).toBe(false);
    expect(isWellFormed(key.slice(0, -1))).toBe(false);
    expect(new Set(Array.from({ length: 100 }, () => makeApiKey())).size).toBe(100);
  });
});

describe.each(DATABASES)('API keys on $name', (kind) => {
  let server: TestServer;
  let admin: string;
  let otherAdmin: string;
  let member: string;
  let agent: string;
  let clock = new Date('2026-03-02T10:00:00.000Z');

  beforeAll(async () => {
    server = await startTestServer(kind, { clock: () => clock });
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'admin', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'otherAdmin', { organizationId: 'other', role: 'ADMIN' });
    await storePerson(server.database, 'member', { organizationId: 'own' });
    [admin, otherAdmin, member, agent] = await Promise.all([
      server.person('admin'),
      server.person('otherAdmin'),
      server.person('member'),
      server.person('agent', ['agent']),
    ]);
  });
  afterAll(() => server.stop());

  const input = (given: object = {}) => ({
    organizationId: 'org_own',
    name: 'Nightly import',
    scopes: ['READ_ORGANIZATION'],
    ...given,
  });
  const create = async (given: object = {}, as = admin) =>
    (await server.ask(CREATE, { variables: { input: input(given) }, as })).body.data.createApiKey;
  const refusalsOf = ({ body }: Answer): unknown =>
    Object.values<{ refusals: unknown }>(body.data)[0]?.refusals;

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
      await server.database.rows('SELECT * FROM api_key'),
      await server.database.rows('SELECT * FROM audit_entry'),
      await server.database.rows('SELECT * FROM answered_command'),
      server.log,
    ]);
    expect(everything).not.toContain(secret);
    expect(everything.split(hashOf(secret))).toHaveLength(2);
  });

  it('act for their organization, and say when they were last used', async () => {
    const { secret, apiKey } = await create();
    const { body } = await server.ask(WHO, { as: `Bearer ${secret}` });
    expect(body.data.viewer).toEqual({
      subject: apiKey.id,
      roles: ['INTEGRATION'],
      organization: { key: 'own', market: 'DEVELOPED' },
    });
    const lastUse = async () => {
      const used = await server.ask('query ($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt } } }', {
        variables: { id: apiKey.id },
        as: admin,
      });
      return used.body.data.node.lastUsedAt;
    };
    // It is written beside the answer.
    while ((await lastUse()) === null) await pause(5);
    expect(await lastUse()).toBe('2026-03-02T10:00:00.000Z');
    const writes = async () => {
      await server.ask(WHO, { as: `Bearer ${secret}` });
      return server.log.at(-1)?.['statements'];
    };
    expect(await writes()).toBe(2);
  });

  it('open nothing of another organization, nor what needs an admin', async () => {
    const { secret } = await create();
    const other = await server.ask('{ organization(key: "other") { name market } }', {
      as: `Bearer ${secret}`,
    });
    expect(other.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const keys = await server.ask('{ organization(key: "own") { apiKeys(first: 1) { totalCount } } }', {
      as: `Bearer ${secret}`,
    });
    expect(keys.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const made = await server.ask(CREATE, { variables: { input: input() }, as: `Bearer ${secret}` });
    expect(made.body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('end on the instant that was set', async () => {
    clock = new Date('2026-03-02T10:00:00.000Z');
    const { secret } = await create({ expiresAt: '2026-03-02T11:00:00.000Z' });
    const statusAt = async (at: string) => {
      clock = new Date(at);
      return (await server.ask(WHO, { as: `Bearer ${secret}` })).status;
    };
    expect([await statusAt('2026-03-02T10:59:59.999Z'), await statusAt('2026-03-02T11:00:00.000Z')]).toEqual([
      200, 401,
    ]);
    clock = new Date('2026-03-02T10:00:00.000Z');
  });

  it('are rotated: the old one goes on for the hours of grace, the new one is as the old one was', async () => {
    const old = await create({ expiresAt: '2027-01-01T00:00:00Z' });
    const { body } = await server.ask(ROTATE, {
      variables: { input: { apiKeyId: old.apiKey.id, graceHours: 2 } },
      as: admin,
    });
    const { secret, apiKey, replaced, refusals } = body.data.rotateApiKey;
    expect(refusals).toEqual([]);
    expect(apiKey).toMatchObject({
      name: 'Nightly import',
      scopes: ['READ_ORGANIZATION'],
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
    expect(replaced).toEqual({ id: old.apiKey.id, expiresAt: '2026-03-02T12:00:00.000Z', revokedAt: null });
    const status = async (key: string) => (await server.ask(WHO, { as: `Bearer ${key}` })).status;
    expect([await status(old.secret), await status(secret)]).toEqual([200, 200]);
    clock = new Date('2026-03-02T12:00:00.000Z');
    expect([await status(old.secret), await status(secret)]).toEqual([401, 200]);
    const again = await server.ask(ROTATE, { variables: { input: { apiKeyId: old.apiKey.id } }, as: admin });
    expect(refusalsOf(again)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The API key ended at 2026-03-02T12:00:00.000Z. Make a new one instead.',
        path: ['input', 'apiKeyId'],
      },
    ]);
    clock = new Date('2026-03-02T10:00:00.000Z');
  });

  it('are rotated anew, with the same end, where the secret of the successor was lost', async () => {
    for (const expiresAt of [null, '2027-01-01T00:00:00.000Z']) {
      const { apiKey } = await create({ expiresAt });
      const rotate = async () => {
        const variables = { input: { apiKeyId: apiKey.id, graceHours: 2 } };
        const { body } = await server.ask(ROTATE, { variables, as: admin });
        return body.data.rotateApiKey;
      };
      const lost = await rotate();
      await server.ask(REVOKE, { variables: { input: { apiKeyId: lost.apiKey.id } }, as: admin });
      const { apiKey: successor, replaced, refusals } = await rotate();
      expect([successor.expiresAt, replaced.expiresAt, refusals]).toEqual([
        expiresAt,
        '2026-03-02T12:00:00.000Z',
        [],
      ]);
    }
  });

  it('are revoked at once, by whoever may', async () => {
    const { secret, apiKey } = await create();
    const revoke = (as: string) => server.ask(REVOKE, { variables: { input: { apiKeyId: apiKey.id } }, as });
    expect(refusalsOf(await revoke(otherAdmin))).toEqual([
      {
        code: 'NOT_FOUND',
        message: `There is no API key with the id "${apiKey.id}".`,
        path: ['input', 'apiKeyId'],
      },
    ]);
    expect((await revoke(member)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await revoke(agent)).body.data.revokeApiKey).toEqual({
      apiKey: { id: apiKey.id, revokedAt: '2026-03-02T10:00:00.000Z' },
      refusals: [],
    });
    const { status, body } = await server.ask(WHO, { as: `Bearer ${secret}` });
    expect([status, body.errors[0].message]).toEqual([
      401,
      'The API key opens nothing: it is unknown, expired or revoked. Ask an admin for a new one.',
    ]);
    expect(refusalsOf(await revoke(admin))).toMatchObject([{ code: 'ALREADY_ENDED' }]);
  });

  it('of others and of nobody are refused alike, by the same statements', async () => {
    const { apiKey } = await create({ organizationId: 'org_other' }, otherAdmin);
    const told = async (id: string) => {
      const { body } = await server.ask(REVOKE, { variables: { input: { apiKeyId: id } }, as: admin });
      return [JSON.stringify(body).replaceAll(id, 'ID'), server.log.at(-1)?.['statements']];
    };
    const unknown = await told('key_019a0000-0000-7000-8000-000000000000');
    // The points that are left differ with every request.
    const plain = ([text, statements]: unknown[]) => [
      String(text).replace(/"remaining":\d+,"resetsInSeconds":\d+/, ''),
      statements,
    ];
    expect(plain(await told(apiKey.id))).toEqual(plain(unknown));
    const nodes = await server.ask('query ($id: ID!) { node(id: $id) { id } }', {
      variables: { id: apiKey.id },
      as: admin,
    });
    expect(nodes.body.data.node).toBeNull();
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
    const elsewhere = await server.ask(CREATE, {
      variables: { input: input({ organizationId: 'org_other' }) },
      as: admin,
    });
    expect(elsewhere.body.errors[0].extensions.code).toBe('FORBIDDEN');
    const nowhere = await create({ organizationId: 'org_nowhere' }, agent);
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

  it('are not shown to who has moved to another organization, also not as the answer to a repeat', async () => {
    await storePerson(server.database, 'mover', { organizationId: 'own', role: 'ADMIN' });
    const mover = await server.person('mover');
    const made = await create({ idempotencyKey: 'mv-1' }, mover);
    const revoke = () =>
      server.ask(REVOKE, {
        variables: { input: { apiKeyId: made.apiKey.id, idempotencyKey: 'mv' } },
        as: mover,
      });
    expect((await revoke()).body.data.revokeApiKey.apiKey.id).toBe(made.apiKey.id);
    await server.database.transaction((transaction) =>
      transaction.change("UPDATE affiliation SET organizationId = 'other' WHERE employeeId = 'mover'"),
    );
    const repeat = await revoke();
    expect(repeat.body.data.revokeApiKey.apiKey).toBeNull();
    expect(refusalsOf(repeat)).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('end within the calendar', async () => {
    const beyond = await server.ask(CREATE, {
      variables: { input: input({ expiresAt: '9999-12-31T23:59:59-14:00' }) },
      as: admin,
    });
    expect([beyond.status, beyond.body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('of a demonstration open nothing outside of one', async () => {
    const secret = await storeApiKey(server.database, {
      id: 'demo-key',
      organizationId: 'own',
      origin: 'DEMO',
    });
    expect((await server.ask(WHO, { as: `Bearer ${secret}` })).status).toBe(401);
  });
});
