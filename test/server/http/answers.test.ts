import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../server/limits/limits';
import { SQLITE } from '../../support/databases';
import { storeOrganizations } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const LONG = 'x'.repeat(9600);

describe('answers', () => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
    await storeOrganizations(
      server.database,
      ...Array.from({ length: 100 }, (_, n) => ({ id: `wordy-${n}`, description: LONG })),
      { id: 'terse' },
    );
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const nodes = (count: number, descriptions: number) => {
    const ids = Array.from({ length: count }, (_, n) => `org_wordy-${n}`);
    const fields = Array.from({ length: descriptions }, (_, i) => `a${i}: description`);
    return `{ nodes(ids: ${JSON.stringify(ids)}) { ... on Organization { ${fields.join(' ')} } } }`;
  };

  it.each(['first', 'known'])('of more than 8 MiB are refused (%s query)', async (when) => {
    const ids = Array.from({ length: 100 }, (_, n) => `org_wordy-${n}`);
    const fields = Array.from({ length: 15 }, (_, i) => `${when}${i}: description`);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ${fields.join(' ')} } } }`;
    if (when === 'known') await server.ask(query, { as: agent, variables: { ids: ids.slice(0, 1) } });
    const { status, body } = await server.ask(query, { as: agent, variables: { ids } });
    expect([status, body.data, body.errors[0].extensions.code]).toEqual([400, undefined, 'ANSWER_TOO_LARGE']);
    expect(body.errors[0].message).toBe(
      'The answer would be longer than 8,388,608 bytes. Ask for shorter lists or fewer fields.',
    );
  });

  it.each(['first', 'known'])('with long strings are charged by length (%s query)', async () => {
    const { body } = await server.ask(nodes(50, 10), { as: agent });
    const bytes = JSON.stringify({ data: body.data }).length;
    expect(bytes).toBeGreaterThan(LIMITS.answerBytes / 2);
    const { requested } = body.extensions.cost;
    expect(requested).toBeGreaterThanOrEqual(Math.floor(bytes / 1000));
    expect(requested).toBeLessThan(bytes / 1000 + 10);
  });

  it('are not charged for length that the price of their objects covers', async () => {
    const short = await server.ask('{ organizations(first: 20) { nodes { name } } }', { as: agent });
    const longer = await server.ask('{ organizations(first: 20) { nodes { name city country } } }', {
      as: agent,
    });
    expect(longer.body.extensions.cost.requested).toBe(short.body.extensions.cost.requested);
  });

  it('list at most 500 errors, and a query with more is refused', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `org_wordy-${n}`);
    const failing = (count: number) => {
      const fields = Array.from(
        { length: count },
        (_, i) => `a${i}: plan(level: GOLD, competency: "none") { credentials }`,
      );
      return server.ask(
        `{ nodes(ids: ${JSON.stringify(ids)}) { id ... on Organization { ${fields.join(' ')} } } }`,
        { as: agent },
      );
    };
    const failingFields = await failing(5);
    expect([failingFields.status, failingFields.body.errors.length]).toEqual([200, 500]);
    expect(failingFields.body.data.nodes).toHaveLength(100);
    const tooMany = await failing(6);
    expect([tooMany.status, tooMany.body.data]).toEqual([400, undefined]);
    expect(tooMany.body.errors).toMatchObject([
      {
        message: 'More than 500 fields have failed. Ask for less in one request.',
        extensions: { code: 'TOO_MANY_ERRORS' },
      },
    ]);
  });

  describe("that exceed the caller's points", () => {
    let poor: TestServer;
    let poorAgent: string;
    beforeEach(async () => {
      poor = await startTestServer(SQLITE, {
        config: { rateLimits: { anonymous: 300, person: 300, apiKey: 300, agent: 300 } },
      });
      await storeOrganizations(
        poor.database,
        ...Array.from({ length: 50 }, (_, n) => ({ id: `wordy-${n}`, description: LONG })),
      );
      poorAgent = await poor.person('agent', ['agent']);
    });
    afterEach(() => poor.stop());

    it('are refused as too large when a whole minute does not suffice', async () => {
      const { status, body } = await poor.ask(nodes(50, 2));
      expect([status, body.data, body.errors[0].extensions.code]).toEqual([
        400,
        undefined,
        'ANSWER_TOO_LARGE',
      ]);
      expect(body.errors[0].message).toContain('longer than 300,000 bytes');
    });

    it('are refused with 429 when the next minute suffices', async () => {
      expect((await poor.ask(nodes(20, 1))).status).toBe(200);
      const { status, headers, body } = await poor.ask(nodes(20, 1));
      expect([status, body.data, body.errors[0].extensions.code]).toEqual([429, undefined, 'RATE_LIMITED']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('are sent and charged by length when commands were carried out', async () => {
      const { status, body } = await poor.ask(
        `mutation { registerOrganization(input: {
          name: "Loud", country: "DE", city: "Kiel", market: DEVELOPED, languages: ["de"]
        }) { organization { key } query ${nodes(50, 2)} } }`,
        { as: poorAgent },
      );
      expect([status, body.errors]).toEqual([200, undefined]);
      const bytes = JSON.stringify({ data: body.data }).length;
      expect(body.extensions.cost).toMatchObject({
        requested: expect.closeTo(bytes / 1000, -1),
        remaining: 0,
      });
      expect((await poor.ask('{ viewer { roles } }', { as: poorAgent })).status).toBe(429);
    });
  });

  it('to several commands keep all results when one `query` field is too long', async () => {
    const command = (i: number) => `c${i}: registerOrganization(input: {
        name: "Loud ${i}", country: "DE", city: "Kiel", market: DEVELOPED, languages: ["de"]
      }) { organization { key } query ${nodes(100, 3)} }`;
    const { status, body } = await server.ask(
      `mutation { ${Array.from({ length: 3 }, (_, i) => command(i)).join(' ')} }`,
      { as: agent },
    );
    expect(status).toBe(200);
    for (let i = 0; i < 3; i++) expect(body.data[`c${i}`].organization.key).toBe(`loud-${i}`);
    const isLeft = Array.from({ length: 3 }, (_, i) => body.data[`c${i}`].query !== null);
    // Each query returns 2.9 MB.
    expect(isLeft).toEqual([true, true, false]);
    expect(body.errors).toMatchObject([{ path: ['c2', 'query'], extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  });

  it('that are too long state that the commands were carried out', async () => {
    const { body } = await server.ask(
      `mutation { registerOrganization(input: {
        name: "Loud", country: "DE", city: "Kiel", market: DEVELOPED, languages: ["de"]
      }) { organization { key } query ${nodes(100, 15)} } }`,
      { as: agent },
    );
    expect(body.errors[0]).toMatchObject({
      message: expect.stringContaining('The commands were carried out'),
      path: ['registerOrganization', 'query'],
      extensions: { code: 'ANSWER_TOO_LARGE' },
    });
    expect(body.data).toEqual({ registerOrganization: { organization: { key: 'loud' }, query: null } });
    const { body: found } = await server.ask('{ organization(by: { key: "loud" }) { name } }', { as: agent });
    expect(found.data.organization.name).toBe('Loud');
  });
});
