import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import {
  addDays,
  day,
  displayedCompetencies,
  renewalFlags,
  renewalRisk,
  type Cause,
  type Day,
  type Facts,
  type PlanWay,
  type Repair,
} from '../../../../server/rules';
import type { Context } from '../../../../server/request/context';
import { presentPlanWay } from '../../../../server/presenters/statuses/plan';
import { ProveLevelResolver } from '../../../../server/resolvers/statuses/renewal-risk';
import { catalogue2017 } from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';
import { ENGLISH } from '../../../../server/messages/words';

const today = day(TODAY);
const versions = [catalogue2017];
const DAYS = [today, addDays(today, -300), addDays(today, 200)];

const CAUSE = `
  kind on inWords
  ... on AffiliationCause { contributor { employee { id } } }
  ... on AchievementCause { contributor { employee { id } } achievement { id } }
  ... on OverrideCause { competency { key } effect level override { id } }`;
const REPAIR = `
  __typename inWords
  ... on RenewNow { level }
  ... on EndOverrides { competency { key } overrides { effect from until override { id } } }
  ... on ProveLevel {
    way {
      competency { key } path { key } level credentials hires provedMinimal
      steps { joiner employee { id } credentials { code } }
      missingSales { metric { key } months amount }
    }
    withheldBy: overrides { override { id } }
  }`;
const RISK = `
  renewalAtRisk willBeEligible renewalDay level inWords
  competencies {
    competency { key } displayedLevel expectedLevel inWords causes { ${CAUSE} } repairs { ${REPAIR} }
  }
  causes { ${CAUSE} }
  repairs { ${REPAIR} }`;

describe.each(DATABASES)('renewalRisk on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let rows: FactRows;

  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    await loadDemo(server.database, today, new Date());
    agent = await server.person('agent', ['agent']);
    rows = await readFactRows(server.database);
  });
  afterAll(() => server.stop());

  const ask = async (query: string) => {
    const { body } = await server.ask(query, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  it("equals the rules' answer for every organization of the demo, in every field that returns a risk", async () => {
    const outcomes = new Set<string>();
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      // The additional day is inside the renewal window.
      const { renewalDay } = renewalRisk(versions, facts, today);
      for (const on of [...DAYS, ...(renewalDay === null ? [] : [addDays(renewalDay, -85)])]) {
        const { organization: answered } = await ask(`{ organization(by: { key: "${organization.key}" }) {
          renewalAtRisk(on: "${on}") willBeEligible(on: "${on}")
          renewalRisk(on: "${on}") { ${RISK} }
          status(on: "${on}") { renewalRisk { renewalDay inWords } }
        } }`);
        const { renewalRisk: risk, status, ...flags } = answered;
        expect(flags).toEqual(renewalFlags(versions, facts, on));
        expect(risk).toEqual(expectedRisk(facts, on));
        expect(risk).toMatchObject(status.renewalRisk);
        for (const part of [risk, ...risk.competencies]) {
          if (part !== risk) outcomes.add(`expected ${part.expectedLevel}`);
          for (const { kind: causeKind } of part.causes) outcomes.add(causeKind);
          for (const { __typename: repairType } of part.repairs) outcomes.add(repairType);
        }
        outcomes.add(`flags ${flags.renewalAtRisk} ${flags.willBeEligible}`);
      }
    }
    for (const outcome of [
      'RenewNow',
      'ProveLevel',
      'CREDENTIAL_EXPIRES',
      'PERSON_LEAVES',
      'expected null',
      'flags false true',
      'flags true true',
      'flags true false',
      'flags false null',
    ]) {
      expect(outcomes).toContain(outcome);
    }
  });

  it('takes the same number of statements for 1, 20 and all organizations', async () => {
    const statements: unknown[] = [];
    for (const first of [1, 20, rows.organizations.length]) {
      const { organizations } = await ask(
        `{ organizations(first: ${first}) { nodes { renewalAtRisk willBeEligible renewalRisk { willBeEligible } } } }`,
      );
      expect(organizations.nodes).toHaveLength(first);
      statements.push(server.log.at(-1)?.['statements']);
    }
    // Statements for the caller, the organizations, the programme, and five tables of facts.
    expect(statements).toEqual([8, 8, 8]);
  });

  const riskIf = async (key: string, changes: readonly object[]) => {
    const { body } = await server.ask(
      `query ($key: String!, $changes: [SuppositionInput!]!) {
        organization(by: { key: $key }) { whatIf(changes: $changes) { after { renewalRisk { ${RISK} } } } } }`,
      { as: agent, variables: { key, changes } },
    );
    expect(body.errors).toBeUndefined();
    return body.data.organization.whatIf.after.renewalRisk;
  };
  const repairsOf = ({ competencies, repairs }: AnyJson): AnyJson[] => [
    ...competencies.flatMap((competency: AnyJson) => competency.repairs),
    ...repairs,
  ];

  it('suggests ending an override, even a supposed one', async () => {
    const { organization, facts } = memberAtNoRisk();
    const { renewalDay } = renewalRisk(versions, facts, today);
    const [competency] = displayedCompetencies(versions, facts, today).keys();
    if (renewalDay === null) throw new Error('A member has a day of renewal.');
    const until = addDays(renewalDay, 1);
    const withhold = { competency, effect: { withhold: 'ALL' }, from: TODAY, until };
    const risk = await riskIf(organization.key, [{ overridePlaced: withhold }]);
    const [{ repairs, causes }] = risk.competencies;
    expect(causes).toMatchObject([
      {
        kind: 'OVERRIDE_BEGINS',
        on: TODAY,
        competency: { key: competency },
        effect: 'WITHHOLD',
        level: null,
        override: null,
      },
    ]);
    expect(repairs[0]).toEqual({
      __typename: 'EndOverrides',
      inWords: expect.stringMatching(
        /^The override that withholds .+ must end by .+\. The requirements are already met\.$/,
      ),
      competency: { key: competency },
      overrides: [{ effect: 'WITHHOLD', from: TODAY, until, override: null }],
    });
  });

  it('suggests credentials for joiners of a what-if, who are not employees', async () => {
    const { organization } = memberAtNoRisk();
    const { organization: answered } = await ask(
      `{ organization(by: { key: "${organization.key}" }) { employees(first: 80) { nodes { id } } } }`,
    );
    const risk = await riskIf(organization.key, [
      ...answered.employees.nodes.map(({ id }: AnyJson) => ({ personLeaves: { employeeId: id } })),
      ...Array.from({ length: 30 }, () => ({ personJoins: { credentials: [] } })),
    ]);
    const repairs = repairsOf(risk).filter(({ way }) => way?.steps.length > 0);
    expect(repairs.length).toBeGreaterThan(0);
    for (const { way, inWords } of repairs) {
      expect(way.steps.map(({ joiner }: AnyJson) => joiner)).not.toContain(null);
      expect(way.steps.map(({ employee }: AnyJson) => employee)).toEqual(way.steps.map(() => null));
      expect(inWords).toMatch(/Joiner \d+ must earn /);
    }
  });

  it('names the repair and its day', async () => {
    const names = new Map(
      (await server.database.rows<{ id: string; name: string }>('SELECT id, name FROM employee')).map(
        ({ id, name }) => [`emp_${id}`, name],
      ),
    );
    const { organization } = memberAtNoRisk();
    const { organization: answered } = await ask(
      `{ organization(by: { key: "${organization.key}" }) { employees(first: 80) { nodes { id name } } } }`,
    );
    const [first, ...others] = answered.employees.nodes;
    const risk = await riskIf(
      organization.key,
      others.map(({ id }: AnyJson) => ({ personLeaves: { employeeId: id } })),
    );
    const on = risk.renewalDay;
    expect(risk.inWords).toMatch(
      new RegExp(
        `^According to the recorded facts, the membership can(not)? be renewed at (Silver|Gold) on ${on}\\. \\d+ competenc.+ on the profile would not be attained at .+\\.$`,
      ),
    );
    const repairsByFirst = repairsOf(risk).filter(({ way }) =>
      way?.steps.some(({ employee }: AnyJson) => employee?.id === first.id),
    );
    expect(repairsByFirst.length).toBeGreaterThan(0);
    for (const { way, inWords } of repairsByFirst) {
      expect(inWords).toContain(` by ${on}, meet the requirements of the path "`);
      const codes = (step: AnyJson) => AND.format(step.credentials.map(({ code }: AnyJson) => code));
      const hires = way.steps.filter(({ employee }: AnyJson) => employee === null);
      for (const step of way.steps) {
        const equalHires = hires.filter((hire: AnyJson) => codes(hire) === codes(step)).length;
        const newcomers =
          equalHires === 1 ? '1 new person must earn' : `${equalHires} new people must each earn`;
        const who = step.employee === null ? newcomers : `${names.get(step.employee.id)} must earn`;
        expect(inWords.split(`${who} ${codes(step)}`)).toHaveLength(2);
      }
    }
  });

  function memberAtNoRisk() {
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      const { renewalAtRisk, willBeEligible } = renewalFlags(versions, facts, today);
      const isSafe = !renewalAtRisk && willBeEligible === true;
      if (isSafe && displayedCompetencies(versions, facts, today).size > 0) return { organization, facts };
    }
    throw new Error('The demo has no member whose renewal is safe.');
  }
});

describe('a proof that lacks only the closing of a month', () => {
  it('is described without a sales amount of zero', async () => {
    const way: PlanWay = {
      competency: 'cloud-platform',
      path: 'azure-consumption-silver',
      level: 'SILVER',
      steps: [],
      credentials: 0,
      hires: 0,
      missingSales: [
        { metric: 'azureConsumption', months: 12, hundredths: 0 },
        { metric: 'emsNewCustomers', months: 12, hundredths: 300 },
      ],
      provedMinimal: true,
    };
    const planContext = { organizationId: 'own', versions, day: today, today };
    const source = {
      __typename: 'ProveLevel',
      way: presentPlanWay(way, planContext),
      overrides: [],
      by: today,
    } as const;
    // No step has a person, so nothing is loaded.
    const inWords = await new ProveLevelResolver().inWords(source, { words: ENGLISH } as Context);
    expect(inWords).toContain('For Azure consumption to count, the vendor must close a month.');
    expect(inWords).toContain(
      'The sum of Enterprise Mobility + Security new customers over 12 months must grow by 3 customers.',
    );
    expect(inWords).not.toContain('For Enterprise Mobility');
  });
});

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
const SENTENCE = /^(?!.*(undefined|null|NaN))[A-Z][^{}]+\.$/;
const anySentence: unknown = expect.stringMatching(SENTENCE);

function expectedRisk(facts: Facts, on: Day) {
  const risk = renewalRisk(versions, facts, on);
  return {
    renewalAtRisk: risk.renewalAtRisk,
    willBeEligible: risk.willBeEligible,
    renewalDay: risk.renewalDay,
    level: risk.level,
    inWords: anySentence,
    competencies: risk.competencies.map(({ competency, displayed, expected, causes, repairs }) => ({
      competency: { key: competency },
      displayedLevel: displayed,
      expectedLevel: expected,
      inWords: anySentence,
      causes: causes.map(expectedCause),
      repairs: repairs.map((repair) => expectedRepair(repair, facts)),
    })),
    causes: risk.causes.map(expectedCause),
    repairs: risk.repairs.map((repair) => expectedRepair(repair, facts)),
  };
}

function expectedCause(cause: Cause) {
  return {
    kind: expect.stringMatching(/^[A-Z_]+$/),
    on: cause.day,
    inWords: anySentence,
    ...('person' in cause && { contributor: { employee: { id: `emp_${cause.person}` } } }),
    ...('achievement' in cause && { achievement: { id: `ach_${cause.achievement}` } }),
    ...(cause.kind === 'override' && {
      competency: { key: cause.competency },
      effect: cause.effect,
      level: cause.level,
      override: { id: `ovr_${cause.override}` },
    }),
  };
}

function expectedRepair(repair: Repair, facts: Facts) {
  const inWords = anySentence;
  switch (repair.kind) {
    case 'renew-now':
      return { __typename: 'RenewNow', inWords, level: repair.level };
    case 'end-overrides':
      return {
        __typename: 'EndOverrides',
        inWords,
        competency: { key: repair.competency },
        overrides: repair.overrides.map((id) => {
          const { effect, from, until } = facts.overrides.find((override) => override.id === id) ?? {};
          return { effect, from, until, override: { id: `ovr_${id}` } };
        }),
      };
    case 'prove':
      return {
        __typename: 'ProveLevel',
        inWords,
        way: expectedWay(repair.way),
        withheldBy: repair.overrides.map((id) => ({ override: { id: `ovr_${id}` } })),
      };
  }
}

function expectedWay(way: PlanWay) {
  return {
    competency: { key: way.competency },
    path: { key: way.path },
    level: way.level,
    credentials: way.credentials,
    hires: way.hires,
    provedMinimal: way.provedMinimal,
    steps: way.steps.map(({ person, credentials }) => ({
      joiner: null,
      employee: person === null ? null : { id: `emp_${person}` },
      credentials: credentials.map((code) => ({ code })),
    })),
    missingSales: way.missingSales.map(({ metric, months, hundredths }) => ({
      metric: { key: metric },
      months,
      amount: (hundredths / 100).toFixed(2),
    })),
  };
}
