import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObjectType } from 'graphql';
import embeddedTypes from '../../schema/embedded-types.json';
import { buildSchema } from '../../server/build-schema';
import { loadDemo } from '../../server/demo/load-demo';
import { addDays, day } from '../../server/rules';
import { DATABASES } from '../support/databases';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

describe('the types of the schema', () => {
  const objects = Object.values(buildSchema().getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !/^(__.*|Query|Mutation|.*(Connection|Edge|Payload))$/.test(name));

  it('have an id, or are listed as embedded by nature', () => {
    const withoutId = objects.filter((type) => !('id' in type.getFields())).map(({ name }) => name);
    expect(Object.values(embeddedTypes).flat().toSorted()).toEqual(withoutId.toSorted());
  });
});

const PATHS = 'paths { holds path { id } requirements { __typename holds } }';
const COMPETENCY = `__typename id key attainedLevel levelWithoutOverrides nextChangeOn overrides { effect from } ${PATHS}`;
const STATUS = `__typename id on membershipLevel eligibleLevels renewalAtRisk willBeEligible
  displayedCompetencies { competency { id } } competencies { ${COMPETENCY} }`;
const ENTITLEMENT = '__typename id key quantity used remaining from until membership { id }';

describe.each(DATABASES)('derived objects on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: RATES } });
    await loadDemo(server.database, day(TODAY), new Date());
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const ask = async (document: string, variables = {}) => {
    const { body } = await server.ask(document, { as: agent, variables });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const found = async (ids: readonly string[]) => {
    const fragments = `... on OrganizationStatus { ${STATUS} } ... on CompetencyStatus { ${COMPETENCY} }
      ... on Entitlement { ${ENTITLEMENT} }`;
    return (await ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${fragments} } }`, { ids })).nodes;
  };
  const companies = async () => {
    const { organizations } = await ask('{ organizations(first: 6) { nodes { id } } }');
    return organizations.nodes.map(({ id }: { id: string }) => id) as readonly string[];
  };

  it.each([-400, 0, 200])('are found by their ids, %i days from today', async (days) => {
    const on = addDays(day(TODAY), days);
    const ids: string[] = [];
    for (const id of await companies()) {
      const { organization } = await ask(
        `query ($id: ID!, $on: LocalDate) { organization(by: { id: $id }) {
          status(on: $on) { ${STATUS} } competencies(on: $on) { ${COMPETENCY} } benefits(on: $on) { ${ENTITLEMENT} }
        } }`,
        { id, on },
      );
      const { status, competencies, benefits } = organization;
      expect(competencies).toEqual(status.competencies);
      const objects = [status, ...competencies, ...benefits];
      const idsOfCompany = objects.map((object) => object.id);
      expect(await found(idsOfCompany)).toEqual(objects);
      ids.push(...idsOfCompany);
    }
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are the same object wherever a query reaches them', async () => {
    const [id] = await companies();
    const { organization, competency } = await ask(
      `query ($id: ID!) {
        organization(by: { id: $id }) {
          status { id } competency(key: "devops") { id }
          whatIf(changes: []) { before { id competency(key: "devops") { id } } }
        }
        competency(key: "devops") { status(organizationId: $id) { id } }
      }`,
      { id },
    );
    expect(organization.whatIf.before).toEqual({
      ...organization.status,
      competency: organization.competency,
    });
    expect(competency.status).toEqual(organization.competency);
  });

  it('have a type without id under hypothetical changes', async () => {
    const [id] = await companies();
    const { organization } = await ask(
      `query ($id: ID!) { organization(by: { id: $id }) {
        whatIf(changes: [{ overridePlaced: { competency: "devops", effect: { grant: GOLD } } }]) {
          after { __typename competency(key: "devops") { __typename attainedLevel } competencies { __typename } }
        }
        competency(key: "devops") { __typename attainedLevel }
      } }`,
      { id },
    );
    const { after } = organization.whatIf;
    expect(after.__typename).toBe('SupposedOrganizationStatus');
    expect(after.competency).toEqual({ __typename: 'SupposedCompetencyStatus', attainedLevel: 'GOLD' });
    for (const { __typename } of after.competencies) expect(__typename).toBe('SupposedCompetencyStatus');
    expect(organization.competency.__typename).toBe('CompetencyStatus');
  });

  it('are null for an id that names nothing', async () => {
    const [organization = ''] = await companies();
    const stored = organization.slice('org_'.length);
    const ids = [
      'sta_nobody.2026-01-01',
      `sta_${stored}`,
      `sta_${stored}.2026-02-30`,
      `sta_${stored}.2026-01-01.devops`,
      `cst_${stored}.2026-01-01`,
      `cst_${stored}.2026-01-01.nope`,
      `cst_${stored}.2026-01-01.devops.more`,
      `ent_${stored}.2026-01-01.nope`,
      `ent_${stored}.2026-01-01`,
    ];
    expect(await found(ids)).toEqual(ids.map(() => null));
  });
});

const RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
