import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../../../../server/rules';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeDemoCopies } from '../../../support/demo-copies';
import { refillAll } from '../../../support/refill-all';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

describe.each(DATABASES)('organizations on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeDemoCopies(server.database, day(TODAY), 1);
    await refillAll(server.database);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const ask = async (args: string, selection = 'nodes { key }', as = agent): Promise<AnyJson> => {
    const { body } = await server.ask(`{ organizations(${args}) { ${selection} } }`, { as });
    return body.data?.organizations ?? body.errors;
  };
  const keys = async (filter: string) => {
    const { nodes, totalCount } = await ask(`first: 100, ${filter}`, 'totalCount nodes { key }');
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ key }: { key: string }) => key);
  };

  it('are filtered by status and profile, consistently with their fields', async () => {
    const { nodes } = await ask(
      'first: 100',
      'nodes { key country market eligibleLevels membership: status { membershipLevel } competencies { key attainedLevel } }',
    );
    const expected = (matches: (organization: AnyJson) => boolean) =>
      nodes.filter(matches).map(({ key }: { key: string }) => key);
    const attained = ({ competencies }: AnyJson, levels: readonly string[]) =>
      competencies.some(
        ({ key, attainedLevel }: AnyJson) => key === 'devops' && levels.includes(attainedLevel),
      );
    const silver = expected((organization) => attained(organization, ['SILVER', 'GOLD']));
    const gold = expected((organization) => attained(organization, ['GOLD']));
    expect(gold.length).toBeGreaterThan(0);
    expect(silver.length).toBeGreaterThan(gold.length);
    expect(await keys('filter: { attained: { competency: "devops" } }')).toEqual(silver);
    expect(await keys('filter: { attained: { competency: "devops", atLeast: SILVER } }')).toEqual(silver);
    expect(await keys('filter: { attained: { competency: "devops", atLeast: GOLD } }')).toEqual(gold);
    const german = expected(
      (organization) => organization.country === 'DE' && attained(organization, ['SILVER', 'GOLD']),
    );
    expect(german.length).toBeGreaterThan(0);
    expect(await keys('filter: { attained: { competency: "devops" }, country: "DE" }')).toEqual(german);
    const buyers = expected(({ eligibleLevels }) => eligibleLevels.includes('GOLD'));
    expect(buyers.length).toBeGreaterThan(0);
    expect(await keys('filter: { eligibleLevel: GOLD, market: DEVELOPED }')).toEqual(
      buyers.filter((key: string) => expected(({ market }) => market === 'DEVELOPED').includes(key)),
    );
    const members = expected(({ membership }) => membership.membershipLevel === 'GOLD');
    expect(members.length).toBeGreaterThan(0);
    expect(await keys('filter: { membershipLevel: GOLD }')).toEqual(members);
  });

  it('include only members if sorted by renewal day, and equal organizationsAtRisk if filtered by risk', async () => {
    const { body } = await server.ask(
      `{ organizations(first: 100, filter: { atRisk: true }, orderBy: RENEWAL_DAY) { nodes { key } }
         organizationsAtRisk(first: 100) { nodes { organization { key } renewalDay } } }`,
      { as: agent },
    );
    const atRisk = body.data.organizationsAtRisk.nodes;
    expect(atRisk.length).toBeGreaterThan(3);
    expect(body.data.organizations.nodes).toEqual(atRisk.map(({ organization }: AnyJson) => organization));
    const days = atRisk.map(({ renewalDay }: AnyJson) => renewalDay);
    expect(days).toEqual(days.toSorted());
    const safe = await keys('filter: { atRisk: false }, orderBy: RENEWAL_DAY');
    const members = await keys('orderBy: RENEWAL_DAY');
    expect([...safe, ...atRisk.map(({ organization }: AnyJson) => organization.key)].sort()).toEqual(
      members.toSorted(),
    );
  });

  it('are filtered as of any day', async () => {
    const on = async (day: string) => keys(`on: "${day}", filter: { membershipLevel: GOLD }`);
    const now = await keys('filter: { membershipLevel: GOLD }');
    expect(await on(TODAY)).toEqual(now);
    expect(await on('1999-01-01')).toEqual([]);
    expect(await on('2025-09-01')).not.toEqual(now);
  });

  it('take two statements: the caller, and the page with the state of its spans', async () => {
    for (const filter of [
      '{ attained: { competency: "devops" } }',
      '{ displayed: { competency: "devops" }, atRisk: true, country: "DE", market: DEVELOPED }',
      '{ eligibleLevel: GOLD, membershipLevel: SILVER, renewal: { until: "2030-01-01" } }',
    ]) {
      await ask(`first: 20, filter: ${filter}`);
      expect([filter, server.log.at(-1)?.['statements']]).toEqual([filter, 2]);
    }
  });

  it('refuse a filter that no organization can match', async () => {
    expect(await ask('first: 1, filter: { attained: { competency: "devop" } }')).toMatchObject([
      {
        message: 'The catalogue has no competency "devop". Did you mean "devops"?',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    const noCountry = '"XX" is not an ISO 3166-1 country code. Give a code such as "DE".';
    for (const [filter, message] of [
      ['filter: { country: "XX" }', noCountry],
      ['filter: { country: "de" }', '"de" is not an ISO 3166-1 country code. Did you mean "DE"?'],
      [
        'filter: { country: "Germany" }',
        '"Germany" is not an ISO 3166-1 country code. Give a code such as "DE".',
      ],
      ['filter: { country: "" }', '"" is not an ISO 3166-1 country code. Give a code such as "DE".'],
      [
        'filter: { renewal: { from: "2026-06-01", until: "2026-06-01" } }',
        '"until" must be after 2026-06-01, but is "2026-06-01".',
      ],
    ]) {
      expect(await ask(`first: 1, ${filter}`)).toMatchObject([
        { message, extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
    const { endCursor } = (await ask('first: 1', 'pageInfo { endCursor }')).pageInfo;
    // A cursor is valid only for the order of its list.
    expect(await ask(`first: 1, after: "${endCursor}", orderBy: RENEWAL_DAY`)).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('are restricted to agents', async () => {
    const person = await server.person('boss');
    expect(await ask('first: 1, filter: { atRisk: true }', 'totalCount', person)).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });
});
