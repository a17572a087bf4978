import { beforeAll, describe, expect, it } from '@jest/globals';
import { apiKeyInput, CREATE_API_KEY } from '../../support/api-keys';
import { DATABASES } from '../../support/databases';
import { storeTerms } from '../../support/facts';
import { twoOrganizationsOn } from '../../support/two-organizations';

describe.each(DATABASES)('an object of an organization on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  beforeAll(async () => {
    await storeTerms(two.server.database, {
      organizationId: 'own',
      level: 'SILVER',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    await two.server.ask(CREATE_API_KEY, { variables: { input: apiKeyInput() }, as: two.admin });
    const { body } = await two.server.ask(
      `mutation {
        invite: inviteEmployee(input: { organizationId: "org_own", name: "Bea" }) { refusals { message } }
        override: placeOverride(input: { organizationId: "org_own", competency: "devops", effect: { grant: SILVER },
          reason: "test" }) { refusals { message } }
        metrics: recordMetrics(input: { organizationId: "org_own", records: [
          { metric: "azureConsumption", month: "2026-01", amount: "1" }] }) { refusals { message } }
      }`,
      { as: two.agent },
    );
    const done = { refusals: [] };
    expect(body.data).toEqual({ invite: done, override: done, metrics: done });
  });

  it.each(['memberships', 'overrides', 'metricRecords', 'apiKeys', 'invitations', 'affiliations'])(
    'names its organization in %s, as its node does',
    async (list) => {
      const { body } = await two.server.ask(
        `{ organization(by: { id: "org_own" }) { ${list}(first: 1) { nodes { id organization { id name } } } } }`,
        { as: two.agent },
      );
      const [object] = body.data.organization[list].nodes;
      expect(object.organization).toEqual({ id: 'org_own', name: 'own' });
      const { body: byId } = await two.server.ask(
        `query ($id: ID!) { node(id: $id) { id ... on ${TYPES[list]} { organization { id name } } } }`,
        { variables: { id: object.id }, as: two.agent },
      );
      expect(byId.data.node).toEqual(object);
    },
  );

  it('is read in one statement for all objects of a list', async () => {
    const statements = async (selected: string) => {
      const answer = await two.server.ask(
        `{ viewer { organization { memberships(first: 10) { nodes { level ${selected} } } } } }`,
        { as: two.admin },
      );
      return Number((await two.server.logged(answer))['statements']);
    };
    const without = await statements('');
    expect((await statements('organization { name }')) - without).toBeLessThanOrEqual(1);
  });
});

const TYPES: Readonly<Record<string, string>> = {
  memberships: 'Membership',
  overrides: 'Override',
  metricRecords: 'MetricRecord',
  apiKeys: 'ApiKey',
  invitations: 'Invitation',
  affiliations: 'Affiliation',
};
