import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '../../../../server/db/instant';
import { presentAuditEntry } from '../../../../server/presenters/organizations/audit-entry';
import { commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson, storeTerms } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const REGISTER = `mutation ($input: RegisterEmployeeInput!) { registerEmployee(input: $input) {
  employee { id } refusals { code } } }`;
const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) {
  employee { id } refusals { code } } }`;
const CLOSE = `mutation ($input: CloseMonthInput!) { closeMonth(input: $input) {
  monthClosing { id } refusals { code } } }`;

describe.each(DATABASES)('auditEntries on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const changesOf = async (subject: string, paging = 'first: 10') => {
    const { body } = await server.ask(
      `query ($subject: ID!) { auditEntries(subject: $subject, ${paging}) {
        totalCount pageInfo { hasNextPage endCursor } nodes { command actor subjectId subject { __typename id } oldValue newValue } } }`,
      { variables: { subject }, as: agent },
    );
    expect(body.errors).toBeUndefined();
    return body.data.auditEntries;
  };

  it('lists the entries of a person without an organization, newest first and in pages', async () => {
    const { employee } = await commandsOf(() => server, REGISTER).send(
      { name: 'Ann', email: 'ann@example.com' },
      await server.person('ann'),
    );
    for (const [expectedVersion, name] of [
      [1, 'Anna'],
      [2, 'Anne'],
    ]) {
      const input = { employeeId: employee.id, name, expectedVersion };
      const { refusals } = await commandsOf(() => server, UPDATE).send(input, await server.person('ann'));
      expect(refusals).toEqual([]);
    }
    const { totalCount, nodes } = await changesOf(employee.id);
    expect([totalCount, nodes.map(({ command }: { command: string }) => command)]).toEqual([
      3,
      ['updateEmployee', 'updateEmployee', 'registerEmployee'],
    ]);
    expect(nodes[0]).toMatchObject({
      actor: 'person:ann',
      subjectId: employee.id,
      subject: { __typename: 'Employee', id: employee.id },
    });
    expect(JSON.parse(nodes[0].oldValue)).toMatchObject({ name: 'Anna' });
    expect(JSON.parse(nodes[0].newValue)).toMatchObject({ name: 'Anne' });
    const first = await changesOf(employee.id, 'first: 2');
    expect(first.nodes).toEqual(nodes.slice(0, 2));
    const rest = await changesOf(employee.id, `first: 2, after: "${first.pageInfo.endCursor}"`);
    expect([rest.nodes, rest.pageInfo.hasNextPage]).toEqual([nodes.slice(2), false]);
  });

  it('lists the entries of a month, and none for an unknown object', async () => {
    const { monthClosing } = await commandsOf(() => server, CLOSE).send({ month: '2026-01' }, agent);
    expect((await changesOf(monthClosing.id)).nodes).toMatchObject([
      {
        command: 'closeMonth',
        subjectId: monthClosing.id,
        subject: { __typename: 'MonthClosing', id: monthClosing.id },
        oldValue: null,
      },
    ]);
    expect(await changesOf('emp_nobody')).toMatchObject({ totalCount: 0, nodes: [] });
    expect(await changesOf("'; DROP TABLE audit_entry; --")).toMatchObject({ totalCount: 0 });
  });

  it('replaces stored ids with global ids that can be looked up', async () => {
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'bea');
    await storeTerms(server.database, {
      id: 'term',
      organizationId: 'own',
      level: 'GOLD',
      from: '2026-01-01',
      until: '2027-01-01',
    });
    const runCommand = async (command: string, answer: string, input: object) => {
      const name = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
      const document = `mutation ($input: ${name}!) { ${command}(input: $input) { ${answer} { id } refusals { message } } }`;
      const payload = await commandsOf(() => server, document).send(input, agent);
      expect(payload).toMatchObject({ refusals: [] });
      return payload[answer].id as string;
    };
    const [organizationId, employeeId] = ['org_own', 'emp_bea'];
    const affiliation = {
      organizationId,
      employeeId,
      from: '2026-01-01',
      role: 'ADMIN',
      reason: 'It is so.',
    };
    const achievement = { employeeId, credential: 'CSM', earnedOn: '2026-01-02' };
    const override = {
      organizationId,
      competency: 'devops',
      effect: { withhold: 'ALL' },
      reason: 'It is so.',
    };
    const redemption = { organizationId, benefit: 'support-incidents', quantity: 1 };
    const expected = [
      [await runCommand('recordAffiliation', 'affiliation', affiliation), { employeeId, organizationId }],
      [await runCommand('recordAchievement', 'achievement', achievement), { employeeId }],
      [await runCommand('placeOverride', 'override', override), { organizationId }],
      [
        await runCommand('redeemBenefit', 'redemption', redemption),
        { organizationId, membershipId: 'mem_term' },
      ],
    ] as const;
    for (const [id, references] of expected) {
      const [{ oldValue, newValue }] = (await changesOf(id)).nodes;
      expect(oldValue).toBeNull();
      expect(JSON.parse(newValue)).toMatchObject({ id, ...references });
      const ids = [id, ...Object.values(references)];
      const { body } = await server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        variables: { ids },
        as: agent,
      });
      expect(body.data.nodes).toEqual(ids.map((expectedId) => ({ id: expectedId })));
    }
  });

  it('replaces ids in nested lists, and leaves every other value unchanged', () => {
    const stored = {
      id: 'new',
      organizationId: 'own',
      refundedOn: null,
      pricePaidMinorUnits: 100,
      paymentReference: 'id',
      credits: [{ membershipId: 'old', creditedTo: 'new', minorUnits: 7 }],
    };
    const row = {
      id: '1',
      createdAt: instant(new Date('2026-01-01T00:00:00Z')),
      actor: 'person:ann',
      command: 'purchaseMembership',
      organizationId: 'own',
      subject: 'mem_new',
      oldValue: null,
      newValue: JSON.stringify(stored),
      reason: null,
    };
    const { id, oldValue, newValue } = presentAuditEntry(row);
    expect([id, oldValue, JSON.parse(newValue ?? '')]).toEqual([
      'aud_1',
      null,
      {
        ...stored,
        id: 'mem_new',
        organizationId: 'org_own',
        credits: [{ membershipId: 'mem_old', creditedTo: 'mem_new', minorUnits: 7 }],
      },
    ]);
  });

  it('uses an index', async () => {
    const rows = await server.database.rows<object>(
      `${kind.name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} SELECT * FROM audit_entry WHERE subject = ? ORDER BY id DESC LIMIT 11`,
      ['emp_nobody'],
    );
    expect(JSON.stringify(rows)).toContain('audit_entry_subject');
  });
});
