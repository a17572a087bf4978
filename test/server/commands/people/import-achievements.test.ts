import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmployeeTable } from '../../../../server/db/entities';
import { instant } from '../../../../server/db/instant';
import { commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const IMPORT = `mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) {
  rows { index outcome achievement { id employee { id } credential { code } externalId } refusals { code message path } }
  counts { created updated unchanged refused } refusals { code message path } } }`;
const BARE = `mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) {
  counts { created unchanged } refusals { code } } }`;
const PEOPLE = 200;

describe.each(DATABASES)('importAchievements on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    const createdAt = instant(new Date('2026-01-01T00:00:00Z'));
    await server.database.transaction((transaction) =>
      transaction.insert(
        EmployeeTable,
        Array.from({ length: PEOPLE }, (_, i) => ({
          id: `p${i}`,
          subject: `subject of p${i}`,
          name: `Person ${i}`,
          email: null,
          createdAt,
          version: 1,
        })),
      ),
    );
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, IMPORT);

  const row = (externalId: string, changes: object = {}) => ({
    employee: { id: 'emp_ann' },
    credential: '70-532',
    earnedOn: '2025-06-30',
    externalId,
    ...changes,
  });
  const outcomes = ({ rows }: { rows: { outcome: string }[] }) => rows.map(({ outcome }) => outcome);
  const stored = (source: string) =>
    server.database.rows<Record<string, unknown>>('SELECT * FROM achievement WHERE source = ? ORDER BY id', [
      source,
    ]);
  const entries = () => server.database.rows('SELECT subject FROM audit_entry ORDER BY id');

  let number = 0;
  testAgentCommand({
    server: () => server,
    document: IMPORT,
    answer: 'rows',
    fresh: () => ({ source: 'laws', rows: [row(`law ${++number}`), row(`law ${++number}`)] }),
    other: { errorPolicy: 'SKIP_BAD_ROWS' },
  });

  it('records each row, and returns the outcomes in the order of the rows', async () => {
    const rows = [
      row('a'),
      row('b', { employee: { subject: 'subject of p7' }, credential: 'CSM', expiry: { rule: 'NEVER' } }),
      row(HOSTILE_TEXT, { expiry: { on: '2027-01-01' } }),
    ];
    const payload = await send({ source: 'pearson', rows, reason: 'The file of June' }, agent);
    expect(payload.refusals).toEqual([]);
    expect(payload.counts).toEqual({ created: 3, updated: 0, unchanged: 0, refused: 0 });
    expect(payload.rows).toMatchObject([
      {
        index: 0,
        outcome: 'CREATED',
        refusals: [],
        achievement: { employee: { id: 'emp_ann' }, externalId: 'a' },
      },
      {
        index: 1,
        outcome: 'CREATED',
        achievement: { employee: { id: 'emp_p7' }, credential: { code: 'CSM' } },
      },
      { index: 2, outcome: 'CREATED', achievement: { externalId: HOSTILE_TEXT } },
    ]);
    const log = await server.database.rows<Record<string, string>>(
      "SELECT * FROM audit_entry WHERE reason = 'The file of June' ORDER BY id",
    );
    expect(log.map(({ subject }) => subject)).toEqual(
      payload.rows.map(({ achievement }: { achievement: { id: string } }) => achievement.id),
    );
    expect(log[0]).toMatchObject({ command: 'importAchievements', actor: 'person:agent', oldValue: null });
    expect(JSON.parse(log[0]?.['newValue'] ?? '')).toMatchObject({ employeeId: 'ann', source: 'pearson' });
  });

  it('is a no-op for rows that were imported before', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => row(`again ${i}`));
    const first = await send({ source: 'again', rows: rows.slice(0, 10) }, agent);
    const before = await entries();
    const second = await send({ source: 'again', rows: rows.slice(0, 10) }, agent);
    expect(await entries()).toEqual(before);
    expect(second.counts).toEqual({ created: 0, updated: 0, unchanged: 10, refused: 0 });
    expect(second.rows.map(({ achievement }: { achievement: object }) => achievement)).toEqual(
      first.rows.map(({ achievement }: { achievement: object }) => achievement),
    );
    expect((await send({ source: 'again', rows }, agent)).counts).toMatchObject({
      created: 10,
      unchanged: 10,
    });
    expect(await stored('again')).toHaveLength(20);
  });

  const BAD = [
    row('good 1'),
    row('x', { employee: { id: 'emp_nobody' } }),
    row('x', { employee: { subject: 'nobody' } }),
    row('x', { employee: { subject: '' } }),
    row('x', { employee: { id: '' } }),
    row('x', { credential: '70-531', earnedOn: '2026-03-03', expiry: { on: '2026-03-03' } }),
    row('x', { expiry: { on: '' } }),
    row(''),
    row('good 2'),
    row('good 1', { credential: 'CSM' }),
    row('good 2'),
    row('x', { employee: { subject: 's'.repeat(201) } }),
    row('x', { credential: 'c'.repeat(201), employee: { id: 'e'.repeat(41) } }),
    row('x', { earnedOn: '2026-02-31', expiry: { on: 'soon' } }),
  ];
  const PATHS = [
    ['NOT_FOUND', 'input.rows.1.employee.id'],
    ['NOT_FOUND', 'input.rows.2.employee.subject'],
    ['NOT_FOUND', 'input.rows.3.employee.subject'],
    ['NOT_FOUND', 'input.rows.4.employee.id'],
    ['NOT_FOUND', 'input.rows.5.credential'],
    ['INVALID', 'input.rows.5.earnedOn'],
    ['INVALID', 'input.rows.5.expiry.on'],
    ['INVALID', 'input.rows.6.expiry.on'],
    ['INVALID', 'input.rows.7.externalId'],
    ['INVALID', 'input.rows.9.externalId'],
    ['INVALID', 'input.rows.11.employee.subject'],
    ['INVALID', 'input.rows.12.employee.id'],
    ['INVALID', 'input.rows.12.credential'],
    ['INVALID', 'input.rows.13.earnedOn'],
    ['INVALID', 'input.rows.13.expiry.on'],
  ];
  const pathsOf = (refusals: { code: string; path: string[] }[]) =>
    refusals.map(({ code, path }) => [code, path.join('.')]);

  it('rejects all rows if one is bad, and names the problems of each bad row', async () => {
    const before = await entries();
    const payload = await send({ source: 'bad', rows: BAD }, agent);
    expect(payload).toMatchObject({ rows: null, counts: null });
    expect(pathsOf(payload.refusals)).toEqual(PATHS);
    expect(payload.refusals[1].message).toBe('There is no person with the subject "nobody".');
    expect(payload.refusals[9].message).toBe(
      'The record "good 1" is given twice, the first time in "input.rows.0", with different values for: credential. Send each record only once.',
    );
    expect(payload.refusals[13].message).toBe(
      '"2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.',
    );
    expect(await stored('bad')).toEqual([]);
    expect(await entries()).toEqual(before);
  });

  it('skips bad rows with SKIP_BAD_ROWS, and repeats the outcomes for an idempotency key', async () => {
    const input = { source: 'skip', errorPolicy: 'SKIP_BAD_ROWS', idempotencyKey: 'skip', rows: BAD };
    const payload = await send(input, agent);
    expect(payload.refusals).toEqual([]);
    expect(outcomes(payload)).toEqual([
      'CREATED',
      ...Array<string>(7).fill('REFUSED'),
      'CREATED',
      'REFUSED',
      'UNCHANGED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
    ]);
    expect(pathsOf(payload.rows.flatMap(({ refusals }: { refusals: [] }) => refusals))).toEqual(PATHS);
    expect(payload.counts).toEqual({ created: 2, updated: 0, unchanged: 1, refused: 11 });
    expect(payload.rows[10].achievement).toEqual(payload.rows[8].achievement);
    expect(await stored('skip')).toHaveLength(2);
    expect(await send(input, agent)).toEqual(payload);
  });

  it('accepts 1 to 500 rows', async () => {
    for (const count of [0, 501]) {
      const rows = Array.from({ length: count }, (_, i) => row(`many ${i}`));
      expect(await refused({ source: 'many', rows }, agent)).toEqual([
        {
          code: 'INVALID',
          message: `${count} rows were sent; 1 to 500 are allowed.`,
          path: ['input', 'rows'],
        },
      ]);
    }
  });

  it('runs the same number of statements for 500 rows as for two', async () => {
    const statements = async (document: string, rows: object[]) => {
      const payload = await commandsOf(() => server, document).send({ source: 'counted', rows }, agent);
      expect(payload.refusals).toEqual([]);
      return server.log.at(-1)?.['statements'];
    };
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        row(
          `n${from + i}`,
          i % 2 === 0
            ? { employee: { id: `emp_p${i % PEOPLE}` } }
            : { employee: { subject: `subject of p${i % PEOPLE}` } },
        ),
      );
    for (const document of [IMPORT, BARE]) {
      const few = await statements(document, rows(0, 2));
      const base = document === IMPORT ? 1000 : 2000;
      // New rows need three more statements: the insert, the audit entries and the organizations of the people.
      expect(await statements(document, rows(base, 2))).toBe(document === IMPORT ? few : Number(few) + 3);
      expect(await statements(document, rows(base + 2, 500))).toBe(
        await statements(document, rows(base + 502, 2)),
      );
    }
  });

  it('stores each record once under concurrent imports of the same rows', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => row(`both ${i}`, { employee: { id: `emp_p${i}` } }));
    const payloads = await Promise.all(
      Array.from({ length: 6 }, () => send({ source: 'both', rows }, agent)),
    );
    expect(await stored('both')).toHaveLength(50);
    const created = payloads.map(({ counts }) => counts.created).sort();
    expect(created).toEqual([0, 0, 0, 0, 0, 50]);
  });

  it('stores each record once under concurrent imports that name different people', async () => {
    const rows = (employee: number) =>
      Array.from({ length: 30 }, (_, i) => row(`other ${i}`, { employee: { id: `emp_p${employee}` } }));
    const payloads = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        send({ source: 'other', errorPolicy: 'SKIP_BAD_ROWS', rows: rows(i) }, agent),
      ),
    );
    const records = await stored('other');
    expect(records).toHaveLength(30);
    expect(new Set(records.map(({ employeeId }) => employeeId)).size).toBe(1);
    expect(payloads.map(({ counts }) => counts.created).sort((a, b) => a - b)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 30,
    ]);
  });
});
