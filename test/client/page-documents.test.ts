import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemo } from '../../server/demo/load-demo';
import { day } from '../../server/rules';
import { SQLITE } from '../support/databases';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

const FOLDER = join(__dirname, '../../client/examples/documents');
const PEOPLE = 20;
/** The budget of a page, in points. */
const MAX_POINTS = 2_000;
const ORGANIZATION = { key: 'nordwind-it' };

describe('the documents of a page', () => {
  let server: TestServer;
  let agent: string;

  beforeAll(async () => {
    server = await startTestServer(SQLITE);
    await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
    agent = await server.person('agent', ['agent']);
    await addPeopleUpTo(PEOPLE);
  });
  afterAll(() => server.stop());

  it('show a partner the status and the people of the organization', async () => {
    const admin = await server.person('demo-partner-admin');
    const file = 'partner-dashboard.graphql';
    const status = await run(file, 'PartnerStatus', { until: '2027-03-02' }, admin);
    expect(status.data.viewer.organization).toMatchObject({
      name: 'Nordwind IT',
      membership: { level: 'GOLD' },
      status: { on: TODAY, eligibleLevels: ['SILVER', 'GOLD'] },
    });
    const people = await run(file, 'PartnerPeople', { first: PEOPLE }, admin);
    expect(people.data.viewer.organization.employees.nodes).toHaveLength(PEOPLE);
    expect(status.points + people.points).toBeLessThan(MAX_POINTS);
  });

  it('show an agent the members at risk, and what to decide about one of them', async () => {
    const file = 'agent-desk.graphql';
    const list = await run(file, 'MembersAtRisk', { renewal: { until: '2027-03-02' } }, agent);
    expect(list.data.organizationsAtRisk.nodes.length).toBeGreaterThan(0);
    const one = await run(file, 'OrganizationForAgent', { organization: ORGANIZATION }, agent);
    expect(one.data.organization.employees.nodes).toHaveLength(PEOPLE);
    expect(list.points + one.points).toBeLessThan(MAX_POINTS);
  });

  it('show customers a profile', async () => {
    const profile = await run('public-profile.graphql', 'PublicProfile', { organization: ORGANIZATION });
    expect(profile.data.organization.marketingProfile).toMatchObject({
      name: 'Nordwind IT',
      membershipLevel: 'GOLD',
    });
    expect(profile.points).toBeLessThan(MAX_POINTS);
  });

  async function run(file: string, operationName: string, variables: object, as?: string) {
    const document = readFileSync(join(FOLDER, file), 'utf8');
    const { status, body } = await server.ask(document, {
      operationName,
      variables,
      ...(as === undefined ? {} : { as }),
    });
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    return { data: body.data, points: body.extensions.cost.requested as number };
  }

  /** Registers and affiliates people until the organization has this number. */
  async function addPeopleUpTo(count: number): Promise<void> {
    const { body } = await server.ask(
      '{ organization(by: { key: "nordwind-it" }) { id employees(first: 1) { totalCount } } }',
      { as: agent },
    );
    const { id, employees } = body.data.organization;
    for (let number = employees.totalCount; number < count; number += 1) {
      const registered = await server.ask(
        'mutation ($input: RegisterEmployeeInput!) { registerEmployee(input: $input) { employee { id } } }',
        { as: agent, variables: { input: { name: `Person ${number}`, subject: `person-${number}` } } },
      );
      const employeeId = registered.body.data.registerEmployee.employee.id;
      const affiliated = await server.ask(
        'mutation ($input: RecordAffiliationInput!) { recordAffiliation(input: $input) { refusals { message } } }',
        { as: agent, variables: { input: { employeeId, organizationId: id, from: TODAY } } },
      );
      expect(affiliated.body.data.recordAffiliation.refusals).toEqual([]);
    }
  }
});
