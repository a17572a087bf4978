import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../server/demo/load-demo';
import { day } from '../../../server/rules';
import { DATABASES } from '../../support/databases';
import { storeAchievements, storePerson } from '../../support/facts';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of an answer
type Told = any;

const today = day(TODAY);
describe.each(DATABASES)('what if, on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await loadDemo(server.database, today, new Date());
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const whatIf = async (changes: readonly object[], as = agent) => {
    const { body } = await server.ask(
      `query ($changes: [SuppositionInput!]!) {
        organization(key: "nordwind-it") {
          whatIf(changes: $changes) {
            before { eligibleLevels competencies(attainedAtLeast: SILVER) { key attainedLevel } }
            after {
              eligibleLevels
              competencies(attainedAtLeast: SILVER) { key attainedLevel overrides { effect override { id } } }
              competency(key: "devops") { paths { requirements { ... on PeopleProgress { slots { filledBy { joiner employee { id } } with { credential { code } achievement { id } } } } } } }
            }
            differences { aspect competency { key } levelBefore levelAfter flagBefore flagAfter inWords }
          }
        }
      }`,
      { as, variables: { changes } },
    );
    return body;
  };

  it('nothing happened, nothing differs', async () => {
    const { data } = await whatIf([]);
    expect(data.organization.whatIf.differences).toEqual([]);
  });

  it('each critical person left, what was said to be lost differs', async () => {
    const { body } = await server.ask(
      '{ organization(key: "nordwind-it") { criticalPeople { employee { id } losses { competency { key } on } } } }',
      { as: agent },
    );
    const { criticalPeople: people } = body.data.organization;
    for (const { employee, losses } of people) {
      const { data } = await whatIf([{ personLeaves: { employeeId: employee.id } }]);
      const attained = data.organization.whatIf.differences
        .filter(({ aspect }: Told) => aspect === 'ATTAINED')
        .map(({ competency }: Told) => competency.key);
      const now = losses.filter(({ on }: Told) => on === TODAY).map(({ competency }: Told) => competency.key);
      expect(attained.sort()).toEqual(now.sort());
    }
    expect(people.length).toBeGreaterThan(0);
  });

  it('an override was placed, it acts, and is no stored one', async () => {
    const { data } = await whatIf([
      { overridePlaced: { competency: 'devops', effect: 'GRANT', level: 'GOLD' } },
    ]);
    const { after } = data.organization.whatIf;
    expect(after.competencies).toContainEqual({
      key: 'devops',
      attainedLevel: 'GOLD',
      overrides: [{ effect: 'GRANT', override: null }],
    });
  });

  it('what a plan asks for was earned, and who is to be hired joined: its level is reached', async () => {
    const { body } = await server.ask(
      `{ organization(key: "nordwind-it") {
        competencies { key levelWithoutOverrides overrides { effect } }
        plan(level: GOLD) { competency { key } missingSales { months } steps { employee { id } credentials { code } } }
      } }`,
      { as: agent },
    );
    const { competencies, plan: ways } = body.data.organization;
    const open = competencies
      .filter((one: Told) => one.levelWithoutOverrides !== 'GOLD' && one.overrides.length === 0)
      .map((one: Told) => one.key);
    const reachable = ways.filter(
      (one: Told) => open.includes(one.competency.key) && one.missingSales.length === 0,
    );
    expect(reachable.length).toBeGreaterThan(0);
    for (const { competency, steps } of reachable.slice(0, 5)) {
      const changes = steps.flatMap(({ employee, credentials }: Told): object[] =>
        employee === null
          ? [{ personJoins: { credentials: credentials.map(({ code }: Told) => code) } }]
          : credentials.map(({ code }: Told) => ({
              credentialEarned: { employeeId: employee.id, credential: code },
            })),
      );
      const { data } = await whatIf(changes);
      expect(data.organization.whatIf.differences).toContainEqual(
        expect.objectContaining({
          aspect: 'ATTAINED',
          competency: { key: competency.key },
          levelAfter: 'GOLD',
        }),
      );
    }
  });

  it('somebody joined, who is shown as a joiner and not as an employee', async () => {
    const { data } = await whatIf([
      ...Array.from({ length: 20 }, () => ({ personJoins: { credentials: ['70-532', '70-534'] } })),
    ]);
    const told = JSON.stringify(data.organization.whatIf.after);
    expect(told).not.toMatch(/"joiner":null,"employee":null|"joiner":\d+,"employee":\{/);
  });

  it.each(['0000-01-01', '0001-01-01', '9999-01-01', '9999-10-01', '9999-12-30', '9999-12-31'])(
    'everything happens on %s, at an edge of the calendar: it is answered, or refused in words',
    async (on) => {
      const { body } = await server.ask(
        `{ organization(key: "nordwind-it") {
          employees(first: 1) { nodes { id achievements(first: 1) { nodes { id } } } }
          overrides(first: 1) { nodes { id } }
        } }`,
        { as: agent },
      );
      const { employees, overrides } = body.data.organization;
      const [{ id: employeeId, achievements }] = employees.nodes;
      const month = on.slice(0, 7);
      const override = { competency: 'devops', effect: 'WITHHOLD', from: on };
      const suppositions = [
        { personLeaves: { employeeId, on } },
        { personJoins: { credentials: ['70-532'], on } },
        { credentialEarned: { employeeId, credential: 'CSM', on } },
        ...achievements.nodes.map(({ id }: Told) => ({ achievementRevoked: { achievementId: id, on } })),
        { sales: { metric: 'azureConsumption', month, amount: '1.00' } },
        ...overrides.nodes.map(({ id }: Told) => ({ overrideEnds: { overrideId: id, on } })),
        { overridePlaced: { ...override, until: on } },
        { overridePlaced: { ...override, until: '9999-12-31' } },
      ];
      for (const supposition of suppositions) {
        const { data, errors } = await whatIf([supposition]);
        expect([supposition, errors]).toEqual([supposition, undefined]);
        expect(data.organization.whatIf).not.toBeNull();
      }
      const { errors } = await whatIf([{ overridePlaced: override }]);
      // Three months later, by the policy.
      const beyond = {
        code: 'BAD_USER_INPUT',
        message: `Counted from ${on} on, the calendar ends before. Name the end, or an earlier day.`,
      };
      expect(errors?.map(({ message, extensions }: Told) => ({ code: extensions.code, message }))).toEqual(
        on < '9999-10-01' ? undefined : [beyond],
      );
    },
  );

  it.each([
    ['an earlier month is closed today', { monthClosed: { month: '2026-02' } }],
    ['a later month is closed when it is over', { monthClosed: { month: '2026-04', on: '2026-05-01' } }],
    ['the last month but one is closed', { monthClosed: { month: '9999-11', on: '9999-12-01' } }],
    [
      'a month to come brings as much as can be recorded',
      { sales: { metric: 'azureConsumption', month: '2027-01', amount: '-999999999999.99' } },
    ],
  ])('%s, which may be', async (_, supposition) => {
    expect((await whatIf([supposition])).errors).toBeUndefined();
  });

  it('what somebody earned before leaving was revoked, which may be; what was earned since is unknown', async () => {
    const [organization] = await server.database.rows<{ id: string }>(
      "SELECT id FROM organization WHERE `key` = 'nordwind-it'",
    );
    // Each earns it on 2026-01-01.
    for (const [person, until] of [
      ['stayed', '2026-01-02'],
      ['gone', '2026-01-01'],
    ] as const) {
      const affiliation = { organizationId: organization?.id ?? '', from: '2025-01-01', until };
      await storePerson(server.database, person, affiliation);
      await storeAchievements(server.database, person, 'CSM');
    }
    const revoked = async (id: string) => {
      const { data, errors } = await whatIf([{ achievementRevoked: { achievementId: id } }]);
      return (
        errors?.map(({ message }: Told) => message.replace(id, 'ID')) ?? data.organization.whatIf.differences
      );
    };
    expect(await revoked('ach_stayed-CSM')).toEqual([]);
    expect(await revoked('ach_gone-CSM')).toEqual(await revoked('ach_none'));
  });

  it.each([
    [
      [{ personLeaves: { employeeId: 'emp_nobody' } }],
      /No employee of this organization has the id "emp_nobody"/,
    ],
    [[{ overrideEnds: { overrideId: 'ovr_none' } }], /no override with the id "ovr_none"/],
    [[{ achievementRevoked: { achievementId: 'ach_none' } }], /achievement with the id "ach_none"/],
    [[{ personJoins: { credentials: ['70-000'] } }], /no credential "70-000"/],
    [[{ sales: { metric: 'smiles', month: '2026-01', amount: '1.00' } }], /no metric "smiles"/],
    [
      [{ sales: { metric: 'azureConsumption', month: '2026-01', amount: '-1000000000000.00' } }],
      'The amount "-1000000000000.00" is beyond what can be recorded: at most 999999999999.99, up or down.',
    ],
    [[{ overridePlaced: { competency: 'weaving', effect: 'WITHHOLD' } }], /no competency "weaving"/],
    [[{ overridePlaced: { competency: 'devopz', effect: 'WITHHOLD' } }], /Did you mean "devops"\?$/],
    [
      [{ overridePlaced: { competency: 'devops', effect: 'GRANT' } }],
      'Name the level that a GRANT lifts to.',
    ],
    [
      [{ overridePlaced: { competency: 'devops', effect: 'WITHHOLD', level: 'GOLD' } }],
      'A WITHHOLD takes every level away. Leave the level out.',
    ],
    [
      [{ sales: { metric: 'azureConsumption', month: '2026-01', amount: '-1000000000000.00' } }],
      'The amount "-1000000000000.00" is beyond what can be recorded: at most 999999999999.99, up or down.',
    ],
    [
      [{ sales: { metric: 'azureConsumptoin', month: '2026-01', amount: '1.00' } }],
      /Did you mean "azureConsumption"\?$/,
    ],
    [[{ personJoins: { credentials: ['70-000', 'CSMM'] } }], /"70-000".*Did you mean "CSM"\?$/],
    [
      [
        {
          overridePlaced: {
            competency: 'devops',
            effect: 'WITHHOLD',
            from: '2026-05-01',
            until: '2026-04-30',
          },
        },
      ],
      /before it begins/,
    ],
    // Today is 2026-03-02.
    [
      [{ monthClosed: { month: '2026-03' } }],
      'The month "2026-03" is not over on 2026-03-02, so it cannot be closed then. Name 2026-04-01 or a later day.',
    ],
    [[{ monthClosed: { month: '2026-04', on: '2026-04-30' } }], /Name 2026-05-01 or a later day/],
    [
      [{ monthClosed: { month: '9999-12', on: '9999-12-31' } }],
      'The calendar ends with the month "9999-12", so it is never over. Name an earlier one.',
    ],
    [[{}], /Exactly one key/],
    [
      [{ personJoins: { credentials: [] }, sales: { metric: 'x', month: '2026-01', amount: '1' } }],
      /Exactly one key/,
    ],
    [Array.from({ length: 101 }, () => ({ personJoins: { credentials: [] } })), /101 changes were named/],
  ])('%j is refused in words', async (changes, words) => {
    const { errors } = await whatIf(changes);
    expect(errors[0].message).toMatch(words);
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});
