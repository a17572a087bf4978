import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const IMPORT = `mutation ($input: ImportMetricsInput!) { importMetrics(input: $input) {
  rows { index outcome metricRecord { id amount version } refusals { code message path } }
  counts { created updated unchanged refused } refusals { code message path } } }`;
const ORGANIZATIONS = 120;

describe.each(DATABASES)('importMetrics on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(
      server.database,
      { id: 'own', key: 'key-of-own' },
      ...Array.from({ length: ORGANIZATIONS }, (_, i) => ({ id: `o${i}`, key: `key-of-o${i}` })),
    );
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, IMPORT);

  const row = (month: string, amount: string, changes: object = {}) => ({
    organization: { id: 'org_own' },
    metric: 'azureConsumption',
    month,
    amount,
    ...changes,
  });
  const entries = () => server.database.rows('SELECT id FROM audit_entry');
  const stored = () =>
    server.database.rows('SELECT * FROM metric_record ORDER BY organizationId, metric, month');

  let year = 1900;
  testAgentCommand({
    server: () => server,
    document: IMPORT,
    answer: 'rows',
    fresh: () => ({ rows: [row(`${++year}-01`, '1'), row(`${++year}-02`, '2')] }),
    other: { errorPolicy: 'SKIP_BAD_ROWS' },
  });

  it('creates, updates and keeps records, and returns the outcome of each row', async () => {
    const first = [row('2025-01', '1'), row('2025-02', '2', { organization: { key: 'key-of-o7' } })];
    expect((await send({ rows: first }, agent)).rows).toEqual([
      {
        index: 0,
        outcome: 'CREATED',
        metricRecord: { id: 'mrc_own.2025-01.azureConsumption', amount: '1.00', version: 1 },
        refusals: [],
      },
      {
        index: 1,
        outcome: 'CREATED',
        metricRecord: { id: 'mrc_o7.2025-02.azureConsumption', amount: '2.00', version: 1 },
        refusals: [],
      },
    ]);
    const second = [row('2025-03', '3'), row('2025-01', '1'), { ...first[1], amount: '2.01' }];
    const payload = await send({ rows: second, reason: 'The file of April' }, agent);
    expect(payload.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'CREATED',
      'UNCHANGED',
      'UPDATED',
    ]);
    expect(payload.counts).toEqual({ created: 1, updated: 1, unchanged: 1, refused: 0 });
    const log = await server.database.rows<Record<string, string>>(
      "SELECT * FROM audit_entry WHERE reason = 'The file of April' ORDER BY id",
    );
    expect(log.map(({ subject, organizationId }) => [subject, organizationId])).toEqual([
      ['mrc_own.2025-03.azureConsumption', 'own'],
      ['mrc_o7.2025-02.azureConsumption', 'o7'],
    ]);
    expect(JSON.parse(log[1]?.['oldValue'] ?? '')).toMatchObject({ hundredths: 200, version: 1 });
    expect(JSON.parse(log[1]?.['newValue'] ?? '')).toMatchObject({ hundredths: 201, version: 2 });
    const before = await entries();
    expect((await send({ rows: second }, agent)).counts).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 3,
    });
    expect(await entries()).toEqual(before);
  });

  const BAD = [
    row('2024-01', '1'),
    row('2024-01', '1', { organization: { id: 'org_nobody' } }),
    row('2024-01', '1', { organization: { key: 'nobody' } }),
    row('2024-01', '1', { organization: { key: '' } }),
    row('2024-01', '1', { organization: { id: '' } }),
    row('2026-04', '1', { metric: 'x' }),
    row('2024-01', '1', { organization: { key: 'key-of-own' } }),
    row('2024-02', '1'),
    row('2024-03', '1', { organization: { key: 'k'.repeat(81) } }),
    row('2024-03', '1', { metric: 'm'.repeat(201), organization: { id: 'o'.repeat(41) } }),
    row('2024-13', '1,5'),
    row('2024-02', '2'),
  ];
  const PATHS = [
    ['NOT_FOUND', 'input.rows.1.organization.id'],
    ['NOT_FOUND', 'input.rows.2.organization.key'],
    ['NOT_FOUND', 'input.rows.3.organization.key'],
    ['NOT_FOUND', 'input.rows.4.organization.id'],
    ['NOT_FOUND', 'input.rows.5.metric'],
    ['INVALID', 'input.rows.5.month'],
    ['INVALID', 'input.rows.8.organization.key'],
    ['INVALID', 'input.rows.9.organization.id'],
    ['INVALID', 'input.rows.9.metric'],
    ['INVALID', 'input.rows.10.month'],
    ['INVALID', 'input.rows.10.amount'],
    ['INVALID', 'input.rows.11'],
  ];
  const pathsOf = (refusals: { code: string; path: string[] }[]) =>
    refusals.map(({ code, path }) => [code, path.join('.')]);

  it('rejects all rows if one is bad, and skips bad rows with SKIP_BAD_ROWS', async () => {
    const before = await Promise.all([stored(), entries()]);
    expect(pathsOf(await refused({ rows: BAD }, agent))).toEqual(PATHS);
    expect(await Promise.all([stored(), entries()])).toEqual(before);
    const payload = await send({ rows: BAD, errorPolicy: 'SKIP_BAD_ROWS' }, agent);
    expect(payload.refusals).toEqual([]);
    expect(pathsOf(payload.rows.flatMap(({ refusals }: { refusals: [] }) => refusals))).toEqual(PATHS);
    expect(payload.counts).toEqual({ created: 2, updated: 0, unchanged: 1, refused: 9 });
    for (const rows of [[], Array(501).fill(BAD[0])]) {
      expect(pathsOf(await refused({ rows }, agent))).toEqual([['INVALID', 'input.rows']]);
    }
  });

  it('runs as many statements for 40 rows as for 500, and no more than for two', async () => {
    const rows = (count: number, amount: string, from: number) =>
      Array.from({ length: count }, (_, i) =>
        row(`${from + Math.floor(i / ORGANIZATIONS)}-01`, amount, {
          ...(i % 2 === 0
            ? { organization: { id: `org_o${i % ORGANIZATIONS}` } }
            : { organization: { key: `key-of-o${i % ORGANIZATIONS}` } }),
        }),
      );
    const statements = async (sentRows: object[], counts: object) => {
      expect(await send({ rows: sentRows }, agent)).toMatchObject({ refusals: [], counts });
      return server.log.at(-1)?.['statements'];
    };
    const two = await statements(rows(2, '1', 1950), { created: 2 });
    const forty = await statements(rows(40, '1', 1955), { created: 40 });
    expect(forty).toBeLessThanOrEqual(Number(two));
    expect(await statements(rows(500, '1', 1960), { created: 500 })).toBe(forty);
    expect(await statements(rows(500, '2', 1960), { updated: 500 })).toBe(forty);
  });

  it('loses no update under concurrent imports of the same months', async () => {
    const rows = (amount: number) =>
      Array.from({ length: 40 }, (_, i) =>
        row('1999-01', String(amount), { organization: { id: `org_o${i}` } }),
      );
    const payloads = await Promise.all(
      Array.from({ length: 8 }, (_, i) => send({ rows: rows(i + 1) }, agent)),
    );
    expect(payloads.flatMap(({ refusals }) => refusals)).toEqual([]);
    const versions = await server.database.rows(
      "SELECT DISTINCT hundredths, version FROM metric_record WHERE month = '1999-01'",
    );
    expect(versions).toEqual([{ hundredths: expect.any(Number), version: 8 }]);
  });
});
