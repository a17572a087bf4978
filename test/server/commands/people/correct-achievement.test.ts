import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordAchievementInput!) { recordAchievement(input: $input) {
  achievement { id } refusals { code } } }`;
const CORRECT = `mutation ($input: CorrectAchievementInput!) { correctAchievement(input: $input) {
  achievement { id credential { code } earnedOn expiry expiresOn revokedOn version }
  refusals { code message path } } }`;

describe.each(DATABASES)('correctAchievement on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    for (let i = 0; i < 4; i++) achievementsForLaws.push(await recordAchievement());
  });
  afterAll(() => server.stop());
  const record = commandsOf(() => server, RECORD);
  const { send, refused } = commandsOf(() => server, CORRECT);
  const achievementsForLaws: string[] = [];

  const recordAchievement = async (changes: object = {}): Promise<string> => {
    const input = { employeeId: 'emp_ann', credential: '70-532', earnedOn: '2025-06-30', ...changes };
    return (await record.send(input, agent)).achievement.id;
  };
  const reason = 'A typing error';
  const correction = (achievementId: string, changes: object, expectedVersion = 1) => ({
    achievementId,
    expectedVersion,
    reason,
    ...changes,
  });

  testAgentCommand({
    server: () => server,
    document: CORRECT,
    answer: 'achievement',
    fresh: () => correction(achievementsForLaws.pop() ?? '', { earnedOn: '2025-06-29' }),
    other: { earnedOn: '2025-06-28' },
  });

  it('changes only the given fields, and audits old and new values', async () => {
    const id = await recordAchievement({ expiry: { on: '2027-01-01' } });
    const payload = await send(correction(id, { earnedOn: '2025-06-03', reason: HOSTILE_TEXT }), agent);
    expect(payload.refusals).toEqual([]);
    expect(payload.achievement).toEqual({
      id,
      credential: { code: '70-532' },
      earnedOn: '2025-06-03',
      expiry: 'ON',
      expiresOn: '2027-01-01',
      revokedOn: null,
      version: 2,
    });
    const [, entry] = await auditOf(server, id);
    expect(entry).toMatchObject({
      command: 'correctAchievement',
      actor: 'person:agent',
      reason: HOSTILE_TEXT,
      before: { earnedOn: '2025-06-30', version: 1 },
      after: { earnedOn: '2025-06-03', version: 2 },
    });
  });

  it('changes the credential, the expiry and the revocation, and can revert each', async () => {
    const id = await recordAchievement();
    const corrections: readonly [object, object][] = [
      [{ credential: 'CSM' }, { credential: { code: 'CSM' } }],
      [{ expiry: { on: '2026-01-01' } }, { expiry: 'ON', expiresOn: '2026-01-01' }],
      [{ expiry: { rule: 'NEVER' } }, { expiry: 'NEVER', expiresOn: null }],
      [{ expiry: { rule: 'BY_VALIDITY' } }, { expiry: 'BY_VALIDITY', expiresOn: null }],
      [{ revokedOn: '2025-12-01' }, { revokedOn: '2025-12-01' }],
      [{ revokedOn: '2025-12-02' }, { revokedOn: '2025-12-02' }],
      [{ revokedOn: null }, { revokedOn: null }],
    ];
    for (const [i, [changes, expected]] of corrections.entries()) {
      expect(await send(correction(id, changes, i + 1), agent)).toMatchObject({
        refusals: [],
        achievement: { ...expected, version: i + 2 },
      });
    }
    expect(await auditOf(server, id)).toHaveLength(1 + corrections.length);
  });

  it('is a no-op without a change', async () => {
    const id = await recordAchievement();
    for (const changes of [
      {},
      { earnedOn: '2025-06-30' },
      { revokedOn: null },
      { expiry: { rule: 'BY_VALIDITY' } },
    ]) {
      expect((await send(correction(id, changes), agent)).achievement.version).toBe(1);
    }
    expect(await auditOf(server, id)).toHaveLength(1);
  });

  it('refuses each invalid argument with its path', async () => {
    const id = await recordAchievement({ expiry: { on: '2026-01-01' } });
    const paths = async (changes: object) =>
      (await refused(correction(id, changes), agent)).map(
        ({ code, path }: { code: string; path: string[] }) => [code, path.join('.')],
      );
    expect(await paths({ earnedOn: '2026-03-03' })).toEqual([
      ['INVALID', 'input.earnedOn'],
      ['INVALID', 'input.expiry.on'],
    ]);
    expect(await paths({ earnedOn: '2026-01-01' })).toEqual([['INVALID', 'input.expiry.on']]);
    expect(await paths({ expiry: { on: '2025-06-30' } })).toEqual([['INVALID', 'input.expiry.on']]);
    expect(await paths({ revokedOn: '2026-03-03' })).toEqual([['INVALID', 'input.revokedOn']]);
    expect(await paths({ revokedOn: '2025-06-29' })).toEqual([['INVALID', 'input.revokedOn']]);
    expect(await paths({ credential: '70-53x' })).toEqual([['NOT_FOUND', 'input.credential']]);
    expect(await paths({ reason: ' ' })).toEqual([['INVALID', 'input.reason']]);
    expect(await paths({ expectedVersion: 7 })).toEqual([['INVALID', 'input.expectedVersion']]);
    expect(await paths({ achievementId: 'ach_x' })).toEqual([['NOT_FOUND', 'input.achievementId']]);
    expect(await auditOf(server, id)).toHaveLength(1);
  });

  it('refuses the original record when its source sends it again after a correction', async () => {
    const sourceRecord = { source: 'pearson', externalId: 'p-1' };
    const id = await recordAchievement(sourceRecord);
    await send(correction(id, { earnedOn: '2025-06-03' }), agent);
    const repeat = { employeeId: 'emp_ann', credential: '70-532', ...sourceRecord };
    expect(await record.refused({ ...repeat, earnedOn: '2025-06-30' }, agent)).toEqual([
      { code: 'ALREADY_EXISTS' },
    ]);
    expect((await record.send({ ...repeat, earnedOn: '2025-06-03' }, agent)).achievement.id).toBe(id);
  });
});
