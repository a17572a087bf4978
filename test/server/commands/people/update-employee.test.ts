import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) {
  employee { id name email version } refusals { code message path } query { viewer { employee { name } } } } }`;
const REGISTER = `mutation ($input: RegisterEmployeeInput!) { registerEmployee(input: $input) {
  employee { id } refusals { code } } }`;

describe.each(DATABASES)('updateEmployee on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let ann: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'cleo');
    [agent, ann] = await Promise.all([server.person('agent', ['agent']), server.person('ann')]);
  });
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, UPDATE);
  const register = commandsOf(() => server, REGISTER);

  it('changes only the given fields of an account, with an audit entry', async () => {
    const first = await send({ employeeId: 'emp_ann', expectedVersion: 1, name: 'Ann Larsen' }, ann);
    expect(first).toEqual({
      employee: { id: 'emp_ann', name: 'Ann Larsen', email: null, version: 2 },
      refusals: [],
      query: { viewer: { employee: { name: 'Ann Larsen' } } },
    });
    const email = { employeeId: 'emp_ann', expectedVersion: 2, email: 'ann@own.example' };
    expect((await send(email, ann)).employee).toMatchObject({ name: 'Ann Larsen', email: 'ann@own.example' });
    const without = { employeeId: 'emp_ann', expectedVersion: 3, email: null };
    expect((await send(without, agent)).employee).toMatchObject({ email: null, version: 4 });
    const [, second] = await auditOf(server, 'emp_ann');
    expect(second).toMatchObject({
      command: 'updateEmployee',
      actor: 'person:ann',
      before: { name: 'Ann Larsen', email: null, version: 2 },
      after: { name: 'Ann Larsen', email: 'ann@own.example', version: 3 },
    });
  });

  it('is a no-op without a change, and audits the reason of a change', async () => {
    await storePerson(server.database, 'eve');
    const eve = await server.person('eve');
    const input = { employeeId: 'emp_eve', expectedVersion: 1 };
    for (const same of [
      {},
      { name: 'eve' },
      { email: null },
      { name: 'eve', email: null, reason: 'Nothing' },
    ]) {
      expect((await send({ ...input, ...same }, eve)).employee.version).toBe(1);
    }
    expect(await auditOf(server, 'emp_eve')).toEqual([]);
    expect((await send({ ...input, name: 'Eva', reason: 'A misprint' }, agent)).employee.version).toBe(2);
    expect(await auditOf(server, 'emp_eve')).toMatchObject([{ reason: 'A misprint' }]);
    expect(await refused({ ...input, expectedVersion: 2, reason: 'x'.repeat(1001) }, eve)).toMatchObject([
      { path: ['input', 'reason'] },
    ]);
  });

  it('returns the account after each of two changes in one request', async () => {
    await storePerson(server.database, 'dora');
    const change = (expectedVersion: number) =>
      `updateEmployee(input: { employeeId: "emp_dora", expectedVersion: ${expectedVersion}, name: "Dora ${expectedVersion}" })
       { employee { name version } query { viewer { employee { name } } } }`;
    const { body } = await server.ask(`mutation { first: ${change(1)} second: ${change(2)} }`, {
      as: await server.person('dora'),
    });
    expect(body.data).toEqual({
      first: {
        employee: { name: 'Dora 1', version: 2 },
        query: { viewer: { employee: { name: 'Dora 1' } } },
      },
      second: {
        employee: { name: 'Dora 2', version: 3 },
        query: { viewer: { employee: { name: 'Dora 2' } } },
      },
    });
  });

  it('repeats the answer for an idempotency key, even after the caller has changed organization', async () => {
    await storePerson(server.database, 'fay');
    const fay = await server.person('fay');
    const input = { employeeId: 'emp_fay', expectedVersion: 1, name: 'Fay', idempotencyKey: 'f' };
    const first = await send(input, fay);
    const { body } = await server.ask(
      'mutation { associate(input: { target: { organizationId: "org_own" } }) { refusals { code } } }',
      { as: fay },
    );
    expect([first.refusals, body.data.associate.refusals]).toEqual([[], []]);
    expect(await send(input, fay)).toEqual(first);
    expect(await auditOf(server, 'emp_fay')).toHaveLength(1);
  });

  it('refuses an outdated version, and one that was never reached', async () => {
    expect(await refused({ employeeId: 'emp_cleo', expectedVersion: 2, name: 'X' }, agent)).toEqual([
      {
        code: 'INVALID',
        message: 'The version is 1 and has never been 2. Give the version that you have read.',
        path: ['input', 'expectedVersion'],
      },
    ]);
    const at = { employeeId: 'emp_cleo', expectedVersion: 1 };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => send({ ...at, name: `Cleo ${i}` }, agent)),
    );
    expect(answers.filter(({ employee }) => employee !== null)).toHaveLength(1);
    expect(answers.flatMap(({ refusals }) => refusals)).toEqual(
      Array(9).fill({
        code: 'CHANGED',
        message:
          'The version is 2, not 1: someone has changed the data in the meantime. Read it again, then decide whether to repeat the change.',
        path: ['input', 'expectedVersion'],
      }),
    );
  });

  it("refuses another person's account exactly like an unknown one, in the same number of statements", async () => {
    const tracesOf = (employeeId: string, as: string) =>
      traces({ employeeId, expectedVersion: 1, name: 'Mine' }, employeeId, as);
    for (const as of [ann, await server.person('boss'), await server.person('stranger')]) {
      const unknown = await tracesOf('emp_nono', as);
      expect(unknown.text).toContain('There is no person with the id');
      expect(await tracesOf('emp_cleo', as)).toEqual(unknown);
    }
    expect(await refused({ employeeId: 'org_own', expectedVersion: 1 }, ann)).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  it('adds a missing subject to an account, but never replaces a subject', async () => {
    const { employee } = await register.send({ name: 'From History' }, agent);
    const at = { employeeId: employee.id, expectedVersion: 1, subject: 'historic' };
    expect((await send(at, agent)).refusals).toEqual([]);
    const { body } = await server.ask('{ viewer { employee { id } } }', {
      as: await server.person('historic'),
    });
    expect(body.data.viewer.employee.id).toBe(employee.id);
    expect(await refused({ ...at, expectedVersion: 2, subject: 'other' }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'The account already has a subject, which cannot be changed.',
        path: ['input', 'subject'],
      },
    ]);
    const second = await register.send({ name: 'From History too' }, agent);
    expect(await refused({ ...at, employeeId: second.employee.id }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'There is already an account with the subject "historic".',
        path: ['input', 'subject'],
      },
    ]);
  });

  it('lets only agents set a subject, and refuses invalid values', async () => {
    const at = { employeeId: 'emp_ann', expectedVersion: 4 };
    expect(await refused({ ...at, subject: 'boss' }, ann)).toMatchObject([
      { code: 'INVALID', path: ['input', 'subject'] },
    ]);
    expect(await refused({ ...at, name: '', email: 'nowhere' }, ann)).toMatchObject([
      { path: ['input', 'name'] },
      { path: ['input', 'email'] },
    ]);
  });
});
