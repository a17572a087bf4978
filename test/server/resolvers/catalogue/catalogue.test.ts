import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '../../../../server/db/instant';
import { CatalogueVersionTable } from '../../../../server/db/entities';
import { catalogueDocument2017 } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

describe.each(DATABASES)('the catalogue queries on $name', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.stop());

  it('return the whole catalogue to anonymous callers', async () => {
    const { body } = await server.ask(`{
      catalogue { version appliesFrom centers { key } competencies { paths { key } } credentials { code }
        metrics { key name unit } offers { key name level price { amount currency } } benefits { key quantity }
        policy { termMonths reminderDays timeZone } }
    }`);
    const { catalogue } = body.data;
    expect(catalogue.version).toBe(1);
    expect(catalogue.appliesFrom).toBeNull();
    expect(catalogue.centers).toHaveLength(6);
    expect(catalogue.competencies).toHaveLength(18);
    expect(catalogue.competencies.flatMap(({ paths }: { paths: unknown[] }) => paths)).toHaveLength(48);
    expect(catalogue.credentials).toHaveLength(97);
    expect(catalogue.metrics).toHaveLength(11);
    expect(catalogue.offers[0]).toEqual({
      key: 'silver-membership',
      name: 'Silver membership',
      level: 'SILVER',
      price: { amount: '1850.00', currency: 'USD' },
    });
    expect(catalogue.benefits).toHaveLength(8);
    expect(catalogue.policy).toEqual({ termMonths: 12, reminderDays: [90, 60, 30, 0], timeZone: 'UTC' });
  });

  it('return a version by its number, and null for a number that no version has', async () => {
    const { body } = await server.ask(
      '{ first: catalogueVersion(version: 1) { version } next: catalogueVersion(version: 2) { version } }',
    );
    expect(body.data).toEqual({ first: { version: 1 }, next: null });
  });

  it('return a requirement as a typed tree', async () => {
    const { body } = await server.ask(`
      query { competency(key: "data-platform") { rules { name center { key } paths(level: GOLD) { key level requirements {
        ... on PeopleRequirement { groups { count ofThose { count } each { ...need } } } } } } } }
      fragment need on Need {
        __typename
        ... on CredentialNeed { credential { code } }
        ... on AllNeed { of { __typename ... on CredentialNeed { credential { code } }
          ... on AnyNeed { of { __typename ... on AllNeed { of { ... on CredentialNeed { credential { code } } } } } } } }
      }`);
    const { rules } = body.data.competency;
    expect(rules.paths).toHaveLength(2);
    expect(rules.center.key).toBe('data-management');
    expect(rules.paths[1]).toEqual({
      key: 'sql-server-specialist-gold',
      level: 'GOLD',
      requirements: [
        {
          groups: [
            {
              count: 2,
              ofThose: null,
              each: {
                __typename: 'AllNeed',
                of: [
                  { __typename: 'CredentialNeed', credential: { code: 'TA-DPA-FOUNDATION' } },
                  {
                    __typename: 'AnyNeed',
                    of: [
                      {
                        __typename: 'AllNeed',
                        of: [{ credential: { code: '70-764' } }, { credential: { code: '70-765' } }],
                      },
                      {
                        __typename: 'AllNeed',
                        of: ['70-762', '70-761', '70-473'].map((code) => ({ credential: { code } })),
                      },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('return thresholds per market class, and null for a class that has none', async () => {
    const { body } =
      await server.ask(`{ competency(key: "enterprise-resource-planning") { rules { paths(level: SILVER) {
      requirements { ... on MetricRequirement { metric { key unit } months thresholds { market atLeast } } } } } } }`);
    expect(body.data.competency.rules.paths[0].requirements[0]).toEqual({
      metric: { key: 'erpGrossLicenseRevenue', unit: 'USD' },
      months: 12,
      thresholds: [
        { market: 'DEVELOPED', atLeast: '75000.00' },
        { market: 'DEVELOPING', atLeast: null },
      ],
    });
  });

  it('describe each path, requirement and need in words', async () => {
    const { body } =
      await server.ask(`{ competency(key: "cloud-platform") { rules { paths(level: SILVER) { inWords
      requirements { ... on MetricRequirement { inWords } ... on AnyRequirement { inWords of {
        ... on PeopleRequirement { inWords groups { each { ... on AnyNeed { inWords of {
          ... on CredentialNeed { inWords } } } } } } } } } } } } }`);
    const [path] = body.data.competency.rules.paths;
    const sales =
      'Azure consumption of at least 15,000.00 USD (developed markets) or 10,000.00 USD (developing markets) over 12 months';
    const assessed = 'TA-AZURE-DATACENTER, TA-AZURE-DATA, TA-AZURE-APPDEV, TA-AZURE-IOT or TA-AZURE-RDS';
    const examined = '70-532, 70-533, 70-534, 70-473, 70-475 or MCSA-LINUX-AZURE';
    const people = [`1 person who holds ${assessed}`, `1 person who holds ${examined}`];
    expect(path.inWords).toBe(`${sales}; and (${people[0]}; or ${people[1]}).`);
    expect(path.requirements[0]).toEqual({ inWords: sales });
    expect(path.requirements[1]).toMatchObject({
      inWords: `${people[0]}; or ${people[1]}`,
      of: [
        { inWords: people[0], groups: [{ each: { inWords: assessed } }] },
        {
          inWords: people[1],
          groups: [{ each: { inWords: examined, of: [{ inWords: '70-532' }, {}, {}, {}, {}, {}] } }],
        },
      ],
    });
  });

  it('lead from a credential to its replacement and to the competencies that it counts for', async () => {
    const { body } = await server.ask(`{
      credential(code: "70-534") { kind lastRegistrationOn retiresOn acceptedUntil replacedBy { code }
        countsFor { key } } }`);
    expect(body.data.credential).toEqual({
      kind: 'EXAM',
      lastRegistrationOn: '2017-11-30',
      retiresOn: '2018-01-01',
      acceptedUntil: '2019-01-01',
      replacedBy: { code: '70-535' },
      countsFor: [{ key: 'cloud-platform' }],
    });
  });

  it('filter by center and kind, and return null for an unknown key', async () => {
    const { body } = await server.ask(`{
      competencies(center: "mobility") { key } credentials(kind: CERTIFICATION) { kind }
      competency(key: "baking") { key } credential(code: "70-999") { code } }`);
    expect(body.data.competencies).toEqual([
      { key: 'enterprise-mobility-management' },
      { key: 'windows-and-devices' },
    ]);
    expect(body.data.credentials).toEqual(Array.from({ length: 9 }, () => ({ kind: 'CERTIFICATION' })));
    expect([body.data.competency, body.data.credential]).toEqual([null, null]);
  });

  it('refuse an unknown center, as do the competencies of an organization', async () => {
    await storeOrganizations(server.database, { id: 'centered' });
    const as = await server.person('agent', ['agent']);
    for (const field of [
      'competencies(center: "mobilty") { key }',
      'organization(by: { key: "centered" }) { competencies(center: "mobilty") { key } }',
      'organization(by: { key: "centered" }) { status { competencies(center: "mobilty") { key } } }',
    ]) {
      const { body } = await server.ask(`{ ${field} }`, { as });
      expect([field, body.errors[0].message]).toEqual([
        field,
        'The catalogue has no center "mobilty". Did you mean "mobility"?',
      ]);
    }
  });

  it('find every object of the catalogue by id', async () => {
    const { body } =
      await server.ask(`{ catalogue { id centers { id } competencies { id competency { id } paths { id } }
      credentials { id } metrics { id } offers { id } benefits { id } } }`);
    const ids = [...JSON.stringify(body.data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(1 + 6 + 2 * 18 + 48 + 97 + 11 + 2 + 8);
    for (let start = 0; start < ids.length; start += 100) {
      const batch = ids.slice(start, start + 100);
      const { body: found } = await server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        variables: { ids: batch },
      });
      expect(found.data.nodes).toEqual(batch.map((id) => ({ id })));
    }
  });

  it('use the version in force on the requested day', async () => {
    const next = catalogueDocument2017();
    next['competencies'][2].name = 'DevOps and more';
    await server.database.transaction((transaction) =>
      transaction.insert(CatalogueVersionTable, {
        number: 2,
        appliesFrom: '2026-07-01' as never,
        publishedAt: instant(new Date()),
        publishedBy: 'test',
        document: JSON.stringify(next),
      }),
    );
    const { body } = await server.ask(
      `query ($old: LocalDate!, $new: LocalDate!) {
      competency(key: "devops") {
        today: rules { id name } before: rules(on: $old) { id name } after: rules(on: $new) { id name } }
      catalogueVersions { version appliesFrom }
    }`,
      { variables: { old: '2026-06-30', new: '2026-07-01' } },
    );
    const { today, before, after } = body.data.competency;
    expect(today.name).toBe('DevOps');
    expect(before).toEqual(today);
    expect(after.name).toBe('DevOps and more');
    expect(after.id).not.toBe(before.id);
    expect(body.data.catalogueVersions).toEqual([
      { version: 1, appliesFrom: null },
      { version: 2, appliesFrom: '2026-07-01' },
    ]);
  });

  it('take one statement, regardless of the selection', async () => {
    await server.ask('{ policy { termMonths } }');
    const statements = server.log.at(-1)?.['statements'];
    await server.ask(
      '{ centers { competencies { paths { requirements { __typename } } } } credentials { code } }',
    );
    expect([statements, server.log.at(-1)?.['statements']]).toEqual([1, 1]);
  });
});
