import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, type EditableJson } from '../support/catalogue';
import { DATABASES } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type Told = any;

describe.each(DATABASES)('a year of a partner, on $name', (kind) => {
  let server: TestServer;
  let clock = new Date('2026-01-05T09:00:00Z');
  let agent: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => clock,
      config: { today: null },
      outdated: 'derived',
    });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  function goTo(day: string): void {
    clock = new Date(`${day}T09:00:00Z`);
  }

  async function execute(as: string, command: string, input: object, selection: string): Promise<Told> {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${command}(input: $input) { ${selection} refusals { message } } }`;
    const { body } = await server.ask(document, { as, variables: { input } });
    expect(body.errors).toBeUndefined();
    expect(body.data[command].refusals).toEqual([]);
    return body.data[command];
  }

  async function recordExam(name: string, credential: string, earnedOn: string): Promise<void> {
    const input = { employeeId: ids[name], credential, earnedOn, externalId: `${name} ${credential}` };
    await execute(agent, 'recordAchievement', input, 'achievement { id }');
  }

  const statusOn = async (day?: string): Promise<Told> => {
    const { body } = await server.ask(
      `query ($id: ID!, $on: LocalDate) { organization(by: { id: $id }) {
        competency(key: "application-development", on: $on) { attainedLevel levelWithoutOverrides nextChangeOn }
        eligibleLevels(on: $on)
      } }`,
      { as: agent, variables: { id: ids['Nordlicht'], on: day } },
    );
    expect(body.errors).toBeUndefined();
    return body.data.organization;
  };

  it('5 January: a partner registers, and its admin is invited', async () => {
    const { organization } = await execute(
      agent,
      'registerOrganization',
      { name: 'Nordlicht', market: 'DEVELOPED', country: 'DE', city: 'Kiel' },
      'organization { id key }',
    );
    expect(organization.key).toBe('nordlicht');
    ids['Nordlicht'] = organization.id;
    const { token } = await execute(
      agent,
      'inviteEmployee',
      { organizationId: organization.id, name: 'Ada', role: 'ADMIN' },
      'token',
    );
    const ada = await server.person('ada');
    const { employee } = await execute(ada, 'registerEmployee', { name: 'Ada' }, 'employee { id }');
    ids['ada'] = employee.id;
    const { affiliation } = await execute(
      ada,
      'associate',
      { target: { invitationToken: token } },
      'affiliation { role from }',
    );
    expect(affiliation).toEqual({ role: 'ADMIN', from: '2026-01-05' });
  });

  it('7 January: three people associate on their own', async () => {
    goTo('2026-01-07');
    for (const name of ['ben', 'cem', 'dora']) {
      const person = await server.person(name);
      const { employee } = await execute(person, 'registerEmployee', { name }, 'employee { id }');
      ids[name] = employee.id;
      const { affiliation } = await execute(
        person,
        'associate',
        { target: { organizationId: ids['Nordlicht'] } },
        'affiliation { id version role }',
      );
      expect(affiliation.role).toBe('MEMBER');
      ids[`${name} at Nordlicht`] = affiliation.id;
    }
    expect(await statusOn()).toMatchObject({ competency: { attainedLevel: null }, eligibleLevels: [] });
  });

  it('20 January: two exams attain Silver', async () => {
    goTo('2026-01-20');
    await recordExam('ada', '70-480', '2026-01-20');
    expect(await statusOn()).toMatchObject({ competency: { attainedLevel: null } });
    await recordExam('ben', '70-532', '2026-01-20');
    expect(await statusOn()).toMatchObject({
      competency: { attainedLevel: 'SILVER' },
      eligibleLevels: ['SILVER'],
    });
  });

  it('10 March: four certifications attain Gold', async () => {
    goTo('2026-03-10');
    for (const name of ['ada', 'ben', 'cem', 'dora'])
      await recordExam(name, 'MCSD-APP-BUILDER', '2026-03-10');
    expect(await statusOn()).toMatchObject({
      competency: { attainedLevel: 'GOLD' },
      eligibleLevels: ['SILVER', 'GOLD'],
    });
  });

  it('4 May: the admin sees the effect of Dora leaving, and ends her affiliation on 1 June', async () => {
    goTo('2026-05-04');
    const ada = await server.person('ada');
    const { body } = await server.ask(
      `query ($id: ID!, $who: ID!) { organization(by: { id: $id }) {
        whatIf(changes: [{ personLeaves: { employeeId: $who, on: "2026-06-01" } }], on: "2026-06-01") {
          differences { aspect inWords ... on LevelComparison { levelBefore levelAfter } }
        }
      } }`,
      { as: ada, variables: { id: ids['Nordlicht'], who: ids['dora'] } },
    );
    expect(body.data.organization.whatIf.differences).toContainEqual({
      aspect: 'ATTAINED',
      levelBefore: 'GOLD',
      levelAfter: 'SILVER',
      inWords: 'Application Development is attained at Silver instead of Gold.',
    });
    await execute(
      ada,
      'endAffiliation',
      { affiliationId: ids['dora at Nordlicht'], on: '2026-06-01', expectedVersion: 1 },
      'affiliation { until }',
    );
    expect(await statusOn()).toMatchObject({
      competency: { attainedLevel: 'GOLD', nextChangeOn: '2026-06-01' },
    });
  });

  it('15 June: an agent grants Gold for three months, while Dora is replaced', async () => {
    goTo('2026-06-15');
    expect(await statusOn()).toMatchObject({ competency: { attainedLevel: 'SILVER' } });
    const { override } = await execute(
      agent,
      'placeOverride',
      {
        organizationId: ids['Nordlicht'],
        competency: 'application-development',
        effect: { grant: 'GOLD' },
        reason: 'The exam of a successor is being marked.',
      },
      'override { from until }',
    );
    expect(override).toEqual({ from: '2026-06-15', until: '2026-09-15' });
    expect(await statusOn()).toMatchObject({
      competency: { attainedLevel: 'GOLD', levelWithoutOverrides: 'SILVER', nextChangeOn: '2026-09-15' },
    });
  });

  it('1 October: the programme publishes that Silver needs five people from 1 December on', async () => {
    goTo('2026-10-01');
    const document = catalogueDocument2017();
    const paths = document['competencies'][0].paths as EditableJson[];
    const silver = paths.find(({ level }) => level === 'SILVER');
    if (silver === undefined) throw new Error('There is no path to Silver.');
    silver['requires'][0].people[0].count = 5;
    const keeper = await server.person('keeper', ['programme-admin']);
    const { catalogue } = await execute(
      keeper,
      'publishCatalogue',
      { document: JSON.stringify(document), appliesFrom: '2026-12-01', reason: 'Demand has grown.' },
      'catalogue { version appliesFrom }',
    );
    expect(catalogue).toEqual({ version: 2, appliesFrom: '2026-12-01' });
    const { body } = await server.ask(
      `query ($id: ID!) { organization(by: { id: $id }) {
        forecast { on aspect ... on LevelComparison { levelBefore levelAfter } causes { kind inWords } }
      } }`,
      { as: await server.person('ada'), variables: { id: ids['Nordlicht'] } },
    );
    expect(body.data.organization.forecast).toContainEqual({
      on: '2026-12-01',
      aspect: 'ATTAINED',
      levelBefore: 'SILVER',
      levelAfter: null,
      causes: [
        { kind: 'CATALOGUE_APPLIES', inWords: 'Version 2 of the catalogue applies from 2026-12-01 on.' },
      ],
    });
  });

  it.each([
    ['2026-01-04', 'the day before it registered', null, null],
    ['2026-01-19', 'the day before the exams', null, null],
    ['2026-01-20', 'the day of the exams', 'SILVER', 'SILVER'],
    ['2026-03-09', 'the day before the certifications', 'SILVER', 'SILVER'],
    ['2026-03-10', 'the day of the certifications', 'GOLD', 'GOLD'],
    ['2026-05-31', 'the last day of Dora', 'GOLD', 'GOLD'],
    ['2026-06-01', 'the first day without her', 'SILVER', 'SILVER'],
    ['2026-06-15', 'the first day of the override', 'GOLD', 'SILVER'],
    ['2026-09-14', 'its last day', 'GOLD', 'SILVER'],
    ['2026-09-15', 'the day of its end', 'SILVER', 'SILVER'],
    ['2026-11-30', 'the last day of the old rules', 'SILVER', 'SILVER'],
    ['2026-12-01', 'the first day of the new rules', null, null],
  ])('%s, %s: %s (%s without overrides)', async (day, _event, attainedLevel, levelWithoutOverrides) => {
    expect(await statusOn(day)).toMatchObject({ competency: { attainedLevel, levelWithoutOverrides } });
  });

  it('31 December: the audit log lists the commands of the year', async () => {
    goTo('2026-12-31');
    const { body } = await server.ask(
      'query ($id: ID!) { organization(by: { id: $id }) { auditEntries(last: 100) { nodes { command actor createdAt } } } }',
      { as: agent, variables: { id: ids['Nordlicht'] } },
    );
    const entries = body.data.organization.auditEntries.nodes.map(
      ({ command, actor, createdAt }: Told) => `${createdAt.slice(0, 10)} ${actor} ${command}`,
    );
    expect(entries.reverse()).toEqual([
      '2026-01-05 person:agent registerOrganization',
      '2026-01-05 person:agent inviteEmployee',
      '2026-01-05 person:ada associate',
      '2026-01-05 person:ada associate',
      ...['ben', 'cem', 'dora'].map((name) => `2026-01-07 person:${name} associate`),
      '2026-05-04 person:ada endAffiliation',
      '2026-06-15 person:agent placeOverride',
    ]);
  });
});
