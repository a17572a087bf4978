import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const PLACE = `mutation ($input: PlaceOverrideInput!) { placeOverride(input: $input) {
  override { id } refusals { code message } } }`;
const REVOKE = `mutation ($input: RevokeOverrideInput!) { revokeOverride(input: $input) {
  override { id from until version } refusals { code message path }
  query { organization(by: { id: "org_own" }) { competency(key: "devops") { attainedLevel } } } } }`;

describe.each(DATABASES)('revokeOverride on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    for (let i = 0; i < 4; i++) overridesForLaws.push(await placeOverride({ organizationId: 'org_other' }));
  });
  afterAll(() => server.stop());
  const place = commandsOf(() => server, PLACE);
  const { send, refused } = commandsOf(() => server, REVOKE);
  const overridesForLaws: string[] = [];
  const reason = 'The certificate has come';

  const placeOverride = async (changes: object = {}): Promise<string> => {
    const payload = await place.send(
      {
        organizationId: 'org_own',
        competency: 'devops',
        effect: { grant: 'GOLD' },
        reason: 'x',
        ...changes,
      },
      agent,
    );
    return payload.override.id;
  };

  testAgentCommand({
    server: () => server,
    document: REVOKE,
    answer: 'override',
    fresh: () => ({ overrideId: overridesForLaws.pop(), expectedVersion: 1, reason }),
    other: { reason: 'Another one' },
  });

  it('ends an override today, restores the status without it, and stores the reason in the audit log', async () => {
    const overrideId = await placeOverride({ from: '2026-02-01' });
    expect(await send({ overrideId, expectedVersion: 1, reason: HOSTILE_TEXT }, agent)).toEqual({
      override: { id: overrideId, from: '2026-02-01', until: '2026-03-02', version: 2 },
      refusals: [],
      query: { organization: { competency: { attainedLevel: null } } },
    });
    const [, entry] = await auditOf(server, overrideId);
    expect(entry).toMatchObject({
      command: 'revokeOverride',
      actor: 'person:agent',
      organizationId: 'own',
      reason: HOSTILE_TEXT,
      before: { untilDay: '2026-05-01', version: 1, reason: 'x' },
      after: { untilDay: '2026-03-02', version: 2, reason: 'x' },
    });
  });

  it('empties an override that begins today or later', async () => {
    for (const from of ['2026-03-02', '2026-03-03', '2026-12-01']) {
      const overrideId = await placeOverride({ from });
      const { override } = await send({ overrideId, expectedVersion: 1, reason }, agent);
      expect(override).toMatchObject({ from, until: from });
      expect(await refused({ overrideId, expectedVersion: 2, reason }, agent)).toEqual([
        {
          code: 'ALREADY_ENDED',
          message: `The override from ${from} until ${from} has already ended, so there is nothing to revoke.`,
          path: ['input', 'overrideId'],
        },
      ]);
    }
  });

  it('refuses an ended or unknown override, a version that it never had and an empty reason', async () => {
    const ended = await placeOverride({ from: '2025-03-02', until: '2026-03-02' });
    expect(await refused({ overrideId: ended, expectedVersion: 1, reason }, agent)).toMatchObject([
      { code: 'ALREADY_ENDED', path: ['input', 'overrideId'] },
    ]);
    const last = await placeOverride({ from: '2025-03-02', until: '2026-03-03' });
    expect(await refused({ overrideId: last, expectedVersion: 2, reason }, agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedVersion'] },
    ]);
    expect(await refused({ overrideId: last, expectedVersion: 1, reason: ' ' }, agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect((await send({ overrideId: last, expectedVersion: 1, reason }, agent)).refusals).toEqual([]);
    for (const overrideId of ['ovr_nothing', 'org_own', '']) {
      expect(await refused({ overrideId, expectedVersion: 1, reason }, agent)).toEqual([
        {
          code: 'NOT_FOUND',
          message: `There is no override with the id "${overrideId}".`,
          path: ['input', 'overrideId'],
        },
      ]);
    }
  });

  it('revokes once under concurrent requests', async () => {
    const overrideId = await placeOverride();
    const input = { overrideId, expectedVersion: 1, reason };
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(input, agent)));
    expect(answers.filter(({ override }) => override !== null)).toHaveLength(1);
    expect(await auditOf(server, overrideId)).toHaveLength(2);
  });
});
