import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordMetricsInput!) { recordMetrics(input: $input) {
  metricRecords { id metric { key } month amount version } refusals { code message path } } }`;
const CLOSE = `mutation ($input: CloseMonthInput!) { closeMonth(input: $input) { refusals { code } } }`;

describe.each(DATABASES)('recordMetrics on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' }, { id: 'laws' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);

  const inputWith = (...records: (readonly [metric: string, month: string, amount: string])[]) => ({
    organizationId: 'org_own',
    records: records.map(([metric, month, amount]) => ({ metric, month, amount })),
  });
  const stored = () =>
    server.database.rows('SELECT * FROM metric_record ORDER BY organizationId, metric, month');

  let year = 1990;
  testAgentCommand({
    server: () => server,
    document: RECORD,
    answer: 'metricRecords',
    fresh: () => ({ ...inputWith(['azureConsumption', `${++year}-01`, '1']), organizationId: 'org_laws' }),
    other: { organizationId: 'org_own' },
  });

  it('stores each amount with an audit entry, and returns the records in the order of the arguments', async () => {
    const input = inputWith(['emsNewCustomers', '2026-02', '7'], ['azureConsumption', '2026-03', '1850.5']);
    const { metricRecords, refusals } = await send({ ...input, reason: HOSTILE_TEXT }, agent);
    expect(refusals).toEqual([]);
    expect(metricRecords).toEqual([
      {
        id: 'mrc_own.2026-02.emsNewCustomers',
        metric: { key: 'emsNewCustomers' },
        month: '2026-02',
        amount: '7.00',
        version: 1,
      },
      {
        id: 'mrc_own.2026-03.azureConsumption',
        metric: { key: 'azureConsumption' },
        month: '2026-03',
        amount: '1850.50',
        version: 1,
      },
    ]);
    expect(await auditOf(server, 'mrc_own.2026-02.emsNewCustomers')).toEqual([
      {
        command: 'recordMetrics',
        actor: 'person:agent',
        organizationId: 'own',
        reason: HOSTILE_TEXT,
        before: null,
        after: {
          organizationId: 'own',
          metric: 'emsNewCustomers',
          month: '2026-02',
          hundredths: 700,
          version: 1,
        },
      },
    ]);
  });

  it('replaces the stored amount if the new one differs, even for a closed month', async () => {
    const close = { month: '2025-12', on: '2026-01-05' };
    expect(await commandsOf(() => server, CLOSE).send(close, agent)).toEqual({ refusals: [] });
    const before = ['2025-11', '2025-12'].map((month) => ['azureConsumption', month, '100'] as const);
    await send(inputWith(...before), agent);
    const payload = await send(
      inputWith(['azureConsumption', '2025-11', '100.00'], ['azureConsumption', '2025-12', '-0.01']),
      agent,
    );
    expect(payload.metricRecords).toMatchObject([
      { amount: '100.00', version: 1 },
      { amount: '-0.01', version: 2 },
    ]);
    expect(await auditOf(server, 'mrc_own.2025-11.azureConsumption')).toHaveLength(1);
    const [, correction] = await auditOf(server, 'mrc_own.2025-12.azureConsumption');
    expect(correction).toMatchObject({
      before: { hundredths: 10_000, version: 1 },
      after: { hundredths: -1, version: 2 },
    });
    expect(
      (await send(inputWith(['azureConsumption', '2025-12', '-0.01']), agent)).metricRecords,
    ).toMatchObject([{ version: 2 }]);
    expect(await auditOf(server, 'mrc_own.2025-12.azureConsumption')).toHaveLength(2);
  });

  describe('with an expected version', () => {
    const inputExpecting = (month: string, amount: string, expectedVersion: number | null) => ({
      ...inputWith(),
      records: [{ metric: 'azureConsumption', month, amount, expectedVersion }],
    });
    const path = ['input', 'records', '0', 'expectedVersion'];
    const changed = (version: number, expected: number) => [
      {
        code: 'CHANGED',
        message: `The version is ${version}, not ${expected}: someone has changed the data in the meantime. Read it again, then decide whether to repeat the change.`,
        path,
      },
    ];

    it('replaces only the expected version', async () => {
      const [record] = (await send(inputExpecting('2017-01', '1', 0), agent)).metricRecords;
      expect(record).toMatchObject({ amount: '1.00', version: 1 });
      expect((await send(inputExpecting('2017-01', '2', 1), agent)).metricRecords).toMatchObject([
        { version: 2 },
      ]);
      const before = await stored();
      // An outdated version is refused even if the amount equals the stored one.
      for (const amount of ['2', '3']) {
        expect(await refused(inputExpecting('2017-01', amount, 1), agent)).toEqual(changed(2, 1));
        expect(await refused(inputExpecting('2017-01', amount, 0), agent)).toEqual(changed(2, 0));
      }
      expect(await refused(inputExpecting('2017-02', '1', 2), agent)).toEqual([
        {
          code: 'INVALID',
          message:
            'No amount of "azureConsumption" is recorded for "2017-02", so the version is 0 and has never been 2. Give the version that you have read, or 0.',
          path,
        },
      ]);
      expect(await stored()).toEqual(before);
      expect((await send(inputExpecting('2017-01', '2.00', 2), agent)).metricRecords).toMatchObject([
        { version: 2 },
      ]);
      expect((await send(inputExpecting('2017-01', '4', null), agent)).metricRecords).toMatchObject([
        { version: 3 },
      ]);
    });

    it('refuses all records if one has changed', async () => {
      await send(inputExpecting('2017-03', '1', 0), agent);
      const before = await stored();
      const records = ['2017-04', '2017-03', '2017-05'].map((month) => ({
        metric: 'azureConsumption',
        month,
        amount: '7',
        expectedVersion: 0,
      }));
      expect(await refused({ ...inputWith(), records }, agent)).toMatchObject([
        { code: 'CHANGED', path: ['input', 'records', '1', 'expectedVersion'] },
      ]);
      expect(await stored()).toEqual(before);
    });

    it('accepts one of ten concurrent corrections', async () => {
      await send(inputExpecting('2017-06', '1', 0), agent);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, i) => send(inputExpecting('2017-06', String(i + 2), 1), agent)),
      );
      expect(outcomes.filter(({ refusals }) => refusals.length === 0)).toHaveLength(1);
      const entries = await auditOf(server, 'mrc_own.2017-06.azureConsumption');
      expect(entries).toHaveLength(2);
    });
  });

  it('touches no other organization, metric or month', async () => {
    const others = { ...inputWith(['azureConsumption', '2020-01', '5']), organizationId: 'org_other' };
    await send(others, agent);
    await send(inputWith(['azureConsumption', '2020-01', '1'], ['emsNewCustomers', '2020-02', '2']), agent);
    const before = await stored();
    await send(inputWith(['azureConsumption', '2020-02', '3'], ['emsNewCustomers', '2020-01', '4']), agent);
    expect(await stored()).toEqual(expect.arrayContaining(before));
    expect(await stored()).toHaveLength(before.length + 2);
  });

  it('reports every problem in one answer, and stores nothing', async () => {
    const before = await stored();
    const input = inputWith(
      ['azureConsumption', '2024-01', '1'],
      ['azureConsumtion', '2026-04', '1'],
      [HOSTILE_TEXT, '2024-01', '1'],
      ['emsNewCustomers', '2024-01', '1000000000000'],
      ['emsNewCustomers', '2024-01', '-1000000000000'],
      ['azureConsumption', '2024-01', '2'],
      ['azureConsumption', '2023-01', '0.295'],
      ['azureConsumption', '2023-02', `9${'0'.repeat(19)}`],
    );
    expect(await refused({ ...input, reason: null }, agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue has no metric "azureConsumtion". Did you mean "azureConsumption"?',
        path: ['input', 'records', '1', 'metric'],
      },
      {
        code: 'INVALID',
        message: 'The month "2026-04" is in the future. Give the current month, 2026-03, or an earlier one.',
        path: ['input', 'records', '1', 'month'],
      },
      {
        code: 'NOT_FOUND',
        message: `The catalogue has no metric "${HOSTILE_TEXT}". Use "azureConsumption", "crmOnlineNetNewRevenue", "d365CeNetNewRevenue", "d365OpsNetNewRevenue", "d365OpsTotalRevenue", "emsActiveEntitlements", "emsNewCustomers", "erpGrossLicenseRevenue", "o365ActiveEntitlements", "o365NetNewCustomers" or "powerBiSeatsDeployed".`,
        path: ['input', 'records', '2', 'metric'],
      },
      {
        code: 'INVALID',
        message:
          'The amount "1000000000000" is out of range. Give an amount from -999999999999.99 to 999999999999.99.',
        path: ['input', 'records', '3', 'amount'],
      },
      expect.objectContaining({ code: 'INVALID', path: ['input', 'records', '4', 'amount'] }),
      {
        code: 'INVALID',
        message:
          'The amount of "azureConsumption" for "2024-01" is given twice, with another value in "input.records.0". Send each month of a metric only once.',
        path: ['input', 'records', '5'],
      },
      {
        code: 'INVALID',
        message: '"0.295" has too many decimal places. Metrics have 2: write the amount like "1850.00".',
        path: ['input', 'records', '6', 'amount'],
      },
      expect.objectContaining({ code: 'INVALID', path: ['input', 'records', '7', 'amount'] }),
    ]);
    expect(await refused({ ...inputWith(), reason: '' }, agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'reason'] },
      { code: 'INVALID', message: '0 rows were sent; 1 to 500 are allowed.', path: ['input', 'records'] },
    ]);
    const unknown = inputWith(['azureConsumption', '2024-01', '1']);
    expect(await refused({ ...unknown, organizationId: 'org_nobody' }, agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'There is no organization with the id "org_nobody".',
        path: ['input', 'organizationId'],
      },
    ]);
    expect(await stored()).toEqual(before);
  });

  it('keeps the largest amounts exact', async () => {
    const amounts = ['999999999999.99', '-999999999999.99', '0', '-0.00'];
    const months = ['2019-01', '2019-02', '2019-03', '2019-04'] as const;
    const input = inputWith(
      ...months.map((month, i) => ['azureConsumption', month, amounts[i] ?? ''] as const),
    );
    const { metricRecords } = await send(input, agent);
    expect(metricRecords.map(({ amount }: { amount: string }) => amount)).toEqual([
      '999999999999.99',
      '-999999999999.99',
      '0.00',
      '0.00',
    ]);
    expect(await auditOf(server, 'mrc_own.2019-04.azureConsumption')).toHaveLength(1);
    await send(input, agent);
    expect(await auditOf(server, 'mrc_own.2019-04.azureConsumption')).toHaveLength(1);
  });

  it('loses no correction under concurrent requests', async () => {
    const id = 'mrc_own.2018-01.azureConsumption';
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send(inputWith(['azureConsumption', '2018-01', String(i + 1)]), agent),
      ),
    );
    const entries = await auditOf(server, id);
    expect(entries.map(({ after }) => after.version)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const [i, { before }] of entries.entries()) expect(before).toEqual(entries[i - 1]?.after ?? null);
  });
});
