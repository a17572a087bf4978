import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const UPDATE = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
  organization { id key name market country city description website languages version }
  refusals { code message path } } }`;

describe.each(DATABASES)('updateOrganization on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let boss: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    const ids = ['own', 'other', 'hostile', 'vendor', 'race', 'same', 'once', 'wrong', 'text'];
    await storeOrganizations(server.database, ...ids.map((id) => ({ id })));
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'member', { organizationId: 'own' });
    boss = await server.person('boss');
  });
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, UPDATE);
  const inputFor = (id: string, changes: object = {}, expectedVersion = 1) => ({
    organizationId: `org_${id}`,
    expectedVersion,
    ...changes,
  });

  it('lets an admin change the profile, and audits old and new values', async () => {
    const changes = {
      name: 'Nørdwind',
      city: 'Århus',
      website: 'https://nordwind.example',
      languages: ['DA', 'en'],
    };
    const payload = await send(inputFor('own', { ...changes, reason: 'We moved' }), boss);
    expect(payload.refusals).toEqual([]);
    expect(payload.organization).toEqual({
      id: 'org_own',
      key: 'own',
      market: 'DEVELOPED',
      country: 'DE',
      description: null,
      ...changes,
      languages: ['da', 'en'],
      version: 2,
    });
    expect(await auditOf(server, 'org_own')).toEqual([
      {
        command: 'updateOrganization',
        actor: 'person:boss',
        organizationId: 'own',
        reason: 'We moved',
        before: expect.objectContaining({ name: 'own', city: 'Bremen', version: 1 }),
        after: expect.objectContaining({
          name: 'Nørdwind',
          searchName: 'nordwind',
          city: 'Århus',
          version: 2,
        }),
      },
    ]);
    const emptied = await send(inputFor('own', { website: null, languages: [], description: null }, 2), boss);
    expect(emptied.organization).toMatchObject({
      website: null,
      languages: [],
      name: 'Nørdwind',
      version: 3,
    });
  });

  it('lets only agents change the market and the country', async () => {
    expect(await refused(inputFor('own', { market: 'DEVELOPING', country: 'DK' }, 3), boss)).toEqual([
      {
        code: 'INVALID',
        message:
          'Only an agent of the vendor may change the market, because sales thresholds depend on it. Leave it out.',
        path: ['input', 'market'],
      },
      {
        code: 'INVALID',
        message:
          'Only an agent of the vendor may change the country, because the market depends on it. Leave it out.',
        path: ['input', 'country'],
      },
    ]);
    const payload = await send(inputFor('vendor', { market: 'DEVELOPING', country: 'BR' }), agent);
    expect(payload.organization).toMatchObject({ market: 'DEVELOPING', country: 'BR', version: 2 });
  });

  it('is restricted to admins of the organization and agents, and hides whether an organization exists', async () => {
    for (const as of [
      boss,
      await server.person('member'),
      await server.person('keeper', ['programme-admin']),
    ]) {
      const other = await traces(inputFor('other', { name: 'Mine' }), 'org_other', as);
      expect(other.text).toContain('FORBIDDEN');
      expect(await traces(inputFor('nobody', { name: 'Mine' }), 'org_nobody', as)).toEqual(other);
    }
    expect(await refused(inputFor('own'), await server.person('member'))).toBe('FORBIDDEN');
    expect(await refused(inputFor('own'))).toBe('UNAUTHENTICATED');
    expect(await refused(inputFor('nobody'), agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
    expect(await auditOf(server, 'org_other')).toEqual([]);
  });

  it('reports every invalid argument, as a registration does', async () => {
    const wrong = {
      name: ' ',
      city: '',
      description: '\u0007',
      country: 'XX',
      website: 'javascript:alert(1)',
      languages: ['de', 'not a language'],
      reason: 'x'.repeat(1001),
    };
    const paths = (await refused(inputFor('wrong', wrong), agent)).map(({ path }: { path: string[] }) =>
      path.join('.'),
    );
    expect(paths).toEqual([
      'input.name',
      'input.city',
      'input.description',
      'input.country',
      'input.website',
      'input.languages.1',
      'input.reason',
    ]);
    expect(await refused(inputFor('wrong', { name: 'X' }, 2), agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedVersion'] },
    ]);
    expect(await auditOf(server, 'org_wrong')).toEqual([]);
  });

  it('is a no-op without a change', async () => {
    for (const changes of [{}, { name: 'same', city: 'Bremen', languages: ['de', 'en'], website: null }]) {
      expect((await send(inputFor('same', changes), agent)).organization.version).toBe(1);
    }
    expect(await auditOf(server, 'org_same')).toEqual([]);
  });

  it('stores free text unchanged', async () => {
    const changes = {
      name: HOSTILE_TEXT,
      city: `Saint-Louis-du-Ha! Ha! '"`,
      description: `${HOSTILE_TEXT}\n\t<b>`,
    };
    expect((await send(inputFor('hostile', changes), agent)).organization).toMatchObject(changes);
    const { body } = await server.ask(
      '{ organization(by: { id: "org_hostile" }) { name city description } }',
    );
    expect(body.data.organization).toEqual(changes);
  });

  it('accepts one of many concurrent changes of the same version', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send(inputFor('race', { city: `City ${i}` }), agent)),
    );
    expect(answers.filter(({ organization }) => organization !== null)).toHaveLength(1);
    expect(await auditOf(server, 'org_race')).toHaveLength(1);
  });

  it('changes an organization once with an idempotency key', async () => {
    const input = inputFor('once', { city: 'Oslo', idempotencyKey: 'once' });
    const first = await send(input, agent);
    expect(first.refusals).toEqual([]);
    expect(await send(input, agent)).toEqual(first);
    expect(await refused({ ...input, city: 'Bergen' }, agent)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    expect(await auditOf(server, 'org_once')).toHaveLength(1);
  });
});
