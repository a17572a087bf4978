import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../../../server/rules';
import type { Told } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeDemoCopies } from '../../support/demo-copies';
import { refilled } from '../../support/refilled';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

describe.each(DATABASES)('organizations on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeDemoCopies(server.database, day(TODAY), 1);
    await refilled(server.database);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const ask = async (given: string, selection = 'nodes { key }', as = agent): Promise<Told> => {
    const { body } = await server.ask(`{ organizations(${given}) { ${selection} } }`, { as });
    return body.data?.organizations ?? body.errors;
  };
  const keys = async (given: string) => {
    const { nodes, totalCount } = await ask(`first: 100, ${given}`, 'totalCount nodes { key }');
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ key }: { key: string }) => key);
  };

  it('are found by what they have attained, show, may buy and are, each as they say of themselves', async () => {
    const { nodes } = await ask(
      'first: 100',
      'nodes { key country market eligibleLevels membership: status { membershipLevel } competencies { key attainedLevel } }',
    );
    const expected = (is: (organization: Told) => boolean) =>
      nodes.filter(is).map(({ key }: { key: string }) => key);
    const attained = ({ competencies }: Told, levels: readonly string[]) =>
      competencies.some(({ key, attainedLevel }: Told) => key === 'devops' && levels.includes(attainedLevel));
    const silver = expected((one) => attained(one, ['SILVER', 'GOLD']));
    const gold = expected((one) => attained(one, ['GOLD']));
    expect(gold.length).toBeGreaterThan(0);
    expect(silver.length).toBeGreaterThan(gold.length);
    expect(await keys('filter: { attained: { competency: "devops" } }')).toEqual(silver);
    expect(await keys('filter: { attained: { competency: "devops", atLeast: SILVER } }')).toEqual(silver);
    expect(await keys('filter: { attained: { competency: "devops", atLeast: GOLD } }')).toEqual(gold);
    const german = expected(({ country, ...one }) => country === 'DE' && attained(one, ['SILVER', 'GOLD']));
    expect(german.length).toBeGreaterThan(0);
    for (const given of [
      'country: "DE", filter: { attained: { competency: "devops" } }',
      'filter: { attained: { competency: "devops" }, country: "DE" }',
      'country: "DE", filter: { attained: { competency: "devops" }, country: "DE" }',
    ]) {
      expect(await keys(given)).toEqual(german);
    }
    const buyers = expected(({ eligibleLevels }) => eligibleLevels.includes('GOLD'));
    expect(buyers.length).toBeGreaterThan(0);
    expect(await keys('filter: { eligibleLevel: GOLD, market: DEVELOPED }')).toEqual(
      buyers.filter((key: string) => expected(({ market }) => market === 'DEVELOPED').includes(key)),
    );
    const members = expected(({ membership }) => membership.membershipLevel === 'GOLD');
    expect(members.length).toBeGreaterThan(0);
    expect(await keys('filter: { membershipLevel: GOLD }')).toEqual(members);
  });

  it('are ordered by their renewal, members only, and those at risk are the same as organizationsAtRisk', async () => {
    const { body } = await server.ask(
      `{ organizations(first: 100, filter: { atRisk: true }, orderBy: RENEWAL_DAY) { nodes { key } }
         organizationsAtRisk(first: 100) { nodes { organization { key } renewalDay } } }`,
      { as: agent },
    );
    const atRisk = body.data.organizationsAtRisk.nodes;
    expect(atRisk.length).toBeGreaterThan(3);
    expect(body.data.organizations.nodes).toEqual(atRisk.map(({ organization }: Told) => organization));
    const days = atRisk.map(({ renewalDay }: Told) => renewalDay);
    expect(days).toEqual(days.toSorted());
    const safe = await keys('filter: { atRisk: false }, orderBy: RENEWAL_DAY');
    const members = await keys('orderBy: RENEWAL_DAY');
    expect([...safe, ...atRisk.map(({ organization }: Told) => organization.key)].sort()).toEqual(
      members.toSorted(),
    );
  });

  it('are looked for on any day', async () => {
    const on = async (when: string) => keys(`on: "${when}", filter: { membershipLevel: GOLD }`);
    const now = await keys('filter: { membershipLevel: GOLD }');
    expect(await on(TODAY)).toEqual(now);
    expect(await on('1999-01-01')).toEqual([]);
    expect(await on('2025-09-01')).not.toEqual(now);
  });

  it('take two statements: who asks, and the page with whether it is up to date', async () => {
    for (const filter of [
      '{ attained: { competency: "devops" } }',
      '{ displayed: { competency: "devops" }, atRisk: true, country: "DE", market: DEVELOPED }',
      '{ eligibleLevel: GOLD, membershipLevel: SILVER, renewalBefore: "2030-01-01" }',
    ]) {
      await ask(`first: 20, filter: ${filter}`);
      expect([filter, server.log.at(-1)?.['statements']]).toEqual([filter, 2]);
    }
  });

  it('refuse what nobody can be', async () => {
    expect(await ask('first: 1, filter: { attained: { competency: "devop" } }')).toMatchObject([
      {
        message: 'The catalogue has no competency "devop". Did you mean "devops"?',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(await ask('first: 1, country: "DE", filter: { country: "IT" }')).toMatchObject([
      { message: 'No organization is in both "DE" and "IT". Give the country once.' },
    ]);
    const noCountry = '"XX" is not the ISO 3166-1 code of a country, such as "DE".';
    for (const [given, message] of [
      ['country: "XX"', noCountry],
      ['filter: { country: "XX" }', noCountry],
      ['filter: { country: "de" }', '"de" is not the ISO 3166-1 code of a country. Did you mean "DE"?'],
      ['country: "Germany"', '"Germany" is not the ISO 3166-1 code of a country, such as "DE".'],
      ['country: ""', '"" is not the ISO 3166-1 code of a country, such as "DE".'],
    ]) {
      expect(await ask(`first: 1, ${given}`)).toMatchObject([
        { message, extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
    const { endCursor } = (await ask('first: 1', 'pageInfo { endCursor }')).pageInfo;
    // A cursor belongs to the order that it was made in.
    expect(await ask(`first: 1, after: "${endCursor}", orderBy: RENEWAL_DAY`)).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('are for agents only', async () => {
    const person = await server.person('boss');
    expect(await ask('first: 1, filter: { atRisk: true }', 'totalCount', person)).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });
});
