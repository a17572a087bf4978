import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const PREVIEW = 'isAllowed permittedFrom refusal { code message path }';
const OWN = `query ($to: ID!) { viewer { employee { associationPreview(organizationId: $to) { ${PREVIEW} } } } }`;
const OF = `query ($id: ID!) { node(id: $id) { ... on Employee { name
  associationPreview(organizationId: "org_b") { ${PREVIEW} } } } }`;

describe.each(DATABASES)('associationPreview on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'a' }, { id: 'b' });
    agent = await server.person('agent', ['agent']);
    await storePerson(server.database, 'free');
    await storePerson(server.database, 'settled', { organizationId: 'a' });
    await storePerson(server.database, 'hasty', { organizationId: 'a', from: '2026-02-15' });
    await storePerson(server.database, 'leaving', {
      organizationId: 'a',
      from: '2026-02-15',
      until: '2026-03-10',
    });
    await storePerson(server.database, 'staying', {
      organizationId: 'a',
      from: '2026-02-15',
      until: '2026-06-30',
    });
    await storePerson(server.database, 'boss', { organizationId: 'a', role: 'ADMIN' });
  });
  afterAll(() => server.stop());
  const ask = async (subject: string, to: string) => {
    const { body } = await server.ask(OWN, { variables: { to }, as: await server.person(subject) });
    return body.data.viewer.employee.associationPreview;
  };

  it.each([
    ['free', 'org_b', true, '2026-03-02', null],
    ['settled', 'org_b', true, '2026-03-02', null],
    ['hasty', 'org_b', false, '2026-03-17', 'TOO_SOON'],
    ['settled', 'org_a', false, null, 'ALREADY_EXISTS'],
    // The current organization: permitted once the affiliation has ended and the limits allow an association.
    ['leaving', 'org_a', false, '2026-03-17', 'ALREADY_EXISTS'],
    ['staying', 'org_a', false, '2026-06-30', 'ALREADY_EXISTS'],
    ['free', 'org_nowhere', false, null, 'NOT_FOUND'],
    ['free', 'nonsense', false, null, 'NOT_FOUND'],
  ])(
    'previews %s joining %s: allowed %s, from %s, refusal %s',
    async (subject, to, isAllowed, permittedFrom, code) => {
      const preview = await ask(subject, to);
      expect([preview.isAllowed, preview.permittedFrom, preview.refusal?.code ?? null]).toEqual([
        isAllowed,
        permittedFrom,
        code,
      ]);
    },
  );

  it('returns the refusal of the command, and changes nothing', async () => {
    const before = await server.database.rows('SELECT * FROM affiliation ORDER BY id');
    for (const [subject, to] of [
      ['hasty', 'org_b'],
      ['settled', 'org_a'],
      ['free', 'org_nowhere'],
    ] as const) {
      const { refusal } = await ask(subject, to);
      const { body } = await server.ask(
        'mutation ($to: ID!) { associate(input: { target: { organizationId: $to } }) { refusals { code message path } } }',
        { variables: { to }, as: await server.person(subject) },
      );
      expect(body.data.associate.refusals).toEqual([refusal]);
    }
    expect(await server.database.rows('SELECT * FROM affiliation ORDER BY id')).toEqual(before);
  });

  it('is restricted to the person and agents', async () => {
    const previewOf = async (subject: string, as: string) =>
      (await server.ask(OF, { variables: { id: `emp_${subject}` }, as })).body;
    expect((await previewOf('hasty', agent)).data.node.associationPreview.permittedFrom).toBe('2026-03-17');
    const { errors } = await previewOf('settled', await server.person('boss'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await previewOf('settled', await server.person('free'))).data.node).toBeNull();
  });

  it('takes the same number of statements for many people as for one', async () => {
    const statements = async (first: number) => {
      const { body } = await server.ask(
        `query ($first: Int!) { employees(first: $first) { nodes { associationPreview(organizationId: "org_b") { isAllowed } } } }`,
        { variables: { first }, as: agent },
      );
      expect(body.data.employees.nodes).toHaveLength(first);
      return server.log.at(-1)?.['statements'];
    };
    // Statements for the caller, the people, the organization, their affiliations and the newest catalogue version.
    expect([await statements(1), await statements(6)]).toEqual([5, 5]);
  });

  it('previews the status of both organizations after the association', async () => {
    const levels = (status: { competencies: readonly object[] }) => status.competencies;
    const STATUS = 'competencies(attainedAtLeast: SILVER) { key attainedLevel }';
    const query = `query ($id: ID!) {
      node(id: $id) { ... on Employee { associationPreview(organizationId: "org_b") {
        leaving { before { ${STATUS} } after { ${STATUS} } }
        joining { before { ${STATUS} } after { ${STATUS} } differences {
          aspect ... on CompetencyLevelDifference { competency { key } levelAfter } } }
      } } }
      a: organization(by: { id: "org_a" }) { ${STATUS} }
      b: organization(by: { id: "org_b" }) { ${STATUS} }
    }`;
    await storePerson(server.database, 'expert', { organizationId: 'a' });
    await storePerson(server.database, 'local', { organizationId: 'b' });
    // Two people with these credentials prove Silver in application development.
    await storeAchievements(server.database, 'expert', '70-532');
    await storeAchievements(server.database, 'local', '70-480');
    const readPreview = async () =>
      (await server.ask(query, { variables: { id: 'emp_expert' }, as: agent })).body.data;
    const before = await readPreview();
    const { leaving, joining } = before.node.associationPreview;
    expect([leaving.before, joining.before]).toEqual([before.a, before.b]);
    expect(joining.differences).toContainEqual({
      aspect: 'ATTAINED',
      competency: { key: 'application-development' },
      levelAfter: 'SILVER',
    });
    const { body } = await server.ask(
      'mutation { associate(input: { target: { organizationId: "org_b" } }) { refusals { message } } }',
      { as: await server.person('expert') },
    );
    expect(body.data.associate.refusals).toEqual([]);
    const after = await readPreview();
    expect([levels(after.a), levels(after.b)]).toEqual([levels(leaving.after), levels(joining.after)]);
  });

  it("returns no `leaving` for the person's current organization", async () => {
    const { body } = await server.ask(
      `{ viewer { employee { associationPreview(organizationId: "org_a") {
        isAllowed leaving { before { eligibleLevels } }
      } } } }`,
      { as: await server.person('settled') },
    );
    expect(body.data.viewer.employee.associationPreview).toEqual({ isAllowed: false, leaving: null });
  });

  it('shows the person the effect on the current organization, but not on the destination', async () => {
    const { body } = await server.ask(
      `{ viewer { employee { associationPreview(organizationId: "org_b") {
        leaving { before { eligibleLevels } } joining { before { eligibleLevels } }
      } } } }`,
      { as: await server.person('settled') },
    );
    expect(body.data.viewer.employee.associationPreview).toEqual({
      leaving: { before: { eligibleLevels: [] } },
      joining: null,
    });
  });
});
