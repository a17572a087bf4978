import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from '../../client/sdk';
import { DATABASES } from '../support/databases';
import { storeOrganizations, storePerson } from '../support/facts';
import { startTestServer, type TestServer } from '../support/test-server';

describe.each(DATABASES)('records in the typed client on $name', (kind) => {
  let server: TestServer;
  let agent: Client;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'a', name: 'Alpha' });
    await storePerson(server.database, 'ann', { organizationId: 'a' });
    const header = await server.person('agent', ['agent']);
    agent = createClient({ url: `${server.url}/graphql`, token: header.replace('Bearer ', '') });
  });
  afterAll(() => server.stop());

  it('of achievements are made, imported, corrected and revoked', async () => {
    const earned = { employeeId: 'emp_ann', credential: '70-532', earnedOn: '2025-06-30' };
    const { achievement } = await agent.achievements.record(earned);
    const achievementId = achievement?.id ?? '';
    const reason = 'A typing error';
    const corrected = await agent.achievements.correct({
      achievementId,
      expectedVersion: 1,
      earnedOn: '2025-06-03',
      reason,
    });
    expect(corrected.achievement).toMatchObject({
      earnedOn: '2025-06-03',
      employee: { name: 'ann' },
      version: 2,
    });
    const revoked = await agent.achievements.revoke({ achievementId, expectedVersion: 2, reason });
    expect(revoked.achievement).toMatchObject({ revokedOn: '2026-03-02', version: 3 });
    const row = { subject: 'ann', credential: 'CSM', earnedOn: '2025-06-30', externalId: 'p-1' };
    const rows = [row, { ...row, subject: 'nobody', externalId: 'p-2' }];
    const imported = await agent.achievements.import({
      source: 'pearson',
      errorPolicy: 'SKIP_BAD_ROWS',
      rows,
    });
    expect(imported.counts).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 1 });
    expect(imported.rows?.[1]?.refusals).toMatchObject([{ path: ['input', 'rows', '1', 'subject'] }]);
  });

  it('of sales are made and imported, and months are closed', async () => {
    const amount = { metric: 'azureConsumption', month: '2026-02', amount: '1850.00' };
    const { metricRecords } = await agent.metrics.record({ organizationId: 'org_a', records: [amount] });
    expect(metricRecords).toMatchObject([{ metric: { unit: 'USD' }, amount: '1850.00', version: 1 }]);
    const imported = await agent.metrics.import({
      rows: [{ ...amount, organizationKey: 'a', amount: '1851' }],
    });
    expect(imported.rows).toMatchObject([{ outcome: 'UPDATED', metricRecord: { version: 2 } }]);
    const { monthClosing } = await agent.metrics.closeMonth({ month: '2026-02' });
    expect(monthClosing).toEqual({ id: 'mcl_2026-02', month: '2026-02', closedOn: '2026-03-02' });
  });

  it('of terms and overrides are made, for one organization and for a cohort', async () => {
    const { membership } = await agent.memberships.record({
      organizationId: 'org_a',
      level: 'SILVER',
      startsOn: '2025-04-01',
      kind: 'NEW',
      price: { amount: '1850', currency: 'USD' },
      paymentReference: 'INV-1',
    });
    expect(membership).toMatchObject({ endsOn: '2026-04-01', pricePaid: { amount: '1850.00' } });
    const decision = { competency: 'devops', effect: 'GRANT', level: 'SILVER' } as const;
    const { override } = await agent.overrides.place({
      ...decision,
      organizationId: 'org_a',
      reason: 'Late',
    });
    const overrideId = override?.id ?? '';
    const revoked = await agent.overrides.revoke({ overrideId, expectedVersion: 1, reason: 'It came' });
    expect(revoked.override).toMatchObject({ from: '2026-03-02', until: '2026-03-02', version: 2 });
    const membershipEnds = { from: '2026-04-01', until: '2026-05-01' };
    const preview = await agent.overrides.previewCohort({ ...decision, membershipEnds, first: 10 });
    expect(preview.nodes.map(({ name }) => name)).toEqual(['Alpha']);
    const input = { ...decision, membershipEnds, reason: 'Closed' };
    const placed = await agent.overrides.placeForCohort({ input, first: 10 });
    expect(placed.overrides).toMatchObject({
      totalCount: 1,
      nodes: [{ level: 'SILVER', until: '2026-06-02' }],
    });
  });

  it('of an organization are changed', async () => {
    const update = { organizationId: 'org_a', expectedVersion: 1, city: 'Århus', country: 'DK' };
    const { organization } = await agent.organizations.update(update);
    expect(organization).toMatchObject({ city: 'Århus', country: 'DK', version: 2 });
  });
});
