import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordAchievementInput!) { recordAchievement(input: $input) {
  achievement { id } refusals { code } } }`;
const REVOKE = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) {
  achievement { id revokedOn version } refusals { code message path } } }`;

describe.each(DATABASES)('revokeAchievement on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    // Each request of `testAgentCommand` revokes one achievement.
    for (let i = 0; i < 4; i++) achievementsForLaws.push(await recordAchievement());
  });
  afterAll(() => server.stop());
  const record = commandsOf(() => server, RECORD);
  const { send, refused } = commandsOf(() => server, REVOKE);
  const achievementsForLaws: string[] = [];

  const recordAchievement = async (earnedOn = '2025-06-30'): Promise<string> => {
    const input = { employeeId: 'emp_ann', credential: '70-532', earnedOn };
    return (await record.send(input, agent)).achievement.id;
  };
  const reason = 'The exam was found to be somebody else’s';

  testAgentCommand({
    server: () => server,
    document: REVOKE,
    answer: 'achievement',
    fresh: () => ({ achievementId: achievementsForLaws.pop(), expectedVersion: 1, reason }),
    other: { reason: 'Another one' },
  });

  it('revokes an achievement from today on, with the reason in the audit log', async () => {
    const achievementId = await recordAchievement();
    const payload = await send({ achievementId, expectedVersion: 1, reason: HOSTILE_TEXT }, agent);
    expect(payload.refusals).toEqual([]);
    expect(payload.achievement).toEqual({ id: achievementId, revokedOn: '2026-03-02', version: 2 });
    const [, entry] = await auditOf(server, achievementId);
    expect(entry).toEqual({
      command: 'revokeAchievement',
      actor: 'person:agent',
      organizationId: null,
      reason: HOSTILE_TEXT,
      before: expect.objectContaining({ revokedOn: null, version: 1, credential: '70-532' }),
      after: expect.objectContaining({ revokedOn: '2026-03-02', version: 2, credential: '70-532' }),
    });
  });

  it('revokes an achievement from a past day on, but not from a day before it was earned', async () => {
    for (const on of ['2025-06-30', '2025-12-24', '2026-03-02']) {
      const achievementId = await recordAchievement();
      const payload = await send({ achievementId, expectedVersion: 1, reason, on }, agent);
      expect(payload.achievement.revokedOn).toBe(on);
    }
    const achievementId = await recordAchievement();
    const on = (day: string) => refused({ achievementId, expectedVersion: 1, reason, on: day }, agent);
    expect(await on('2025-06-29')).toEqual([
      {
        code: 'INVALID',
        message:
          'The achievement cannot be revoked on "2025-06-29", because it was earned on 2025-06-30. Give that day or a later one.',
        path: ['input', 'on'],
      },
    ]);
    expect(await on('2026-03-03')).toEqual([
      {
        code: 'INVALID',
        message:
          'The achievement cannot be revoked on "2026-03-03", which is in the future. Give today, 2026-03-02, or an earlier day.',
        path: ['input', 'on'],
      },
    ]);
  });

  it('refuses a revoked or unknown achievement, a version that it never had and an empty reason', async () => {
    const achievementId = await recordAchievement();
    const revocation = { achievementId, expectedVersion: 1, reason, on: '2026-01-01' };
    expect(await refused({ ...revocation, expectedVersion: 2 }, agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedVersion'] },
    ]);
    expect(await refused({ ...revocation, reason: '' }, agent)).toEqual([
      { code: 'INVALID', message: '"reason" must not be empty.', path: ['input', 'reason'] },
    ]);
    expect((await send(revocation, agent)).refusals).toEqual([]);
    for (const expectedVersion of [1, 2]) {
      expect(await refused({ ...revocation, expectedVersion }, agent)).toEqual([
        {
          code: 'ALREADY_ENDED',
          message:
            'The achievement is already revoked from 2026-01-01 on. Use "correctAchievement" to change that day.',
          path: ['input', 'achievementId'],
        },
      ]);
    }
    for (const unknown of ['ach_nothing', 'emp_ann', '']) {
      expect(await refused({ ...revocation, achievementId: unknown }, agent)).toEqual([
        {
          code: 'NOT_FOUND',
          message: `There is no achievement with the id "${unknown}".`,
          path: ['input', 'achievementId'],
        },
      ]);
    }
  });

  it('revokes once under concurrent requests', async () => {
    const achievementId = await recordAchievement();
    const input = { achievementId, expectedVersion: 1, reason };
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(input, agent)));
    expect(answers.filter(({ achievement: done }) => done !== null)).toHaveLength(1);
    expect(await auditOf(server, achievementId)).toHaveLength(2);
  });

  it('refuses an achievement that a concurrent command has changed', async () => {
    const achievementId = await recordAchievement();
    const payload = await askDuringTransaction(
      server.database,
      async (transaction) => {
        await transaction.rows(`SELECT id FROM employee WHERE id = 'ann'${transaction.forUpdate}`);
        await transaction.change('UPDATE achievement SET earnedOn = ?, version = 2 WHERE id = ?', [
          '2025-06-29',
          achievementId.slice('ach_'.length),
        ]);
      },
      () => refused({ achievementId, expectedVersion: 1, reason }, agent),
    );
    expect(payload).toMatchObject([{ code: 'CHANGED', path: ['input', 'expectedVersion'] }]);
  });
});
