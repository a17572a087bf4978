import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
  const reused = [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }];
  const named = (idempotencyKey: string, name: string) => ({
    employeeId: 'emp_boss',
    expectedVersion: 1,
    name,
    idempotencyKey,
  });
  const moved = (idempotencyKey: string, city: string, expectedVersion = 1) => ({
    organizationId: 'org_own',
    expectedVersion,
    city,
    idempotencyKey,
  });

  it('is one for all commands of a person, in whichever order', async () => {
    const first = await employee.send(named('KK', 'Boss Larsen'), boss);
    expect(first).toEqual({ employee: { name: 'Boss Larsen', version: 2 }, refusals: [] });
    expect(await organization.refused(moved('KK', 'Bremen'), boss)).toEqual(reused);
    expect(await employee.refused(named('KK', 'Somebody else'), boss)).toEqual(reused);
    expect(await employee.send(named('KK', 'Boss Larsen'), boss)).toEqual(first);

    const second = await organization.send(moved('LL', 'Bonn'), boss);
    expect(second).toEqual({ organization: { city: 'Bonn', version: 2 }, refusals: [] });
    expect(await employee.refused(named('LL', 'Boss'), boss)).toEqual(reused);
    expect(await organization.send(moved('LL', 'Bonn'), boss)).toEqual(second);
  });

  it('may be anybody else’s, too', async () => {
    const told = await organization.send(moved('KK', 'Mainz', 2), await server.person('second'));
    expect(told).toEqual({ organization: { city: 'Mainz', version: 3 }, refusals: [] });
  });

  it('stays who has moved to another organization, where the old answer is not found', async () => {
    await storePerson(server.database, 'mover', { organizationId: 'own', role: 'ADMIN' });
    const mover = await server.person('mover');
    const invite = (organizationId: string, name: string) => ({
      organizationId,
      name,
      idempotencyKey: 'MM',
    });
    const told = await invitation.send(invite('org_own', 'Ann'), mover);
    expect(told).toMatchObject({ invitation: { id: expect.any(String) }, refusals: [] });
    const move = (to: string) =>
      server.database.transaction((transaction) =>
        transaction.change("UPDATE affiliation SET organizationId = ? WHERE employeeId = 'mover'", [to]),
      );
    await move('other');
    expect(await invitation.refused(invite('org_own', 'Ann'), mover)).toBe('FORBIDDEN');
    expect(await invitation.refused(invite('org_other', 'Ann'), mover)).toEqual(reused);
    await move('own');
    expect(await invitation.send(invite('org_own', 'Ann'), mover)).toEqual(told);
  });
});
