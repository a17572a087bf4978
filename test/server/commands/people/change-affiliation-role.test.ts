import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const CHANGE = `mutation ($input: ChangeAffiliationRoleInput!) { changeAffiliationRole(input: $input) {
  affiliation { id role from until version } refusals { code message path }
  query { viewer { roles } } } }`;

describe.each(DATABASES)('changeAffiliationRole on $name', (kind) => {
  let server: TestServer;
  let admin: string;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'admin', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'member', { organizationId: 'own' });
    await storePerson(server.database, 'elsewhere', { organizationId: 'other' });
    await storePerson(server.database, 'gone', { organizationId: 'own', until: '2026-03-02' });
    await storePerson(server.database, 'going', { organizationId: 'own', until: '2026-03-03' });
    [admin, agent] = await Promise.all([server.person('admin'), server.person('agent', ['agent'])]);
  });
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, CHANGE);
  const to = (role: string, subject = 'member', expectedVersion = 1) => ({
    affiliationId: `aff_${subject}-0`,
    expectedVersion,
    role,
  });

  it('changes the role in both directions, with an audit entry', async () => {
    const { affiliation } = await send({ ...to('ADMIN'), reason: 'Runs the office' }, admin);
    expect(affiliation).toEqual({
      id: 'aff_member-0',
      role: 'ADMIN',
      from: '2026-01-01',
      until: null,
      version: 2,
    });
    const { body } = await server.ask('{ viewer { roles } }', { as: await server.person('member') });
    expect(body.data.viewer.roles).toEqual(['EMPLOYEE', 'PARTNER_ADMIN']);
    expect((await send(to('MEMBER', 'member', 2), agent)).affiliation.role).toBe('MEMBER');
    expect(await auditOf(server, 'aff_member-0')).toMatchObject([
      {
        command: 'changeAffiliationRole',
        organizationId: 'own',
        before: { role: 'MEMBER' },
        after: { role: 'ADMIN' },
        reason: 'Runs the office',
      },
      { before: { role: 'ADMIN', version: 2 }, after: { role: 'MEMBER', version: 3 } },
    ]);
  });

  it('changes the role up to the last day of an affiliation, and keeps its end', async () => {
    expect((await send(to('ADMIN', 'going'), admin)).affiliation).toMatchObject({
      role: 'ADMIN',
      until: '2026-03-03',
    });
    const [row] = await server.database.rows("SELECT openFor FROM affiliation WHERE id = 'going-0'");
    expect(row).toEqual({ openFor: null });
    expect(await refused(to('ADMIN', 'gone'), admin)).toMatchObject([
      { code: 'ALREADY_ENDED', path: ['input', 'affiliationId'] },
    ]);
  });

  it('refuses the current role and a version that was never reached', async () => {
    expect(await refused(to('ADMIN', 'admin'), admin)).toEqual([
      { code: 'INVALID', message: 'The role is already ADMIN.', path: ['input', 'role'] },
    ]);
    expect(await refused(to('MEMBER', 'admin', 7), admin)).toMatchObject([{ code: 'INVALID' }]);
  });

  it("refuses another organization's affiliation like an unknown one, in the same number of statements", async () => {
    const tracesOf = (subject: string) => traces(to('ADMIN', subject), `aff_${subject}-0`, admin);
    const unknown = await tracesOf('somewhere');
    expect(unknown.text).toContain('There is no affiliation with the id');
    expect(await tracesOf('elsewhere')).toEqual(unknown);
    for (const subject of ['member', 'elsewhere', 'stranger']) {
      expect(await refused(to('ADMIN', subject), await server.person(subject))).toBe('FORBIDDEN');
    }
  });

  it("revokes an admin's rights before the next field of the same request", async () => {
    await storePerson(server.database, 'second', { organizationId: 'own', role: 'ADMIN' });
    const { body } = await server.ask(
      `mutation {
        changeAffiliationRole(input: { affiliationId: "aff_second-0", expectedVersion: 1, role: MEMBER })
          { query { viewer { roles } } }
        inviteEmployee(input: { organizationId: "org_own", name: "A friend" }) { token }
      }`,
      { as: await server.person('second') },
    );
    expect(body.errors).toMatchObject([{ path: ['inviteEmployee'], extensions: { code: 'FORBIDDEN' } }]);
  });
});
