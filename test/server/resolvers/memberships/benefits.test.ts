import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import type { BenefitRedemptionRow } from '../../../../server/db/entities';
import { addDays, day, entitlements, type Entitlement } from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  storeVersion,
  type EditableJson,
} from '../../../support/catalogue';
import { commandsOf, type AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import {
  storeAchievements,
  storeGrants,
  storeOrganizations,
  storePerson,
  storeRedemptions,
  storeTerms,
} from '../../../support/facts';
import { factsOf, readFactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const MONEY = 'amount currency';
const BENEFIT = `key quantity used remaining from until
  sources { from benefit { level competency { key } quantity } }`;
const YEAR = { from: '2026-01-01', until: '2027-01-01' } as const;

describe.each(DATABASES)('benefits on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    agent = await server.person('agent', ['agent']);
    const { database } = server;
    await storeVersion(database, 2, '2026-02-01', nextCatalogue());
    const ids = ['silver', 'gold', 'adds', 'renewed', 'corrected', 'upgraded', 'nobody', 'pages'];
    await storeOrganizations(database, ...ids.map((id) => ({ id })));
    await storeTerms(
      database,
      { organizationId: 'silver', level: 'SILVER', ...YEAR },
      { organizationId: 'gold', level: 'GOLD', ...YEAR },
      { organizationId: 'adds', level: 'GOLD', ...YEAR },
      { organizationId: 'corrected', level: 'SILVER', ...YEAR },
      { organizationId: 'renewed', level: 'SILVER', from: '2025-01-01', until: '2026-01-01' },
      { organizationId: 'renewed', level: 'SILVER', ...YEAR },
      { organizationId: 'upgraded', level: 'SILVER', from: '2026-01-01', until: '2026-03-01' },
      { organizationId: 'upgraded', level: 'GOLD', from: '2026-03-01', until: '2027-03-01' },
      { organizationId: 'pages', level: 'SILVER', from: '2025-01-01', until: '2026-01-01' },
      { organizationId: 'pages', level: 'SILVER', ...YEAR },
    );
  });
  afterAll(() => server.stop());

  const ask = async (query: string) => {
    const { body } = await server.ask(query, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const benefits = async (id: string, on: string, selection = BENEFIT): Promise<readonly AnyJson[]> =>
    (await ask(`{ organization(by: { id: "org_${id}" }) { benefits(on: "${on}") { ${selection} } } }`))
      .organization.benefits;
  /** By benefit key: the quantity, then the level, competency, quantity and first day of each source. */
  const quantitiesAndSources = async (id: string, on: string) =>
    Object.fromEntries(
      (await benefits(id, on)).map(({ key, quantity, sources }) => [
        key,
        [
          quantity,
          ...sources.map(({ from, benefit: { level, competency, quantity: sourceQuantity } }: AnyJson) =>
            [level, competency?.key ?? 'membership', sourceQuantity, from].join(' '),
          ),
        ],
      ]),
    );
  const quantityOf = async (id: string, key: string, on: string) =>
    (await benefits(id, on)).find((benefit) => benefit.key === key)?.quantity ?? null;

  it('follow the level: Gold includes the benefits of Silver, some in larger quantities', async () => {
    expect(await quantitiesAndSources('silver', '2026-01-31')).toEqual({
      'action-pack': [1, 'SILVER membership 1 2026-01-01'],
      'advisory-hours': [20, 'SILVER membership 20 2026-01-01'],
      'support-incidents': [15, 'SILVER membership 15 2026-01-01'],
    });
    expect(await quantitiesAndSources('gold', '2026-01-31')).toEqual({
      'action-pack': [1, 'SILVER membership 1 2026-01-01'],
      'advisory-hours': [50, 'GOLD membership 50 2026-01-01'],
      'support-incidents': [20, 'GOLD membership 20 2026-01-01'],
    });
    expect(await benefits('nobody', TODAY)).toEqual([]);
  });

  it('have a value and a price if the catalogue gives them in one currency', async () => {
    const money = `key name value { ${MONEY} } price { ${MONEY} } membership { id level }`;
    expect((await benefits('silver', TODAY, money)).slice(0, 2)).toEqual([
      {
        key: 'action-pack',
        name: 'Software package for internal use',
        value: { amount: '20000.00', currency: 'USD' },
        price: { amount: '475.00', currency: 'USD' },
        membership: { id: 'mem_silver-2026-01-01', level: 'SILVER' },
      },
      {
        key: 'advisory-hours',
        name: 'Technical advisory hours',
        value: null,
        price: null,
        membership: { id: 'mem_silver-2026-01-01', level: 'SILVER' },
      },
    ]);
  });

  it('start when their competency is displayed, and stay until the end of the term', async () => {
    await storeGrants(server.database, {
      organizationId: 'gold',
      competency: 'cloud-platform',
      level: 'GOLD',
      from: '2026-02-10',
      until: '2026-02-20',
    });
    const credit = (on: string) => quantityOf('gold', 'cloud-credit', on);
    expect(await credit('2026-02-09')).toBeNull();
    for (const on of ['2026-02-10', '2026-02-19', '2026-02-20', '2026-12-31']) {
      expect([on, await credit(on)]).toEqual([on, 6000]);
    }
    expect(await credit('2027-01-01')).toBeNull();
    expect((await benefits('gold', TODAY)).find(({ key }) => key === 'cloud-credit')).toEqual({
      key: 'cloud-credit',
      quantity: 6000,
      used: 0,
      remaining: 6000,
      from: '2026-02-10',
      until: '2027-01-01',
      sources: [
        {
          from: '2026-02-10',
          benefit: { level: 'GOLD', competency: { key: 'cloud-platform' }, quantity: 6000 },
        },
      ],
    });
  });

  it('add up over membership and competencies, each at its highest level', async () => {
    await storeGrants(
      server.database,
      {
        organizationId: 'adds',
        competency: 'devops',
        level: 'SILVER',
        from: '2026-02-05',
        until: '2026-02-15',
      },
      {
        organizationId: 'adds',
        competency: 'devops',
        level: 'GOLD',
        from: '2026-02-15',
        until: '2026-02-20',
      },
      {
        organizationId: 'adds',
        competency: 'messaging',
        level: 'SILVER',
        from: '2026-02-15',
        until: '2026-02-20',
      },
    );
    const hours = async (on: string) => (await quantitiesAndSources('adds', on))['advisory-hours'];
    expect(await hours('2026-02-04')).toEqual([50, 'GOLD membership 50 2026-01-01']);
    expect(await hours('2026-02-05')).toEqual([
      55,
      'GOLD membership 50 2026-01-01',
      'SILVER devops 5 2026-02-05',
    ]);
    expect(await hours('2026-02-14')).toEqual(await hours('2026-02-05'));
    expect(await hours('2026-02-15')).toEqual([
      65,
      'GOLD membership 50 2026-01-01',
      'GOLD devops 8 2026-02-15',
      'SILVER messaging 7 2026-02-15',
    ]);
    expect(await hours('2026-12-31')).toEqual(await hours('2026-02-15'));
    const [, pack] = await benefits('adds', TODAY, `key value { ${MONEY} } price { ${MONEY} }`);
    // The benefit of the membership has no value, and those of the competencies have prices in two currencies.
    expect(pack).toEqual({ key: 'advisory-hours', value: null, price: null });
  });

  it('grow, but never shrink, when another catalogue version applies within the term', async () => {
    expect(await quantitiesAndSources('silver', '2026-02-01')).toEqual({
      'action-pack': [1, 'SILVER membership 1 2026-01-01'],
      // Version 2 has only 10, but a quantity never shrinks within a term.
      'advisory-hours': [20, 'SILVER membership 20 2026-01-01'],
      'support-incidents': [18, 'SILVER membership 18 2026-02-01'],
    });
    const [support] = (await benefits('silver', TODAY)).filter(({ key }) => key === 'support-incidents');
    expect(support.from).toBe('2026-01-01');
    await storeTerms(server.database, {
      organizationId: 'silver',
      level: 'SILVER',
      from: '2027-01-01',
      until: '2028-01-01',
    });
    expect(await quantityOf('silver', 'advisory-hours', '2026-12-31')).toBe(20);
    expect(await quantityOf('silver', 'advisory-hours', '2027-01-01')).toBe(10);
  });

  it('are used up per term, and a past day counts only redemptions up to that day', async () => {
    const hours = (membershipId: string, redeemedOn: string, quantity: number) => ({
      organizationId: 'renewed',
      membershipId,
      benefit: 'advisory-hours',
      quantity,
      redeemedOn,
    });
    await storeRedemptions(
      server.database,
      hours('renewed-2025-01-01', '2025-06-01', 3),
      hours('renewed-2025-01-01', '2025-12-31', 17),
      hours('renewed-2026-01-01', '2026-01-01', 4),
      hours('renewed-2026-01-01', '2026-03-02', 1),
      hours('renewed-2026-01-01', '2026-03-02', 2),
    );
    const used = async (on: string) => {
      const [hoursOfTerm] = (await benefits('renewed', on)).filter(({ key }) => key === 'advisory-hours');
      return [hoursOfTerm.used, hoursOfTerm.remaining, hoursOfTerm.until];
    };
    expect(await used('2025-05-31')).toEqual([0, 20, '2026-01-01']);
    expect(await used('2025-06-01')).toEqual([3, 17, '2026-01-01']);
    expect(await used('2025-12-31')).toEqual([20, 0, '2026-01-01']);
    expect(await used('2026-01-01')).toEqual([4, 16, '2027-01-01']);
    expect(await used('2026-03-01')).toEqual([4, 16, '2027-01-01']);
    expect(await used('2026-03-02')).toEqual([7, 13, '2027-01-01']);
    expect(await benefits('renewed', '2027-01-01')).toEqual([]);
  });

  it('are available in full again after an upgrade', async () => {
    await storeRedemptions(server.database, {
      organizationId: 'upgraded',
      membershipId: 'upgraded-2026-01-01',
      benefit: 'support-incidents',
      quantity: 15,
      redeemedOn: '2026-02-28',
    });
    const support = async (on: string) =>
      (await benefits('upgraded', on, 'key quantity used remaining from until')).at(-1);
    expect(await support('2026-02-28')).toMatchObject({ quantity: 18, used: 15, remaining: 3 });
    expect(await support('2026-03-01')).toEqual({
      key: 'support-incidents',
      quantity: 20,
      used: 0,
      remaining: 20,
      from: '2026-03-01',
      until: '2027-03-01',
    });
  });

  it('have a remaining quantity of zero, never negative, after a correction below the used quantity', async () => {
    const { database } = server;
    for (const person of ['ann', 'bob']) {
      await storePerson(database, person, { organizationId: 'corrected' });
      await storeAchievements(database, person, '70-496', '70-498');
    }
    await storeAchievements(database, 'ann', 'PSM-I');
    const redeem = commandsOf(() => server, REDEEM);
    const input = { organizationId: 'org_corrected', benefit: 'advisory-hours', quantity: 23 };
    const { entitlement } = await redeem.send(input, agent);
    expect(entitlement).toEqual({ quantity: 25, used: 23, remaining: 2 });
    const revoke = `mutation { revokeAchievement(input: {
      achievementId: "ach_ann-PSM-I", expectedVersion: 1, on: "2026-01-01", reason: "Of another Ann"
    }) { refusals { message } } }`;
    expect((await ask(revoke)).revokeAchievement.refusals).toEqual([]);
    const [hours] = (await benefits('corrected', TODAY)).filter(({ key }) => key === 'advisory-hours');
    expect(hours).toMatchObject({ quantity: 20, used: 23, remaining: 0 });
    expect(await redeem.refused({ ...input, quantity: 1 }, agent)).toMatchObject([
      {
        code: 'NOT_ENOUGH_LEFT',
        message:
          '"advisory-hours" is used up for the term that ends on 2027-01-01 (used: 23 of 20). The next term includes a new quantity.',
      },
    ]);
  });

  describe('redemptions', () => {
    const redemptions = async (paging: string, selection = 'nodes { id }') =>
      (
        await ask(
          `{ organization(by: { id: "org_pages" }) { benefitRedemptions(${paging}) { totalCount ${selection} } } }`,
        )
      ).organization.benefitRedemptions;
    const idsOf = async (filter: string) =>
      (await redemptions(`first: 100, ${filter}`)).nodes.map(({ id }: AnyJson) => id);

    beforeAll(() =>
      storeRedemptions(
        server.database,
        ...(
          [
            ['r1', '2025-01-01', 'advisory-hours'],
            ['r2', '2025-01-01', 'support-incidents'],
            ['r3', '2026-01-01', 'advisory-hours'],
            ['r4', '2026-01-01', 'support-incidents'],
            ['r5', '2026-01-01', 'advisory-hours'],
          ] as const
        ).map(([id, from, benefit], i) => ({
          id,
          organizationId: 'pages',
          membershipId: `pages-${from}`,
          benefit,
          quantity: i + 1,
          redeemedOn: from,
        })),
      ),
    );

    it('are listed newest first, over all terms, with their details', async () => {
      const { totalCount, nodes } = await redemptions(
        'first: 2',
        'nodes { id key name quantity redeemedOn createdAt membership { id } }',
      );
      expect(totalCount).toBe(5);
      expect(nodes).toEqual([
        {
          id: 'red_r5',
          key: 'advisory-hours',
          name: 'Technical advisory hours',
          quantity: 5,
          redeemedOn: '2026-01-01',
          createdAt: '2026-01-01T09:00:00.000Z',
          membership: { id: 'mem_pages-2026-01-01' },
        },
        expect.objectContaining({ id: 'red_r4' }),
      ]);
    });

    it('are filtered by benefit, by term, and by both', async () => {
      expect(await idsOf('benefit: "advisory-hours"')).toEqual(['red_r5', 'red_r3', 'red_r1']);
      expect(await idsOf('membership: "mem_pages-2025-01-01"')).toEqual(['red_r2', 'red_r1']);
      expect(await idsOf('membership: "mem_pages-2025-01-01", benefit: "advisory-hours"')).toEqual([
        'red_r1',
      ]);
      expect(await idsOf('membership: "mem_silver-2026-01-01"')).toEqual([]);
      expect(await idsOf('benefit: "free-lunch"')).toEqual([]);
      // The benefit key in the first filter equals the stored id of the term in the second.
      const both = await ask(`{ organization(by: { id: "org_pages" }) {
        a: benefitRedemptions(first: 9, benefit: "pages-2026-01-01") { totalCount nodes { id } }
        b: benefitRedemptions(first: 9, membership: "mem_pages-2026-01-01") { totalCount nodes { id } }
      } }`);
      expect(both.organization.a).toEqual({ totalCount: 0, nodes: [] });
      expect(both.organization.b).toMatchObject({ totalCount: 3, nodes: [{ id: 'red_r5' }, {}, {}] });
      const { body } = await server.ask(
        '{ organization(by: { id: "org_pages" }) { benefitRedemptions(first: 1, membership: "org_pages") { totalCount } } }',
        { as: agent },
      );
      expect(body.errors[0]).toMatchObject({
        message: '"org_pages" is not the id of a membership term.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    it('are paged in both directions', async () => {
      const PAGE = 'nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
      const first = await redemptions('first: 2', PAGE);
      expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      const rest = await redemptions(`first: 9, after: "${first.pageInfo.endCursor}"`, PAGE);
      expect(rest.nodes.map(({ id }: AnyJson) => id)).toEqual(['red_r3', 'red_r2', 'red_r1']);
      const back = await redemptions(`last: 1, before: "${rest.pageInfo.startCursor}"`, PAGE);
      expect(back.nodes).toEqual([{ id: 'red_r4' }]);
      expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    });
  });

  it('are compared between two levels, by the catalogue of the day', async () => {
    const difference = async (levels: string) =>
      (
        await ask(
          `{ benefitDifference(${levels}) { benefit { key level competency { key } } quantityBefore quantityAfter added } }`,
        )
      ).benefitDifference.map(({ benefit: { key, level, competency }, ...quantities }: AnyJson) => [
        [key, level, competency?.key].filter(Boolean).join(' '),
        ...Object.values(quantities),
      ]);
    expect(await difference('toLevel: SILVER, on: "2026-01-31"')).toEqual([
      ['action-pack SILVER', 0, 1, 1],
      ['support-incidents SILVER', 0, 15, 15],
      ['advisory-hours SILVER', 0, 20, 20],
      ['developer-subscriptions SILVER application-development', 0, 5, 5],
    ]);
    expect(await difference('fromLevel: SILVER, toLevel: GOLD, on: "2026-01-31"')).toEqual([
      ['support-incidents GOLD', 15, 20, 5],
      ['advisory-hours GOLD', 20, 50, 30],
      ['cloud-credit GOLD cloud-platform', 0, 6000, 6000],
      ['developer-subscriptions GOLD application-development', 5, 10, 5],
    ]);
    expect(await difference('fromLevel: SILVER, toLevel: GOLD')).toEqual([
      ['support-incidents GOLD', 18, 20, 2],
      ['advisory-hours GOLD', 10, 50, 40],
      ['cloud-credit GOLD cloud-platform', 0, 6000, 6000],
      ['developer-subscriptions GOLD application-development', 5, 10, 5],
      ['advisory-hours GOLD devops', 5, 8, 3],
    ]);
    expect(await difference('fromLevel: GOLD, toLevel: SILVER, on: "2026-01-31"')).toEqual([
      ['support-incidents SILVER', 20, 15, -5],
      ['advisory-hours SILVER', 50, 20, -30],
      ['cloud-credit GOLD cloud-platform', 6000, 0, -6000],
      ['developer-subscriptions SILVER application-development', 10, 5, -5],
    ]);
    expect(await difference('fromLevel: GOLD, toLevel: GOLD')).toEqual([]);
    expect(await difference('fromLevel: null, toLevel: GOLD')).toHaveLength(7);
  });

  it('have redemptions that are found by id, in a constant number of statements', async () => {
    const query = `{ node(id: "red_r1") { __typename ... on BenefitRedemption { quantity } }
      nodes(ids: ["red_r2", "red_none", "red_r1"]) { id } }`;
    const data = await ask(query);
    expect(data).toEqual({
      node: { __typename: 'BenefitRedemption', quantity: 1 },
      nodes: [{ id: 'red_r2' }, null, { id: 'red_r1' }],
    });
    // Statements for the caller, the redemptions, and the catalogue versions, which contain the names.
    expect(server.log.at(-1)?.['statements']).toBe(3);
  });
});

describe.each(DATABASES)('benefits of the demo programme on $name', (kind) => {
  const today = day(TODAY);
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    agent = await server.person('agent', ['agent']);
    await loadDemo(server.database, today, new Date());
  });
  afterAll(() => server.stop());

  const ask = async (query: string) => {
    const { body } = await server.ask(query, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  it("equal the rules' answer for every organization on several days", async () => {
    const rows = await readFactRows(server.database);
    const redemptions = (
      await server.database.rows<BenefitRedemptionRow>('SELECT * FROM benefit_redemption')
    ).map((row) => ({ ...row, membership: row.membershipId }));
    let used = 0;
    for (const organization of rows.organizations) {
      for (const on of [today, addDays(today, -200), addDays(today, 100)]) {
        const { organization: answered } = await ask(
          `{ organization(by: { key: "${organization.key}" }) { benefits(on: "${on}") { ${BENEFIT} membership { id } } } }`,
        );
        const expected = entitlements([catalogue2017], factsOf(rows, organization), redemptions, on);
        expect(answered.benefits).toEqual(expected.map(asAnswered));
        used += expected.filter((entitlement) => entitlement.used > 0 && entitlement.remaining > 0).length;
      }
    }
    expect(used).toBeGreaterThan(3);
  });

  it('take the same number of statements for 1, 20 and all organizations', async () => {
    const statements: unknown[] = [];
    for (const first of [1, 20, 40]) {
      const { organizations } = await ask(`{ organizations(first: ${first}) { nodes {
        benefits { key used membership { level } sources { benefit { competency { name } } } }
        benefitRedemptions(first: 5, benefit: "advisory-hours") { totalCount nodes { name } }
      } } }`);
      expect(organizations.nodes).toHaveLength(first);
      statements.push(server.log.at(-1)?.['statements']);
    }
    // Statements for the caller, the organizations, the programme, five tables of facts, the redemptions, the terms,
    // a page and its count.
    expect(statements).toEqual([12, 12, 12]);
  });
});

const REDEEM = `mutation ($input: RedeemBenefitInput!) { redeemBenefit(input: $input) {
  redemption { id } entitlement { quantity used remaining } refusals { code message path } } }`;
const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

function asAnswered({ benefit: key, membership, sources, ...quantities }: Entitlement) {
  return {
    key,
    ...quantities,
    membership: { id: `mem_${membership}` },
    sources: sources.map(({ from, benefit: { scope, quantity } }) => ({
      from,
      benefit: {
        level: scope.level,
        competency: scope.competency === null ? null : { key: scope.competency },
        quantity,
      },
    })),
  };
}

function nextCatalogue(): EditableJson {
  const next = catalogueDocument2017();
  const benefits = next['benefits'] as EditableJson[];
  for (const benefit of benefits.filter(({ scope }) => scope.level === 'SILVER')) {
    if (benefit['key'] === 'support-incidents') benefit['quantity'] = 18;
    if (benefit['key'] === 'advisory-hours') benefit['quantity'] = 10;
  }
  const hours = (competency: string, level: string, quantity: number, currency: string) => ({
    key: 'advisory-hours',
    name: 'Advisory hours of a specialist',
    scope: { competency, level },
    quantity,
    value: { amount: 100, currency },
    price: { amount: 10, currency },
  });
  benefits.push(
    hours('devops', 'SILVER', 5, 'EUR'),
    hours('devops', 'GOLD', 8, 'EUR'),
    hours('messaging', 'SILVER', 7, 'USD'),
  );
  return next;
}
