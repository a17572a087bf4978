import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import type { OrganizationRow } from '../../../../server/db/entities';
import { OrganizationOnDay } from '../../../../server/request/organization-on-day';
import { CompetencyOnDay } from '../../../../server/presenters/statuses/competency-status';
import { programmeOf } from '../../../../server/presenters/catalogue/programme';
import {
  addDays,
  competencyStatuses,
  criticalPeople,
  day,
  displayedSince,
  explainAll,
  forecast,
  plan,
  statusOn,
  type Catalogue,
  type Facts,
  type ForecastChange,
  type LevelLoss,
} from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type Answer = any;

const today = day(TODAY);
const DAYS = [today, addDays(today, -400), addDays(today, 200)];

const STATUS = `
  on eligibleLevels membershipLevel renewalAtRisk willBeEligible
  displayedCompetencies { competency { key } level from }
  competencies {
    key attainedLevel levelWithoutOverrides nextChangeOn
    overrides { effect level from until override { id reason } }
    paths {
      path { key } isEffective holds
      requirements {
        __typename
        ... on PeopleProgress {
          holds have need
          slots { group filledBy { joiner employee { id } } with { credential { code } achievement { id } } }
          spare(first: 5) { totalCount nodes { employee { id } } }
        }
        ... on MetricProgress { metric { key } months { month amount } sum threshold }
      }
    }
    uncounted(first: 20) {
      totalCount
      nodes { credential { code } achievement { id } contributor { employee { id } } reasons { kind on inWords } }
    }
  }`;

describe.each(DATABASES)('derived fields of an organization on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let rows: FactRows;
  const versions: readonly Catalogue[] = [catalogue2017];

  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    await loadDemo(server.database, today, new Date());
    agent = await server.person('agent', ['agent']);
    rows = await readFactRows(server.database);
  });
  afterAll(() => server.stop());

  const ask = async (query: string, as = agent) => {
    const { body } = await server.ask(query, { as });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const byKey = (key: string): OrganizationRow => {
    const organization = rows.organizations.find((row) => row.key === key);
    if (organization === undefined) throw new Error(`The demo has no organization ${key}.`);
    return organization;
  };

  it("equal the rules' answer for every organization of the demo", async () => {
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      for (const on of DAYS) {
        const { organization: answered } = await ask(
          `{ organization(by: { key: "${organization.key}" }) { status(on: "${on}") { ${STATUS} } } }`,
        );
        expect(answered.status).toEqual(expectedStatus(versions, facts, on));
      }
    }
  });

  it('can be selected for two days in one request', async () => {
    const { organization } = await ask(`{
      organization(by: { key: "nordwind-it" }) {
        now: competencies { key attainedLevel }
        then: competencies(on: "${addDays(today, 300)}") { key attainedLevel }
        eligibleLevels
        later: eligibleLevels(on: "${addDays(today, 300)}")
      }
    }`);
    const facts = factsOf(rows, byKey('nordwind-it'));
    const [now, then] = [today, addDays(today, 300)].map((on) => statusOn(versions, facts, on));
    const levels = (list: readonly { key: string; attainedLevel: string | null }[]) =>
      new Map(
        list.flatMap(({ key, attainedLevel }) => (attainedLevel === null ? [] : [[key, attainedLevel]])),
      );
    expect(levels(organization.now)).toEqual(now?.attained);
    expect(levels(organization.then)).toEqual(then?.attained);
    expect([organization.eligibleLevels, organization.later]).toEqual([
      now?.eligibleLevels,
      then?.eligibleLevels,
    ]);
  });

  it('filter competencies by level and center', async () => {
    const { organization } = await ask(`{
      organization(by: { key: "nordwind-it" }) {
        all: competencies { key attainedLevel rules { center { key } } }
        gold: competencies(attainedAtLeast: GOLD) { key }
        silver: competencies(attainedAtLeast: SILVER) { key }
        cloud: competencies(center: "cloud-platform") { key }
        none: competency(key: "basket-weaving") { key }
      }
    }`);
    const { all, gold, silver, cloud, none } = organization;
    const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key);
    expect(keys(silver)).toEqual(keys(all.filter(({ attainedLevel }: Answer) => attainedLevel !== null)));
    expect(keys(gold)).toEqual(keys(all.filter(({ attainedLevel }: Answer) => attainedLevel === 'GOLD')));
    expect(keys(cloud)).toEqual(
      keys(all.filter(({ rules }: Answer) => rules.center.key === 'cloud-platform')),
    );
    expect(none).toBeNull();
    expect(silver.length).toBeGreaterThan(0);
    expect(cloud.length).toBeGreaterThan(0);
  });

  it('list for each achievement the slots that it fills', async () => {
    const { organization } = await ask(`{
      organization(by: { key: "nordwind-it" }) {
        competencies { key paths { path { key } isEffective holds requirements { ...Slots ... on PartsProgress { of { ...Slots } } } } }
        employees(first: 40) { nodes { achievements(first: 20) { nodes { id countsFor { competency { key } path { key } holds } } } } }
      }
    }
    fragment Slots on PeopleProgress { slots { with { achievement { id } } } }`);
    const fromSlots = new Map<string, Set<string>>();
    for (const { key, paths } of organization.competencies) {
      for (const { path, isEffective, holds, requirements } of paths) {
        const slots = isEffective
          ? requirements
              .flatMap((requirement: Answer) => [requirement, ...(requirement.of ?? [])])
              .flatMap((requirement: Answer) => requirement.slots ?? [])
          : [];
        for (const { achievement } of slots.flatMap((slot: Answer) => slot.with)) {
          const uses = fromSlots.get(achievement.id) ?? new Set();
          fromSlots.set(achievement.id, uses.add(`${key} ${path.key} ${holds}`));
        }
      }
    }
    expect(fromSlots.size).toBeGreaterThan(3);
    for (const { id, countsFor } of organization.employees.nodes.flatMap(
      (employee: Answer) => employee.achievements.nodes,
    )) {
      const uses = countsFor.map((use: Answer) => `${use.competency.key} ${use.path.key} ${use.holds}`);
      expect(new Set(uses)).toEqual(fromSlots.get(id) ?? new Set());
    }
    expect(Number(server.log.at(-1)?.['statements'])).toBeLessThanOrEqual(15);
  });

  it('are the same through a competency as through the organization', async () => {
    const { organization, competency } = await ask(`{
      organization(by: { key: "nordwind-it" }) { id competency(key: "devops") { attainedLevel nextChangeOn } }
      competency(key: "devops") { status(organizationId: "org_${byKey('nordwind-it').id}") { attainedLevel nextChangeOn } nobody: status(organizationId: "org_x") { key } }
    }`);
    expect(competency.status).toEqual(organization.competency);
    expect(competency.nobody).toBeNull();
  });

  it('forecast changes with their causes for every organization of the demo', async () => {
    let changes = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      const { organization: answered } = await ask(`{
        organization(by: { key: "${organization.key}" }) {
          forecast {
            __typename on aspect inWords
            ... on CompetencyLevelChange { competency { key } }
            ... on LevelComparison { levelBefore levelAfter }
            ... on FlagComparison { flagBefore flagAfter }
            causes {
              __typename kind on inWords
              ... on AffiliationCause { contributor { employee { name } } }
              ... on AchievementCause { contributor { employee { name } } credential { code } achievement { id } }
              ... on OverrideCause { competency { key } effect level override { id } }
              ... on MembershipCause { membership { id } }
            }
          }
        }
      }`);
      const expected = forecast(versions, facts, today, null);
      changes += expected.length;
      expect(answered.forecast).toMatchObject(
        expected.map((change) => ({
          ...changeInAnswer(change),
          on: change.day,
          causes: change.causes.map((cause) => ({
            on: cause.day,
            ...('achievement' in cause && { achievement: { id: `ach_${cause.achievement}` } }),
            ...('override' in cause && {
              override: { id: `ovr_${cause.override}` },
              effect: cause.effect,
              level: cause.level,
            }),
            ...('membership' in cause && { membership: { id: `mem_${cause.membership}` } }),
          })),
        })),
      );
      for (const { inWords, causes } of answered.forecast) {
        expect([inWords, ...causes.map((cause: Answer) => cause.inWords)].join()).not.toMatch(
          /[{}]|undefined|null/,
        );
      }
    }
    expect(changes).toBeGreaterThan(50);
  });

  it('forecast a half-open span, and refuse an empty one', async () => {
    const until = async (day: string) => {
      const { body } = await server.ask(
        `{ organization(by: { key: "nordwind-it" }) { forecast(on: "2026-06-01", until: "${day}") { on } } }`,
        { as: agent },
      );
      return body.errors?.map((error: Answer) => error.message) ?? body.data.organization.forecast;
    };
    expect(await until('2026-06-02')).toEqual([]);
    for (const day of ['2026-06-01', '2026-05-31']) {
      expect(await until(day)).toEqual([expect.stringContaining('2026-06-01')]);
    }
  });

  it('suggest the nearest competency if a plan names an unknown competency', async () => {
    const plans = async (competency: string) => {
      const { body } = await server.ask(
        'query ($competency: String) { organization(by: { key: "nordwind-it" }) { plan(level: GOLD, competency: $competency) { level } } }',
        { as: agent, variables: { competency } },
      );
      return body.errors ?? body.data.organization.plan;
    };
    expect(await plans('devop')).toMatchObject([
      {
        message: 'The catalogue has no competency "devop". Did you mean "devops"?',
        extensions: { code: 'BAD_USER_INPUT' },
        path: ['organization', 'plan'],
      },
    ]);
    expect(await plans('weaving')).toMatchObject([{ message: 'The catalogue has no competency "weaving".' }]);
    expect(await plans('devops')).not.toHaveLength(0);
  });

  it('list critical people and plans', async () => {
    let critical = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      const { organization: answered } = await ask(`{
        organization(by: { key: "${organization.key}" }) {
          criticalPeople {
            employee { id name } losesRenewal losses { competency { key } ...Loss } eligibilityLoss { ...Loss }
          }
          plan(level: GOLD) {
            competency { key } path { key } level credentials hires provedMinimal
            steps { employee { id } credentials { code } }
            missingSales { metric { key } months amount }
          }
        }
      }
      fragment Loss on LevelLoss { on levelBefore levelAfter }`);
      const people = criticalPeople(versions, facts, today);
      critical += people.length;
      expect(answered.criticalPeople).toMatchObject(
        people.map(({ person, losses, eligible, losesRenewal }) => ({
          employee: { id: `emp_${person}` },
          losses: losses.map((loss) => ({ competency: { key: loss.competency }, ...lossInAnswer(loss) })),
          eligibilityLoss: eligible === null ? null : lossInAnswer(eligible),
          losesRenewal,
        })),
      );
      expect(answered.plan).toEqual(
        plan(versions, facts, 'GOLD', null, today).map((way) => ({
          competency: { key: way.competency },
          path: { key: way.path },
          level: way.level,
          credentials: way.credentials,
          hires: way.hires,
          provedMinimal: way.provedMinimal,
          steps: way.steps.map(({ person, credentials }) => ({
            employee: person === null ? null : { id: `emp_${person}` },
            credentials: credentials.map((code) => ({ code })),
          })),
          missingSales: way.missingSales.map(({ metric, months, hundredths }) => ({
            metric: { key: metric },
            months,
            amount: (hundredths / 100).toFixed(2),
          })),
        })),
      );
    }
    expect(critical).toBeGreaterThan(5);
  });

  it('take the same number of statements for 1, 20 and 100 organizations', async () => {
    const more = Array.from({ length: 59 }, (_, i) => ({ id: `more-${i}` }));
    await storeOrganizations(server.database, ...more);
    for (const { id } of more) {
      for (const name of ['a', 'b', 'c'])
        await storePerson(server.database, `${id}-${name}`, { organizationId: id });
    }
    const statements: unknown[] = [];
    for (const first of [1, 20, 100]) {
      const { organizations } = await ask(`{
        organizations(first: ${first}) {
          nodes {
            eligibleLevels
            competencies { key attainedLevel nextChangeOn }
            employees(first: 5) { totalCount nodes { name achievements(first: 3) { nodes { credential { code } expiresOn } } } }
          }
        }
      }`);
      expect(organizations.nodes).toHaveLength(first);
      statements.push(server.log.at(-1)?.['statements']);
    }
    expect(statements).toEqual([statements[0], statements[0], statements[0]]);
    // Statements for the caller, the organizations, the programme, five tables of facts, and three lists.
    expect(statements[0]).toBe(11);
  });

  it('read and derive nothing unless they are selected', async () => {
    await ask('{ organizations(first: 20) { nodes { name country } } }');
    const plain = Number(server.log.at(-1)?.['statements']);
    await ask('{ organizations(first: 20) { nodes { name country eligibleLevels } } }');
    // Statements for five tables of facts, and the check for new catalogue versions.
    expect(Number(server.log.at(-1)?.['statements'])).toBe(plain + 6);

    const organization = new OrganizationOnDay({
      organizationId: 'o',
      versions,
      day: today,
      today,
      pay: () => Promise.resolve(),
      facts: () => Promise.reject(new Error('Facts were read.')),
      run: () => Promise.reject(new Error('Something was derived.')),
    });
    const [rules] = programmeOf(organization).catalogueOn(today).catalogue.competencies;
    if (rules === undefined) throw new Error('The catalogue is empty.');
    const status = new CompetencyOnDay(organization, rules, new Map(), true);
    expect(status.key).toBe(rules.key);
    await expect(status.paths).rejects.toThrow('Facts were read.');
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

function expectedStatus(versions: readonly Catalogue[], facts: Facts, on: typeof today) {
  const status = statusOn(versions, facts, on);
  const statuses = new Map(competencyStatuses(versions, facts, on).map((one) => [one.competency, one]));
  const codes = new Map(
    facts.people.flatMap(({ achievements }) => achievements.map(({ id, credential }) => [id, credential])),
  );
  const amount = (hundredths: number) => (hundredths / 100).toFixed(2);
  return {
    on,
    eligibleLevels: status.eligibleLevels,
    membershipLevel: status.membership?.level ?? null,
    renewalAtRisk: status.renewalAtRisk,
    willBeEligible: status.willBeEligible,
    displayedCompetencies: [...displayedSince(versions, facts, on)].map(([key, { level, from }]) => ({
      competency: { key },
      level,
      from,
    })),
    competencies: explainAll(versions, facts, on).map((explanation) => ({
      key: explanation.competency,
      attainedLevel: explanation.attainedLevel,
      levelWithoutOverrides: explanation.levelWithoutOverrides,
      nextChangeOn: statuses.get(explanation.competency)?.nextChange,
      overrides: explanation.overrides.map(({ id, effect, level, from, until }) => ({
        effect,
        level,
        from,
        until,
        override: { id: `ovr_${id}`, reason: expect.any(String) },
      })),
      paths: explanation.paths.map(({ path, effective, holds, requirements }) => ({
        path: { key: path.key },
        isEffective: effective,
        holds,
        requirements: requirements.map((progress) => {
          switch (progress.kind) {
            case 'people':
              return {
                __typename: 'PeopleProgress',
                holds: progress.holds,
                have: progress.have,
                need: progress.need,
                slots: progress.slots.map(({ group, person, achievements }) => ({
                  group: group + 1,
                  filledBy: person === null ? null : { joiner: null, employee: { id: `emp_${person}` } },
                  with: achievements.map((id) => ({
                    credential: { code: codes.get(id) },
                    achievement: { id: `ach_${id}` },
                  })),
                })),
                spare: {
                  totalCount: progress.spare.length,
                  nodes: progress.spare.slice(0, 5).map((person) => ({ employee: { id: `emp_${person}` } })),
                },
              };
            case 'metric':
              return {
                __typename: 'MetricProgress',
                metric: { key: progress.metric },
                months: progress.months.map(({ month, hundredths }) => ({
                  month,
                  amount: amount(hundredths),
                })),
                sum: amount(progress.have),
                threshold: progress.need === null ? null : amount(progress.need),
              };
            case 'all':
            case 'any':
              return { __typename: 'PartsProgress' };
          }
        }),
      })),
      uncounted: {
        totalCount: explanation.uncounted.length,
        nodes: explanation.uncounted.slice(0, 20).map(({ achievement, credential, person, reasons }) => ({
          credential: { code: credential },
          achievement: { id: `ach_${achievement}` },
          contributor: { employee: { id: `emp_${person}` } },
          reasons: reasons.map((reason) => ({
            kind: reason.kind.toUpperCase().replaceAll('-', '_'),
            on: 'day' in reason ? reason.day : null,
            inWords: expect.stringMatching(/^[^{}]+\.$/),
          })),
        })),
      },
    })),
  };
}

/** The fields of a change that its type decides. */
function changeInAnswer(change: ForecastChange) {
  switch (change.of) {
    case 'attained':
    case 'displayed':
      return {
        __typename: 'CompetencyLevelChange',
        aspect: change.of.toUpperCase(),
        competency: { key: change.competency },
        levelBefore: change.before,
        levelAfter: change.after,
      };
    case 'eligible':
    case 'membership':
      return {
        __typename: 'MembershipLevelChange',
        aspect: change.of.toUpperCase(),
        levelBefore: change.before,
        levelAfter: change.after,
      };
    case 'renewalAtRisk':
    case 'willBeEligible':
      return {
        __typename: 'RenewalFlagChange',
        aspect: change.of === 'renewalAtRisk' ? 'RENEWAL_AT_RISK' : 'WILL_BE_ELIGIBLE',
        flagBefore: change.before,
        flagAfter: change.after,
      };
  }
}

function lossInAnswer({ day, before, after }: Omit<LevelLoss, 'competency'>) {
  return { on: day, levelBefore: before, levelAfter: after };
}
