import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, credentialIn, storeVersion } from '../../support/catalogue';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { HOSTILE, lawsOfAgentsCommand } from '../../support/laws-of-commands';
import { startTestServer, type TestServer } from '../../support/test-server';

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
    // A later version in which an exam is gone, one has come, and one is valid for 24 months.
    const next = catalogueDocument2017();
    credentialIn(next, 'CSM')['validityMonths'] = 24;
    credentialIn(next, '70-774')['code'] = '70-999';
    const text = JSON.stringify(next).replaceAll('"70-774"', '"70-999"');
    await storeVersion(server.database, 2, '2026-01-01', JSON.parse(text) as object);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);

  let number = 0;
  const given = (changes: object = {}) => ({
    employeeId: 'emp_ann',
    credential: '70-532',
    earnedOn: '2025-06-30',
    ...changes,
  });
  const stored = async () => server.database.rows('SELECT * FROM achievement ORDER BY id');

  lawsOfAgentsCommand({
    server: () => server,
    document: RECORD,
    answer: 'achievement',
    fresh: () => given({ source: 'laws', externalId: `law ${++number}` }),
    other: { earnedOn: '2025-07-01' },
  });

  it('stores what a person has earned, with an audit entry', async () => {
    const { achievement, refusals } = await send(given({ reason: 'A letter of 1 July' }), agent);
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

  it('ends on a given day, never, or by the validity of the credential', async () => {
    const expiry = async (changes: object) => {
      const { achievement } = await send(
        given({ credential: 'CSM', earnedOn: '2024-02-29', ...changes }),
        agent,
      );
      return [achievement.expiry, achievement.expiresOn];
    };
    expect(await expiry({})).toEqual(['BY_VALIDITY', '2026-02-28']);
    expect(await expiry({ neverExpires: true })).toEqual(['NEVER', null]);
    expect(await expiry({ expiresOn: '2024-03-01' })).toEqual(['ON', '2024-03-01']);
    expect(await expiry({ neverExpires: false, expiresOn: null })).toEqual(['BY_VALIDITY', '2026-02-28']);
  });

  it('takes what any version of the catalogue has', async () => {
    for (const credential of ['70-774', '70-999']) {
      expect((await send(given({ credential }), agent)).achievement.credential.code).toBe(credential);
    }
  });

  it('refuses days that make no sense, each by its name', async () => {
    const before = await stored();
    expect(await refused(given({ earnedOn: '2026-03-03' }), agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'It cannot be earned on "2026-03-03", which is in the future. Name today, 2026-03-02, or an earlier day.',
        path: ['input', 'earnedOn'],
      },
    ]);
    for (const expiresOn of ['2025-06-29', '2025-06-30']) {
      expect(await refused(given({ expiresOn }), agent)).toEqual([
        {
          code: 'INVALID',
          message: `It cannot expire on "${expiresOn}", since it is earned on 2025-06-30. Name a later day.`,
          path: ['input', 'expiresOn'],
        },
      ]);
    }
    expect(await refused(given({ expiresOn: '2025-07-01', neverExpires: true }), agent)).toEqual([
      {
        code: 'INVALID',
        message: 'Say "expiresOn" or "neverExpires", not both.',
        path: ['input', 'neverExpires'],
      },
    ]);
    expect(await stored()).toEqual(before);
    expect((await send(given({ earnedOn: '2026-03-02', expiresOn: '2026-03-03' }), agent)).refusals).toEqual(
      [],
    );
  });

  it('refuses whom and what it does not know, with what was probably meant', async () => {
    expect(await refused(given({ credential: '70-531' }), agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue has no credential "70-531". Did you mean "70-532"?',
        path: ['input', 'credential'],
      },
    ]);
    expect(await refused(given({ credential: HOSTILE }), agent)).toMatchObject([
      { code: 'NOT_FOUND', message: `The catalogue has no credential "${HOSTILE}".` },
    ]);
    for (const employeeId of ['emp_nobody', 'org_own', 'ann', '', 'ach_ann']) {
      expect(await refused(given({ employeeId }), agent)).toEqual([
        {
          code: 'NOT_FOUND',
          message: `There is no person with the id "${employeeId}".`,
          path: ['input', 'employeeId'],
        },
      ]);
    }
  });

  it('refuses everything that is wrong at once', async () => {
    const wrong = { employeeId: 'emp_x', credential: 'x', earnedOn: '2030-01-01', expiresOn: '2029-01-01' };
    const paths = (await refused({ ...wrong, externalId: ' x' }, agent)).map(
      ({ path }: { path: string[] }) => path[1],
    );
    expect(paths).toEqual(['employeeId', 'credential', 'earnedOn', 'expiresOn', 'externalId']);
    expect(await refused(given({ source: '', reason: ' ' }), agent)).toMatchObject([
      { code: 'INVALID', message: 'The source must not be empty.', path: ['input', 'source'] },
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect(await refused(given({ source: 's'.repeat(61), externalId: null }), agent)).toHaveLength(1);
    expect(await refused(given({ externalId: 'e'.repeat(191) }), agent)).toHaveLength(1);
  });

  it('stores the same record of the same source once, and refuses another one under its id', async () => {
    const record = given({ source: 'pearson', externalId: HOSTILE, expiresOn: '2027-01-01' });
    const first = await send(record, agent);
    const entries = await auditOf(server, first.achievement.id);
    expect((await send(record, agent)).achievement).toEqual(first.achievement);
    expect(await auditOf(server, first.achievement.id)).toEqual(entries);
    const elsewhere = await send({ ...record, source: 'prometric' }, agent);
    expect(elsewhere.achievement.id).not.toBe(first.achievement.id);
    expect(await refused({ ...record, credential: '70-533', expiresOn: null }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: `The record "${HOSTILE}" of "pearson" is here already, with another value of: credential, expiry, expiresOn. Use correctAchievement to change it.`,
        path: ['input', 'externalId'],
      },
    ]);
    expect(await refused({ ...record, employeeId: 'emp_boss' }, agent)).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input', 'externalId'] },
    ]);
    expect((await send({ ...record, externalId: `${HOSTILE} 2` }, agent)).refusals).toEqual([]);
  });

  it('stores the same record once, also when it is told of two people at once', async () => {
    const record = (employeeId: string) => given({ employeeId, source: 'race', externalId: 'one' });
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

  it('takes the first days of the calendar', async () => {
    for (const earnedOn of ['0000-01-01', '0001-01-01', '1000-01-01']) {
      const { achievement } = await send(given({ earnedOn }), agent);
      expect(achievement.earnedOn).toBe(earnedOn);
    }
  });
});
