import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, credentialIn, storeVersion } from '../../../support/catalogue';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordAchievementInput!) { recordAchievement(input: $input) {
  achievement { id employee { id } credential { code } earnedOn expiry expiresOn revokedOn source externalId version }
  refusals { code message path } } }`;

describe.each(DATABASES)('recordAchievement on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    // Version 2 replaces an exam with another one, and makes CSM valid for 24 months.
    const next = catalogueDocument2017();
    credentialIn(next, 'CSM')['validityMonths'] = 24;
    credentialIn(next, '70-774')['code'] = '70-999';
    const text = JSON.stringify(next).replaceAll('"70-774"', '"70-999"');
    await storeVersion(server.database, 2, '2026-01-01', JSON.parse(text) as object);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);

  let number = 0;
  const inputWith = (changes: object = {}) => ({
    employeeId: 'emp_ann',
    credential: '70-532',
    earnedOn: '2025-06-30',
    ...changes,
  });
  const stored = async () => server.database.rows('SELECT * FROM achievement ORDER BY id');

  testAgentCommand({
    server: () => server,
    document: RECORD,
    answer: 'achievement',
    fresh: () => inputWith({ source: 'laws', externalId: `law ${++number}` }),
    other: { earnedOn: '2025-07-01' },
  });

  it('stores an achievement, with an audit entry', async () => {
    const { achievement, refusals } = await send(inputWith({ reason: 'A letter of 1 July' }), agent);
    expect(refusals).toEqual([]);
    expect(achievement).toEqual({
      id: expect.stringMatching(/^ach_/),
      employee: { id: 'emp_ann' },
      credential: { code: '70-532' },
      earnedOn: '2025-06-30',
      expiry: 'BY_VALIDITY',
      expiresOn: null,
      revokedOn: null,
      source: 'agent',
      externalId: null,
      version: 1,
    });
    expect(await auditOf(server, achievement.id)).toEqual([
      {
        command: 'recordAchievement',
        actor: 'person:agent',
        organizationId: null,
        reason: 'A letter of 1 July',
        before: null,
        after: expect.objectContaining({ employeeId: 'ann', credential: '70-532', expiry: 'BY_VALIDITY' }),
      },
    ]);
  });

  it('stores a given expiry, no expiry, or the expiry that follows from the validity of the credential', async () => {
    const expiry = async (changes: object) => {
      const { achievement } = await send(
        inputWith({ credential: 'CSM', earnedOn: '2024-02-29', ...changes }),
        agent,
      );
      return [achievement.expiry, achievement.expiresOn];
    };
    expect(await expiry({})).toEqual(['BY_VALIDITY', '2026-02-28']);
    expect(await expiry({ expiry: { rule: 'NEVER' } })).toEqual(['NEVER', null]);
    expect(await expiry({ expiry: { on: '2024-03-01' } })).toEqual(['ON', '2024-03-01']);
    for (const byValidity of [null, { rule: 'BY_VALIDITY' }])
      expect(await expiry({ expiry: byValidity })).toEqual(['BY_VALIDITY', '2026-02-28']);
  });

  it('accepts a credential of any catalogue version', async () => {
    for (const credential of ['70-774', '70-999']) {
      expect((await send(inputWith({ credential }), agent)).achievement.credential.code).toBe(credential);
    }
  });

  it('refuses invalid days, each with its path', async () => {
    const before = await stored();
    expect(await refused(inputWith({ earnedOn: '2026-03-03' }), agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The achievement cannot have been earned on "2026-03-03", which is in the future. Give today, 2026-03-02, or an earlier day.',
        path: ['input', 'earnedOn'],
      },
    ]);
    for (const on of ['2025-06-29', '2025-06-30']) {
      expect(await refused(inputWith({ expiry: { on } }), agent)).toEqual([
        {
          code: 'INVALID',
          message: `The achievement cannot expire on "${on}", because it was earned on 2025-06-30. Give a later day.`,
          path: ['input', 'expiry', 'on'],
        },
      ]);
    }
    expect(await stored()).toEqual(before);
    expect(
      (await send(inputWith({ earnedOn: '2026-03-02', expiry: { on: '2026-03-03' } }), agent)).refusals,
    ).toEqual([]);
  });

  it('refuses an unknown person and an unknown credential, and suggests the nearest credential', async () => {
    expect(await refused(inputWith({ credential: '70-531' }), agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue has no credential "70-531". Did you mean "70-532"?',
        path: ['input', 'credential'],
      },
    ]);
    expect(await refused(inputWith({ credential: HOSTILE_TEXT }), agent)).toMatchObject([
      { code: 'NOT_FOUND', message: `The catalogue has no credential "${HOSTILE_TEXT}".` },
    ]);
    for (const employeeId of ['emp_nobody', 'org_own', 'ann', '', 'ach_ann']) {
      expect(await refused(inputWith({ employeeId }), agent)).toEqual([
        {
          code: 'NOT_FOUND',
          message: `There is no person with the id "${employeeId}".`,
          path: ['input', 'employeeId'],
        },
      ]);
    }
  });

  it('reports every invalid argument in one answer', async () => {
    const wrong = {
      employeeId: 'emp_x',
      credential: 'x',
      earnedOn: '2030-01-01',
      expiry: { on: '2029-01-01' },
    };
    const paths = (await refused({ ...wrong, externalId: ' x' }, agent)).map(({ path }: { path: string[] }) =>
      path.slice(1).join('.'),
    );
    expect(paths).toEqual(['employeeId', 'credential', 'earnedOn', 'expiry.on', 'externalId']);
    expect(await refused(inputWith({ source: '', reason: ' ' }), agent)).toMatchObject([
      { code: 'INVALID', message: '"source" must not be empty.', path: ['input', 'source'] },
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect(await refused(inputWith({ source: 's'.repeat(61), externalId: null }), agent)).toHaveLength(1);
    expect(await refused(inputWith({ externalId: 'e'.repeat(191) }), agent)).toHaveLength(1);
  });

  it('stores a record of a source once, and refuses different content under the same external id', async () => {
    const record = inputWith({ source: 'pearson', externalId: HOSTILE_TEXT, expiry: { on: '2027-01-01' } });
    const first = await send(record, agent);
    const entries = await auditOf(server, first.achievement.id);
    expect((await send(record, agent)).achievement).toEqual(first.achievement);
    expect(await auditOf(server, first.achievement.id)).toEqual(entries);
    const elsewhere = await send({ ...record, source: 'prometric' }, agent);
    expect(elsewhere.achievement.id).not.toBe(first.achievement.id);
    expect(await refused({ ...record, credential: '70-533', expiry: null }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: `The record "${HOSTILE_TEXT}" from "pearson" already exists, with different values for: credential, expiry and expiresOn. Use "correctAchievement" to change it.`,
        path: ['input', 'externalId'],
      },
    ]);
    expect(await refused({ ...record, employeeId: 'emp_boss' }, agent)).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input', 'externalId'] },
    ]);
    expect((await send({ ...record, externalId: `${HOSTILE_TEXT} 2` }, agent)).refusals).toEqual([]);
  });

  it('stores a record once under concurrent requests that name two people', async () => {
    const record = (employeeId: string) => inputWith({ employeeId, source: 'race', externalId: 'one' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send(record(i % 2 === 0 ? 'emp_ann' : 'emp_boss'), agent)),
    );
    expect(await server.database.rows("SELECT id FROM achievement WHERE source = 'race'")).toHaveLength(1);
    const done = answers.filter(({ achievement }) => achievement !== null);
    expect(new Set(done.map(({ achievement }) => achievement.id)).size).toBe(1);
    const others = answers.filter(({ achievement }) => achievement === null);
    expect(others).toHaveLength(10);
    for (const { refusals } of others) expect(refusals).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  it('accepts the first days of the calendar', async () => {
    for (const earnedOn of ['0000-01-01', '0001-01-01', '1000-01-01']) {
      const { achievement } = await send(inputWith({ earnedOn }), agent);
      expect(achievement.earnedOn).toBe(earnedOn);
    }
  });
});
