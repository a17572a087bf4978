import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand, type CommandCall } from '../../../server/commands/run-command';
import { day } from '../../../server/rules';
import type { CommandInput } from '../../../schema/payload';
import { commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const EMPLOYEE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) {
  employee { name version } refusals { code path } } }`;
const ORGANIZATION = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
  organization { city version } refusals { code path } } }`;
const INVITE = `mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) {
  invitation { id } refusals { code path } } }`;
const REVOKE = `mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) {
  invitation { id } refusals { code message path } } }`;
const OVERRIDE = `mutation ($input: PlaceOverrideInput!) { placeOverride(input: $input) {
  override { id } refusals { code path } } }`;

describe.each(DATABASES)('an idempotency key on $name', (kind) => {
  let server: TestServer;
  let boss: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'second', { organizationId: 'own', role: 'ADMIN' });
    boss = await server.person('boss');
  });
  afterAll(() => server.stop());
  const employee = commandsOf(() => server, EMPLOYEE);
  const organization = commandsOf(() => server, ORGANIZATION);
  const invitation = commandsOf(() => server, INVITE);
  const revocation = commandsOf(() => server, REVOKE);
  const override = commandsOf(() => server, OVERRIDE);
  const reused = [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }];
  const renameInput = (idempotencyKey: string, name: string) => ({
    employeeId: 'emp_boss',
    expectedVersion: 1,
    name,
    idempotencyKey,
  });
  const moveInput = (idempotencyKey: string, city: string, expectedVersion = 1) => ({
    organizationId: 'org_own',
    expectedVersion,
    city,
    idempotencyKey,
  });

  it('is refused for another command or other arguments of the same person', async () => {
    const first = await employee.send(renameInput('KK', 'Boss Larsen'), boss);
    expect(first).toEqual({ employee: { name: 'Boss Larsen', version: 2 }, refusals: [] });
    expect(await organization.refused(moveInput('KK', 'Bremen'), boss)).toEqual(reused);
    expect(await employee.refused(renameInput('KK', 'Somebody else'), boss)).toEqual(reused);
    expect(await employee.send(renameInput('KK', 'Boss Larsen'), boss)).toEqual(first);

    const second = await organization.send(moveInput('LL', 'Bonn'), boss);
    expect(second).toEqual({ organization: { city: 'Bonn', version: 2 }, refusals: [] });
    expect(await employee.refused(renameInput('LL', 'Boss'), boss)).toEqual(reused);
    expect(await organization.send(moveInput('LL', 'Bonn'), boss)).toEqual(second);
  });

  it('is refused for another command with the same arguments', async () => {
    const call: CommandCall = {
      viewer: { kind: 'person', subject: 'boss', roles: new Set(), employee: null },
      now: new Date('2026-03-02T10:00:00.000Z'),
      today: day('2026-03-02'),
      database: server.database,
      catalogues: () => Promise.resolve([]),
    };
    const run = (command: string) =>
      runCommand(call, command, { id: 'same', idempotencyKey: 'SAME' } as CommandInput, () =>
        Promise.resolve({ by: command }),
      );
    expect(await run('openThing')).toMatchObject({ answer: { by: 'openThing' }, repeated: false });
    expect(await run('closeThing')).toMatchObject({ answer: null, refusals: reused });
    expect(await run('openThing')).toMatchObject({ answer: { by: 'openThing' }, repeated: true });
  });

  it('can also be used by another person', async () => {
    const payload = await organization.send(moveInput('KK', 'Mainz', 2), await server.person('second'));
    expect(payload).toEqual({ organization: { city: 'Mainz', version: 3 }, refusals: [] });
  });

  it('is refused after the caller has changed organization', async () => {
    await storePerson(server.database, 'mover', { organizationId: 'own', role: 'ADMIN' });
    const mover = await server.person('mover');
    const invite = (organizationId: string, name: string) => ({
      organizationId,
      name,
      idempotencyKey: 'MM',
    });
    const payload = await invitation.send(invite('org_own', 'Ann'), mover);
    expect(payload).toMatchObject({ invitation: { id: expect.any(String) }, refusals: [] });
    const move = (to: string) =>
      server.database.transaction((transaction) =>
        transaction.change("UPDATE affiliation SET organizationId = ? WHERE employeeId = 'mover'", [to]),
      );
    await move('other');
    expect(await invitation.refused(invite('org_own', 'Ann'), mover)).toBe('FORBIDDEN');
    expect(await invitation.refused(invite('org_other', 'Ann'), mover)).toEqual(reused);
    await move('own');
    expect(await invitation.send(invite('org_own', 'Ann'), mover)).toEqual(payload);
  });

  it('is refused after a change of organization, even if the command names no organization', async () => {
    await storePerson(server.database, 'lister', { organizationId: 'own', role: 'ADMIN' });
    const lister = await server.person('lister');
    const { data } = (
      await server.ask(
        'mutation { inviteEmployee(input: { organizationId: "org_own", name: "Eve" }) { invitation { id } } }',
        { as: lister },
      )
    ).body;
    const revoking = { invitationId: data.inviteEmployee.invitation.id, idempotencyKey: 'RR' };
    const revoked = await revocation.send(revoking, lister);
    expect(revoked).toMatchObject({ refusals: [] });
    await server.database.transaction((transaction) =>
      transaction.change("UPDATE affiliation SET organizationId = 'other' WHERE employeeId = 'lister'"),
    );
    const { body } = await server.ask(REVOKE, { variables: { input: revoking }, as: lister });
    expect(body.data.revokeInvitation.refusals).toEqual([
      {
        code: 'IDEMPOTENCY_KEY_REUSED',
        message:
          'The idempotency key "RR" was used in the last 24 hours, while you belonged to another organization. This request changed nothing. To run the command for this organization, use a new key.',
        path: ['input', 'idempotencyKey'],
      },
    ]);
  });

  it("repeats an agent's answer regardless of the agent's organization", async () => {
    const agent = await server.person('agent', ['agent']);
    const placing = {
      organizationId: 'org_own',
      competency: 'devops',
      effect: { grant: 'SILVER' },
      from: '2026-03-02',
      until: '2026-04-02',
      reason: 'A bridge',
      idempotencyKey: 'AA',
    };
    const placed = await override.send(placing, agent);
    expect(placed).toMatchObject({ override: { id: expect.any(String) }, refusals: [] });
    await storePerson(server.database, 'agent', { organizationId: 'other' });
    expect(await override.send(placing, agent)).toEqual(placed);
    await server.database.transaction((transaction) =>
      transaction.change("UPDATE affiliation SET organizationId = 'own' WHERE employeeId = 'agent'"),
    );
    expect(await override.send(placing, agent)).toEqual(placed);
    expect(await server.database.rows('SELECT COUNT(*) AS n FROM competency_override')).toEqual([{ n: 1 }]);
  });
});
