import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firstLook } from '../../client/examples/first-look';
import { createClient, RequestFailed } from '../../client/sdk';
import { storeOrganizations } from '../support/facts';
import { DATABASES } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

describe.each(DATABASES)('the typed client on $name', (kind) => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    token = (await server.person('agent', ['agent'])).replace('Bearer ', '');
    await storeOrganizations(
      server.database,
      { id: 'o1', name: 'Alpha', city: 'Bonn' },
      { id: 'o2', name: 'Beta' },
    );
  });
  afterAll(() => server.stop());
  const client = (as?: string) =>
    createClient({ url: `${server.url}/graphql`, ...(as !== undefined && { token: as }) });

  it('answers the example', async () => {
    expect(await firstLook(`${server.url}/graphql`, token)).toEqual([
      '2 organizations, the first: Alpha (Bonn), Beta (Bremen)',
      'In mobility: Enterprise Mobility Management, Windows and Devices',
    ]);
  });

  it('finds, registers, and returns refusals as data', async () => {
    const input = { name: 'Gamma', market: 'DEVELOPING', country: 'KE', city: 'Nairobi' } as const;
    const { organization, refusals } = await client(token).organizations.register(input);
    expect([organization?.key, refusals]).toEqual(['gamma', []]);
    expect(await client().organizations.byKey('gamma')).toEqual(organization);
    expect(await client().organizations.byKey('delta')).toBeNull();
    const refused = await client(token).organizations.register({ ...input, city: '' });
    expect(refused).toMatchObject({
      organization: null,
      refusals: [{ code: 'INVALID', path: ['input', 'city'] }],
    });
  });

  it('throws what went wrong, with its code', async () => {
    const failure = await client()
      .organizations.page({ first: 1 })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RequestFailed);
    expect(failure).toMatchObject({ status: 200, code: 'UNAUTHENTICATED' });
    const expired = await client('nonsense')
      .competencies.list()
      .catch((error: unknown) => error);
    expect(expired).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('says the status when what answers is no GraphQL server', async () => {
    const elsewhere = createClient({ url: `${server.url}/graphiql` });
    await expect(elsewhere.competencies.list()).rejects.toThrow('The server answered with status 404.');
    const page = createClient({
      url: 'http://x',
      fetch: async () => new Response('<html>', { status: 502 }),
    });
    await expect(page.competencies.list()).rejects.toMatchObject({ status: 502, errors: [] });
  });
});
