import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import { day } from '../../../../server/rules';
import { DATABASES } from '../../../support/databases';
import { storeAchievements, storePerson } from '../../../support/facts';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of an answer
type Answer = any;

const today = day(TODAY);
describe.each(DATABASES)('whatIf on $name', (kind) => {
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
        organization(by: { key: "nordwind-it" }) {
          whatIf(changes: $changes) {
            before { eligibleLevels competencies(attainedAtLeast: SILVER) { key attainedLevel } }
            after {
              eligibleLevels
              competencies(attainedAtLeast: SILVER) { key attainedLevel overrides { effect override { id } } }
              competency(key: "devops") { paths { requirements { ... on PeopleProgress { slots { filledBy { joiner employee { id } } with { credential { code } achievement { id } } } } } } }
            }
            differences {
              aspect inWords
              ... on CompetencyLevelDifference { competency { key } }
              ... on LevelComparison { levelBefore levelAfter }
              ... on FlagComparison { flagBefore flagAfter }
            }
          }
        }
      }`,
      { as, variables: { changes } },
    );
    return body;
  };

  it('returns no differences without suppositions', async () => {
    const { data } = await whatIf([]);
    expect(data.organization.whatIf.differences).toEqual([]);
  });

  it('shows what an organization loses if a critical person leaves', async () => {
    const { body } = await server.ask(
      '{ organization(by: { key: "nordwind-it" }) { criticalPeople { employee { id } losses { competency { key } on } } } }',
      { as: agent },
    );
    const { criticalPeople: people } = body.data.organization;
    for (const { employee, losses } of people) {
      const { data } = await whatIf([{ personLeaves: { employeeId: employee.id } }]);
      const attained = data.organization.whatIf.differences
        .filter(({ aspect }: Answer) => aspect === 'ATTAINED')
        .map(({ competency }: Answer) => competency.key);
      const now = losses
        .filter(({ on }: Answer) => on === TODAY)
        .map(({ competency }: Answer) => competency.key);
      expect(attained.sort()).toEqual(now.sort());
    }
    expect(people.length).toBeGreaterThan(0);
  });

  it('applies a supposed override, and returns no stored override for it', async () => {
    const { data } = await whatIf([{ overridePlaced: { competency: 'devops', effect: { grant: 'GOLD' } } }]);
    const { after } = data.organization.whatIf;
    expect(after.competencies).toContainEqual({
      key: 'devops',
      attainedLevel: 'GOLD',
      overrides: [{ effect: 'GRANT', override: null }],
    });
  });

  it('reaches the level of a plan once its credentials are earned and its hires join', async () => {
    const { body } = await server.ask(
      `{ organization(by: { key: "nordwind-it" }) {
        competencies { key levelWithoutOverrides overrides { effect } }
        plan(level: GOLD) { competency { key } missingSales { months } steps { employee { id } credentials { code } } }
      } }`,
      { as: agent },
    );
    const { competencies, plan: ways } = body.data.organization;
    const open = competencies
      .filter(
        ({ levelWithoutOverrides, overrides }: Answer) =>
          levelWithoutOverrides !== 'GOLD' && overrides.length === 0,
      )
      .map(({ key }: Answer) => key);
    const reachable = ways.filter(
      (way: Answer) => open.includes(way.competency.key) && way.missingSales.length === 0,
    );
    expect(reachable.length).toBeGreaterThan(0);
    for (const { competency, steps } of reachable.slice(0, 5)) {
      const changes = steps.flatMap(({ employee, credentials }: Answer): object[] =>
        employee === null
          ? [{ personJoins: { credentials: credentials.map(({ code }: Answer) => code) } }]
          : credentials.map(({ code }: Answer) => ({
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

  it('shows a supposed person as a joiner, not as an employee', async () => {
    const { data } = await whatIf([
      ...Array.from({ length: 20 }, () => ({ personJoins: { credentials: ['70-532', '70-534'] } })),
    ]);
    const answer = JSON.stringify(data.organization.whatIf.after);
    expect(answer).not.toMatch(/"joiner":null,"employee":null|"joiner":\d+,"employee":\{/);
  });

  it.each(['0000-01-01', '0001-01-01', '9999-01-01', '9999-10-01', '9999-12-30', '9999-12-31'])(
    'accepts every supposition on %s, or refuses a default end beyond the calendar',
    async (on) => {
      const { body } = await server.ask(
        `{ organization(by: { key: "nordwind-it" }) {
          employees(first: 1) { nodes { id achievements(first: 1) { nodes { id } } } }
          overrides(first: 1) { nodes { id } }
        } }`,
        { as: agent },
      );
      const { employees, overrides } = body.data.organization;
      const [{ id: employeeId, achievements }] = employees.nodes;
      const month = on.slice(0, 7);
      const override = { competency: 'devops', effect: { withhold: 'ALL' }, from: on };
      const suppositions = [
        { personLeaves: { employeeId, on } },
        { personJoins: { credentials: ['70-532'], on } },
        { credentialEarned: { employeeId, credential: 'CSM', on } },
        ...achievements.nodes.map(({ id }: Answer) => ({ achievementRevoked: { achievementId: id, on } })),
        { sales: { metric: 'azureConsumption', month, amount: '1.00' } },
        ...overrides.nodes.map(({ id }: Answer) => ({ overrideEnds: { overrideId: id, on } })),
        { overridePlaced: { ...override, until: on } },
        { overridePlaced: { ...override, until: '9999-12-31' } },
      ];
      for (const supposition of suppositions) {
        const { data, errors } = await whatIf([supposition]);
        expect([supposition, errors]).toEqual([supposition, undefined]);
        expect(data.organization.whatIf).not.toBeNull();
      }
      const { errors } = await whatIf([{ overridePlaced: override }]);
      // The default end is three months later, by the policy.
      const beyondCalendar = {
        code: 'BAD_USER_INPUT',
        message: `With ${on} as the first day, the default end would be after 9999-12-31. Give an explicit end, or an earlier first day.`,
      };
      expect(errors?.map(({ message, extensions }: Answer) => ({ code: extensions.code, message }))).toEqual(
        on < '9999-10-01' ? undefined : [beyondCalendar],
      );
    },
  );

  it.each([
    ['a past month closed today', { monthClosed: { month: '2026-02' } }],
    ['a future month closed after its last day', { monthClosed: { month: '2026-04', on: '2026-05-01' } }],
    [
      'the last month but one of the calendar closed',
      { monthClosed: { month: '9999-11', on: '9999-12-01' } },
    ],
    [
      'the smallest amount in a future month',
      { sales: { metric: 'azureConsumption', month: '2027-01', amount: '-999999999999.99' } },
    ],
  ])('accepts %s', async (_, supposition) => {
    expect((await whatIf([supposition])).errors).toBeUndefined();
  });

  it('revokes an achievement earned before leaving, but not one earned after it', async () => {
    const [organization] = await server.database.rows<{ id: string }>(
      "SELECT id FROM organization WHERE `key` = 'nordwind-it'",
    );
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
        errors?.map(({ message }: Answer) => message.replace(id, 'ID')) ??
        data.organization.whatIf.differences
      );
    };
    expect(await revoked('ach_stayed-CSM')).toEqual([]);
    expect(await revoked('ach_gone-CSM')).toEqual(await revoked('ach_none'));
  });

  it.each([
    [
      [{ personLeaves: { employeeId: 'emp_nobody' } }],
      /This organization has no employee with the id "emp_nobody"/,
    ],
    [[{ overrideEnds: { overrideId: 'ovr_none' } }], /no override with the id "ovr_none"/],
    [[{ achievementRevoked: { achievementId: 'ach_none' } }], /achievement with the id "ach_none"/],
    [[{ personJoins: { credentials: ['70-000'] } }], /no credential "70-000"/],
    [[{ sales: { metric: 'smiles', month: '2026-01', amount: '1.00' } }], /no metric "smiles"/],
    [
      [{ sales: { metric: 'azureConsumption', month: '2026-01', amount: '-1000000000000.00' } }],
      'The amount "-1000000000000.00" is out of range. Give an amount from -999999999999.99 to 999999999999.99.',
    ],
    [[{ overridePlaced: { competency: 'weaving', effect: { withhold: 'ALL' } } }], /no competency "weaving"/],
    [[{ overridePlaced: { competency: 'devopz', effect: { withhold: 'ALL' } } }], /Did you mean "devops"\?$/],
    [
      [{ sales: { metric: 'azureConsumption', month: '2026-01', amount: '-1000000000000.00' } }],
      'The amount "-1000000000000.00" is out of range. Give an amount from -999999999999.99 to 999999999999.99.',
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
            effect: { withhold: 'ALL' },
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
      'The month "2026-03" is not over on 2026-03-02, so it cannot be closed then. Give 2026-04-01 or a later day.',
    ],
    [[{ monthClosed: { month: '2026-04', on: '2026-04-30' } }], /Give 2026-05-01 or a later day/],
    [
      [{ monthClosed: { month: '9999-12', on: '9999-12-31' } }],
      'The month "9999-12" is the last month of the calendar, so it can never be closed. Give an earlier month.',
    ],
    [[{}], /Give exactly one of the fields "personLeaves", .* and "overrideEnds" of SuppositionInput\.$/],
    [
      [{ personJoins: { credentials: [] }, sales: { metric: 'x', month: '2026-01', amount: '1' } }],
      /Give exactly one of the fields "personLeaves", .* and "overrideEnds" of SuppositionInput\.$/,
    ],
    [Array.from({ length: 101 }, () => ({ personJoins: { credentials: [] } })), /101 changes were given/],
  ])('refuses %j with a message', async (changes, message) => {
    const { errors } = await whatIf(changes);
    expect(errors[0].message).toMatch(message);
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('shows the refusals of arguments as a command does', async () => {
    const { errors } = await whatIf([
      { personJoins: { credentials: ['CSM', '70-000', 'CSMM'] } },
      { sales: { metric: 'nothing', month: '2026-01', amount: '-1000000000000.00' } },
    ]);
    const unknown = { __typename: 'UnknownKeyRefusal', code: 'NOT_FOUND' };
    const credentials = ['changes', '0', 'personJoins', 'credentials'];
    expect(errors[0].extensions.refusals).toEqual([
      { ...unknown, path: [...credentials, '1'], suggestions: ['70-410'] },
      { ...unknown, path: [...credentials, '2'], suggestions: ['CSM'] },
    ]);
    const sales = { metric: 'nothing', month: '2026-01', amount: '-1000000000000.00' };
    const second = await whatIf([{ personJoins: { credentials: [] } }, { sales }]);
    expect(second.errors[0].extensions.refusals).toEqual([
      { ...unknown, path: ['changes', '1', 'sales', 'metric'], suggestions: expect.any(Array) },
      {
        __typename: 'AmountRefusal',
        code: 'INVALID',
        path: ['changes', '1', 'sales', 'amount'],
        minAmount: '-999999999999.99',
        maxAmount: '999999999999.99',
      },
    ]);
  });

  it('shows the path and the values of every other refusal', async () => {
    const refusalOf = async (changes: object[]) => (await whatIf(changes)).errors[0].extensions.refusals;
    const month = { monthClosed: { month: '2026-03', on: '2026-03-02' } };
    expect(await refusalOf([{ personJoins: { credentials: [] } }, month])).toEqual([
      {
        __typename: 'DayRefusal',
        code: 'INVALID',
        path: ['changes', '1', 'monthClosed', 'on'],
        earliestOn: '2026-04-01',
        latestOn: null,
      },
    ]);
    expect(await refusalOf([{ personLeaves: { employeeId: 'emp_nobody' } }])).toEqual([
      {
        __typename: 'PlainRefusal',
        code: 'NOT_FOUND',
        path: ['changes', '0', 'personLeaves', 'employeeId'],
      },
    ]);
    const joins = Array.from({ length: 101 }, () => ({ personJoins: { credentials: [] } }));
    expect(await refusalOf(joins)).toEqual([
      { __typename: 'LimitRefusal', code: 'INVALID', path: ['changes'], measured: 101, min: null, max: 100 },
    ]);
  });
});
