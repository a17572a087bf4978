import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const PEOPLE = `{ organization(by: { key: "alpha" }) {
  affiliations(first: 9) { nodes { employee { id email achievements(first: 9) { nodes { credential { code } } } } } }
  competency(key: "application-development") { uncounted(first: 9) { nodes { contributor { employee { id } } } } }
} }`;

describe.each(DATABASES)("an organization's view of a person on $name", (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    const { database } = server;
    await storeOrganizations(database, { id: 'alpha' }, { id: 'beta' });
    await storePerson(database, 'boss', { organizationId: 'alpha', role: 'ADMIN' });
    await storePerson(database, 'here', { organizationId: 'alpha', from: '2025-01-01' });
    await storePerson(database, 'left', { organizationId: 'alpha', from: '2025-01-01', until: '2026-01-01' });
    await storePerson(database, 'never', {
      organizationId: 'alpha',
      from: '2025-06-01',
      until: '2025-06-01',
    });
    await storePerson(database, 'fresh', { organizationId: 'alpha', from: TODAY });
    await storePerson(database, 'soon', { organizationId: 'alpha', from: '2026-06-01' });
    for (const id of ['here', 'left', 'never', 'soon'])
      await storeAchievements(database, id, '70-480', '70-483');
    await database.transaction(async (transaction) => {
      await transaction.change("UPDATE employee SET email = CONCAT(id, '@example.com')");
      for (const [credential, day] of [
        ['70-480', '2025-03-01'],
        ['70-483', '2026-02-01'],
      ] as const) {
        await transaction.change('UPDATE achievement SET earnedOn = ? WHERE credential = ?', [
          day,
          credential,
        ]);
      }
    });
  });
  afterAll(() => server.stop());

  async function viewOf(subject: string, roles: readonly string[] = []) {
    const { body } = await server.ask(PEOPLE, { as: await server.person(subject, roles) });
    const { affiliations, competency } = body.data.organization;
    const people = affiliations.nodes.map(({ employee }: { employee: VisibleEmployee }) => [
      employee.id,
      employee.email,
      employee.achievements.nodes.map(({ credential }) => credential.code).join(' '),
    ]);
    const uncounted = competency.uncounted.nodes.map(
      ({ contributor }: { contributor: { employee: { id: string } } }) => contributor.employee.id,
    );
    return { people, uncounted: [...new Set(uncounted)].sort(), errors: body.errors };
  }

  it("excludes a leaver's current address and later achievements", async () => {
    expect(await viewOf('boss')).toEqual({
      people: [
        ['emp_boss', 'boss@example.com', ''],
        ['emp_fresh', 'fresh@example.com', ''],
        ['emp_here', 'here@example.com', '70-480 70-483'],
        ['emp_left', null, '70-480'],
        ['emp_never', null, ''],
        ['emp_soon', null, '70-480 70-483'],
      ],
      uncounted: ['emp_here', 'emp_left', 'emp_soon'],
      errors: undefined,
    });
  });

  it.each([
    ['2025-12-31', ['here', 'left']],
    ['2026-01-01', ['boss', 'here']],
    ['2026-03-01', ['boss', 'here']],
    [TODAY, ['boss', 'fresh', 'here']],
    ['2026-06-01', ['boss', 'fresh', 'here', 'soon']],
  ])(
    'lists the people affiliated on %s, but nobody whose affiliation ends on that day',
    async (on, expectedIds) => {
      const { body } = await server.ask(
        'query ($on: LocalDate) { organization(by: { key: "alpha" }) { employees(first: 9, on: $on) { nodes { id } } } }',
        { variables: { on }, as: await server.person('boss') },
      );
      expect(body.data.organization.employees.nodes).toEqual(expectedIds.map((id) => ({ id: `emp_${id}` })));
    },
  );

  it('shows everything to agents', async () => {
    const { people } = await viewOf('agent', ['agent']);
    expect(people.map(([, email]: readonly string[]) => email)).toEqual(
      ['boss', 'fresh', 'here', 'left', 'never', 'soon'].map((id) => `${id}@example.com`),
    );
    expect(people.map(([, , earned]: readonly string[]) => earned)).toEqual([
      '',
      '',
      ...Array.from({ length: 4 }, () => '70-480 70-483'),
    ]);
  });

  it('shows everything to the person', async () => {
    const { body } = await server.ask(`{ viewer { employee { email } } }`, {
      as: await server.person('left'),
    });
    expect([TODAY, body.data.viewer.employee.email]).toEqual(['2026-03-02', 'left@example.com']);
  });
});

interface VisibleEmployee {
  readonly id: string;
  readonly email: string | null;
  readonly achievements: { readonly nodes: readonly { readonly credential: { readonly code: string } }[] };
}
