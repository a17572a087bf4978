import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from '@laurel/sdk';
import { DATABASES } from '../support/databases';
import { storeOrganizations } from '../support/facts';
import { startTestServer, type TestServer } from '../support/test-server';

describe.each(DATABASES)('people in the typed client on $name', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'a', name: 'Alpha' }, { id: 'b', name: 'Beta' });
  });
  afterAll(() => server.stop());
  const client = async (subject: string, roles?: readonly string[]) =>
    createClient({
      url: `${server.url}/graphql`,
      token: (await server.person(subject, roles)).replace('Bearer ', ''),
    });

  it('register, are invited, join, are promoted, change and leave', async () => {
    const agent = await client('agent', ['agent']);
    const ann = await client('ann');
    expect(await ann.affiliations.preview('org_a')).toBeNull();
    const { employee } = await ann.employees.register({ name: 'Ann', email: 'ann@alpha.example' });
    const employeeId = employee.id;
    const renamed = await ann.employees.update({ employeeId, expectedVersion: 1, name: 'Ann Larsen' });
    expect(renamed.employee).toMatchObject({ name: 'Ann Larsen', email: 'ann@alpha.example', version: 2 });

    const before = { employeeId, organizationId: 'org_b', from: '2025-01-01', until: '2025-12-31' };
    expect((await agent.affiliations.record(before)).affiliation).toMatchObject({
      role: 'MEMBER',
      until: '2025-12-31',
      organization: { name: 'Beta' },
    });

    const invite = () => agent.invitations.invite({ organizationId: 'org_a', name: 'Ann' });
    const unused = await invite();
    const revoked = await agent.invitations.revoke({ invitationId: unused.invitation.id });
    expect([revoked.invitation.id, unused.invitation.role]).toEqual([unused.invitation.id, 'MEMBER']);
    const { token } = await invite();
    expect(await ann.affiliations.preview('org_a')).toEqual({
      isAllowed: true,
      permittedFrom: '2026-03-02',
      refusal: null,
    });
    const { affiliation, ended } = await ann.affiliations.associate({ invitationToken: token });
    expect([affiliation.organization.key, affiliation.from, ended]).toEqual(['a', '2026-03-02', null]);

    const affiliationId = affiliation.id;
    const promoted = await agent.affiliations.changeRole({
      affiliationId,
      expectedVersion: 1,
      role: 'ADMIN',
    });
    expect(promoted.affiliation.role).toBe('ADMIN');
    const left = await ann.affiliations.end({ affiliationId, expectedVersion: 2, on: '2026-04-01' });
    expect(left.affiliation).toMatchObject({ until: '2026-04-01', version: 3 });
  });
});
