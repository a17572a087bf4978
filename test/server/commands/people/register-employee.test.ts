import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const REGISTER = `mutation ($input: RegisterEmployeeInput!) { registerEmployee(input: $input) {
  employee { id name email version affiliations(first: 1) { totalCount } }
  refusals { code message path }
  query { viewer { roles employee { id email } } } } }`;

describe.each(DATABASES)('registerEmployee on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, REGISTER);
  const subjects = async (name: string) =>
    (
      await server.database.rows<{ subject: string | null }>('SELECT subject FROM employee WHERE name = ?', [
        name,
      ])
    ).map(({ subject }) => subject);

  it("creates the caller's own account, visible in the same request, with an audit entry", async () => {
    const { employee, refusals, query } = await send(
      { name: 'Ann Larsen', email: 'ann@nordwind.example' },
      await server.person('ann|1'),
    );
    expect(refusals).toEqual([]);
    expect(employee).toEqual({
      id: expect.stringMatching(/^emp_[0-9a-f]{8}-[0-9a-f]{4}-7/),
      name: 'Ann Larsen',
      email: 'ann@nordwind.example',
      version: 1,
      affiliations: { totalCount: 0 },
    });
    expect(query.viewer).toEqual({ roles: [], employee: { id: employee.id, email: 'ann@nordwind.example' } });
    expect(await subjects('Ann Larsen')).toEqual(['ann|1']);
    expect(await auditOf(server, employee.id)).toEqual([
      {
        command: 'registerEmployee',
        actor: 'person:ann|1',
        organizationId: null,
        before: null,
        after: expect.objectContaining({ name: 'Ann Larsen', subject: 'ann|1', version: 1 }),
        reason: null,
      },
    ]);
  });

  it('refuses a second account of one person, even under 20 concurrent requests', async () => {
    const as = await server.person('twice');
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ name: 'Twice' }, as)));
    expect(answers.filter(({ employee }) => employee !== null)).toHaveLength(1);
    expect(await subjects('Twice')).toHaveLength(1);
    expect(await refused({ name: 'Thrice' }, as)).toEqual([
      { code: 'ALREADY_EXISTS', message: 'You already have an account.', path: ['input'] },
    ]);
  });

  it('lets an agent register a person, who can then sign in to the account', async () => {
    const { employee, query } = await send({ name: 'Ben Ito', subject: 'ben', email: null }, agent);
    expect(employee).toMatchObject({ name: 'Ben Ito', email: null });
    expect(query.viewer.employee).toBeNull();
    const { body } = await server.ask('{ viewer { employee { id } } }', { as: await server.person('ben') });
    expect(body.data.viewer.employee.id).toBe(employee.id);
    expect(await refused({ name: 'Ben', subject: 'ben' }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'There is already an account with the subject "ben".',
        path: ['input', 'subject'],
      },
    ]);
    expect(await refused({ name: 'Ben' }, await server.person('ben'))).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input'] },
    ]);
  });

  it('lets an agent register any number of people who cannot sign in yet', async () => {
    for (let i = 0; i < 3; i++) expect((await send({ name: 'From History' }, agent)).refusals).toEqual([]);
    expect(await subjects('From History')).toEqual([null, null, null]);
  });

  it('lets only agents give a subject, and hides from everybody else which subjects are taken', async () => {
    const as = await server.person('curious');
    const taken = await refused({ name: 'Curious', subject: 'ann|1' }, as);
    expect(taken).toEqual([
      {
        code: 'INVALID',
        message:
          'Only an agent of the vendor may set a subject. Leave it out: your account uses the subject of your token.',
        path: ['input', 'subject'],
      },
    ]);
    expect(await refused({ name: 'Curious', subject: 'nobody' }, as)).toEqual(taken);
    expect(await subjects('Curious')).toEqual([]);
  });

  it('requires a signed-in caller', async () => {
    expect(await refused({ name: 'Nobody' })).toBe('UNAUTHENTICATED');
  });

  it('reports every invalid argument with its path', async () => {
    expect(await refused({ name: ' Ann', email: 'ann', subject: 'a\nb' }, agent)).toEqual([
      { code: 'INVALID', message: expect.stringContaining('" Ann"'), path: ['input', 'name'] },
      {
        code: 'INVALID',
        message: '"ann" is not an e-mail address. Give an address such as "ann@nordwind.example".',
        path: ['input', 'email'],
      },
      { code: 'INVALID', message: expect.stringContaining('control character'), path: ['input', 'subject'] },
    ]);
    for (const email of ['', ' ', 'a@b', 'a b@c.de', 'a@@c.de', '@c.de', `${'x'.repeat(250)}@c.de`]) {
      expect(await refused({ name: 'Ann', email }, agent)).toMatchObject([{ path: ['input', 'email'] }]);
    }
    expect(await refused({ name: 'x'.repeat(201) }, agent)).toMatchObject([{ path: ['input', 'name'] }]);
    expect(await refused({ name: 'Long', subject: 'x'.repeat(201) }, agent)).toMatchObject([
      { path: ['input', 'subject'] },
    ]);
  });

  it('stores text unchanged, up to the maximum length', async () => {
    const input = { name: `O'Neill"; DROP TABLE employee;-- <b>`, email: `${'ü'.repeat(245)}@xy.test` };
    expect((await send({ ...input, subject: 's'.repeat(200) }, agent)).employee).toMatchObject(input);
    const { employee } = await send({ name: '😀'.repeat(200) }, await server.person('t'.repeat(200)));
    expect(employee.name).toBe('😀'.repeat(200));
  });

  it('repeats the answer for an idempotency key', async () => {
    const as = await server.person('repeater');
    const first = await send({ name: 'Repeater', idempotencyKey: 'r' }, as);
    const again = await send({ name: 'Repeater', idempotencyKey: 'r' }, as);
    expect(again).toEqual(first);
    expect(await subjects('Repeater')).toHaveLength(1);
    expect(await refused({ name: 'Changed', idempotencyKey: 'r' }, as)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  it('repeats the answer after the person has joined an organization', async () => {
    await storeOrganizations(server.database, { id: 'joined' });
    const as = await server.person('joiner');
    const input = { name: 'Joiner', idempotencyKey: 'j' };
    const first = await send(input, as);
    const { body } = await server.ask(
      'mutation { associate(input: { target: { organizationId: "org_joined" } }) { refusals { code } } }',
      { as },
    );
    expect(body.data.associate.refusals).toEqual([]);
    expect(await send(input, as)).toMatchObject({ employee: { id: first.employee.id }, refusals: [] });
    expect(await subjects('Joiner')).toHaveLength(1);
  });

  it('hides the repeated answer from a caller who is no longer an agent', async () => {
    const input = { name: 'Once Shown', idempotencyKey: 'agents' };
    const { employee } = await send(input, await server.person('former', ['agent']));
    expect(employee.name).toBe('Once Shown');
    expect((await send(input, await server.person('former'))).employee).toBeNull();
  });
});
