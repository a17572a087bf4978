import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../../support/catalogue';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const PLACE = `mutation ($input: PlaceOverrideInput!) { placeOverride(input: $input) {
  override { id competency { key } effect level reason from until placedBy version }
  refusals { code message path }
  query { organization(by: { id: "org_own" }) { competency(key: "devops") { attainedLevel levelWithoutOverrides } } } } }`;

describe.each(DATABASES)('placeOverride on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    // Version 2 applies from 2026-01-01: one competency retires, one has another key, and overrides run for 13 months.
    const next = catalogueDocument2017();
    competencyIn(next, 'messaging')['retiredOn'] = '2026-03-02';
    competencyIn(next, 'communications')['key'] = 'telephony';
    (next['policy'] as EditableJson)['overrideMonths'] = 13;
    await storeVersion(server.database, 2, '2026-01-01', next);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, PLACE);

  const inputWith = (changes: object = {}) => ({
    organizationId: 'org_other',
    competency: 'devops',
    effect: { grant: 'SILVER' },
    reason: 'Exam passed, certificate late',
    ...changes,
  });

  testAgentCommand({
    server: () => server,
    document: PLACE,
    answer: 'override',
    fresh: () => inputWith(),
    other: { effect: { grant: 'GOLD' } },
  });

  it('grants a level from today on, with an audit entry', async () => {
    const payload = await send(
      inputWith({ organizationId: 'org_own', effect: { grant: 'GOLD' }, reason: HOSTILE_TEXT }),
      agent,
    );
    expect(payload).toEqual({
      override: {
        id: expect.stringMatching(/^ovr_/),
        competency: { key: 'devops' },
        effect: 'GRANT',
        level: 'GOLD',
        reason: HOSTILE_TEXT,
        from: '2026-03-02',
        until: '2027-04-02',
        placedBy: 'person:agent',
        version: 1,
      },
      refusals: [],
      query: { organization: { competency: { attainedLevel: 'GOLD', levelWithoutOverrides: null } } },
    });
    expect(await auditOf(server, payload.override.id)).toEqual([
      {
        command: 'placeOverride',
        actor: 'person:agent',
        organizationId: 'own',
        reason: HOSTILE_TEXT,
        before: null,
        after: expect.objectContaining({ competency: 'devops', level: 'GOLD', fromDay: '2026-03-02' }),
      },
    ]);
    const withheld = await send(inputWith({ organizationId: 'org_own', effect: { withhold: 'ALL' } }), agent);
    expect(withheld.override).toMatchObject({ effect: 'WITHHOLD', level: null });
    expect(withheld.query.organization.competency.attainedLevel).toBeNull();
  });

  it('ends an override on the given day, or after the months set by the policy in force on its first day', async () => {
    const span = async (changes: object) => {
      const { override } = await send(inputWith(changes), agent);
      return [override.from, override.until];
    };
    expect(await span({ from: '2025-11-30' })).toEqual(['2025-11-30', '2026-02-28']);
    expect(await span({ from: '2023-11-30' })).toEqual(['2023-11-30', '2024-02-29']);
    expect(await span({ from: '2026-01-31' })).toEqual(['2026-01-31', '2027-02-28']);
    expect(await span({ from: '2026-05-01', until: '2026-05-02' })).toEqual(['2026-05-01', '2026-05-02']);
    expect(await span({ until: '2026-12-24' })).toEqual(['2026-03-02', '2026-12-24']);
  });

  it('refuses an empty span and a default end beyond the calendar', async () => {
    for (const until of ['2026-03-02', '2026-03-01']) {
      expect(await refused(inputWith({ until }), agent)).toEqual([
        {
          code: 'INVALID',
          message: `The override cannot end on "${until}", because it begins on 2026-03-02. Give a later day.`,
          path: ['input', 'until'],
        },
      ]);
    }
    expect(await refused(inputWith({ from: '9999-01-01' }), agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'With 9999-01-01 as the first day, the default end would be after 9999-12-31. Give an explicit end, or an earlier first day.',
        path: ['input', 'from'],
      },
    ]);
    expect((await send(inputWith({ from: '9999-01-01', until: '9999-12-31' }), agent)).refusals).toEqual([]);
  });

  it('refuses an empty or overlong reason', async () => {
    expect(await refused(inputWith({ reason: '' }), agent)).toEqual([
      { code: 'INVALID', message: '"reason" must not be empty.', path: ['input', 'reason'] },
    ]);
    expect(await refused(inputWith({ reason: 'x'.repeat(1001) }), agent)).toMatchObject([
      { path: ['input', 'reason'] },
    ]);
  });

  it('refuses a competency that is not offered on the first day, as a what-if does', async () => {
    const refusalsOf = async (key: string, from: string, effect: object = { grant: 'SILVER' }) => {
      const placed = { competency: key, from, effect };
      const { refusals } = await send(inputWith(placed), agent);
      for (const on of ['2025-12-31', '2026-03-02', '2027-01-01']) {
        expect(await whatIfErrors(placed, on)).toEqual(refusals.map((refusal: Error) => refusal.message));
      }
      return refusals;
    };
    const whatIfErrors = async (overridePlaced: object, on: string) => {
      const { body } = await server.ask(
        `query ($changes: [SuppositionInput!]!, $on: LocalDate) {
          organization(by: { id: "org_other" }) { whatIf(changes: $changes, on: $on) { differences { aspect } } } }`,
        { as: agent, variables: { changes: [{ overridePlaced }], on } },
      );
      return (body.errors ?? []).map((error: Error) => error.message);
    };
    expect(await refusalsOf('devop', '2026-03-02')).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue has no competency "devop". Did you mean "devops"?',
        path: ['input', 'competency'],
      },
    ]);
    for (const effect of [{ grant: 'SILVER' }, { withhold: 'ALL' }]) {
      expect(await refusalsOf('messaging', '2026-03-02', effect)).toEqual([
        {
          code: 'ALREADY_ENDED',
          message:
            'The competency "messaging" is retired from 2026-03-02 on. From that day, it can be neither granted nor withheld.',
          path: ['input', 'competency'],
        },
      ]);
      expect(await refusalsOf('messaging', '2026-03-01', effect)).toEqual([]);
    }
    expect(await refusalsOf('telephony', '2025-12-31')).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue in force on 2025-12-31 has no competency "telephony".',
        path: ['input', 'competency'],
      },
    ]);
    expect(await refusalsOf('telephony', '2026-01-01')).toEqual([]);
    expect(await refusalsOf('communications', '2026-01-01')).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await refusalsOf('communications', '2025-12-31')).toEqual([]);
  });

  it('refuses an unknown organization', async () => {
    for (const organizationId of ['org_nobody', 'emp_boss', '']) {
      expect(await refused(inputWith({ organizationId }), agent)).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
      ]);
    }
  });
});

function competencyIn(document: EditableJson, key: string): EditableJson {
  const competency = (document['competencies'] as EditableJson[]).find(
    (candidate) => candidate['key'] === key,
  );
  if (competency === undefined) throw new Error(`There is no competency ${key}.`);
  return competency;
}
