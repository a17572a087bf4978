import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const CLOSE = `mutation ($input: CloseMonthInput!) { closeMonth(input: $input) {
  monthClosing { id month closedOn } refusals { code message path } query { closedMonths(first: 1) { nodes { month } } } } }`;

describe.each(DATABASES)('closeMonth on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, CLOSE);

  let year = 1990;
  testAgentCommand({
    server: () => server,
    document: CLOSE,
    answer: 'monthClosing',
    fresh: () => ({ month: `${++year}-01` }),
    other: { on: '2026-03-01' },
  });

  it('closes a month today, with an audit entry', async () => {
    expect(await send({ month: '2026-02', reason: HOSTILE_TEXT }, agent)).toEqual({
      monthClosing: { id: 'mcl_2026-02', month: '2026-02', closedOn: '2026-03-02' },
      refusals: [],
      query: { closedMonths: { nodes: [{ month: '2026-02' }] } },
    });
    expect(await auditOf(server, 'mcl_2026-02')).toEqual([
      {
        command: 'closeMonth',
        actor: 'person:agent',
        organizationId: null,
        reason: HOSTILE_TEXT,
        before: null,
        after: { month: '2026-02', closedOn: '2026-03-02' },
      },
    ]);
  });

  it('accepts a past closing day if the month was over by then', async () => {
    expect((await send({ month: '2023-12', on: '2024-01-01' }, agent)).monthClosing.closedOn).toBe(
      '2024-01-01',
    );
    expect((await send({ month: '2024-02', on: '2024-03-01' }, agent)).monthClosing.closedOn).toBe(
      '2024-03-01',
    );
    // Months can be closed in any order.
    expect((await send({ month: '2024-01', on: '2025-03-01' }, agent)).refusals).toEqual([]);
  });

  it("refuses a month that is not over, a future day, and a day before the month's end", async () => {
    for (const [month, first] of [
      ['2026-03', '2026-04-01'],
      ['2026-04', '2026-05-01'],
      ['9999-11', '9999-12-01'],
    ]) {
      expect(await refused({ month }, agent)).toEqual([
        {
          code: 'TOO_SOON',
          message: `The month "${month}" is not over. Close it on ${first} or later, when its data is complete.`,
          path: ['input', 'month'],
        },
      ]);
    }
    expect(await refused({ month: '9999-12' }, agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The month "9999-12" is the last month of the calendar, so it can never be closed. Give an earlier month.',
        path: ['input', 'month'],
      },
    ]);
    expect(await refused({ month: '2025-01', on: '2026-03-03' }, agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The month cannot be closed on "2026-03-03", which is in the future. Give today, 2026-03-02, or an earlier day.',
        path: ['input', 'on'],
      },
    ]);
    for (const on of ['2025-01-31', '2024-12-31']) {
      expect(await refused({ month: '2025-01', on }, agent)).toEqual([
        {
          code: 'INVALID',
          message: `The month "2025-01" was not over on "${on}". Give 2025-02-01 or a later day.`,
          path: ['input', 'on'],
        },
      ]);
    }
    expect(await refused({ month: '2025-01', reason: '' }, agent)).toMatchObject([
      { path: ['input', 'reason'] },
    ]);
  });

  it('closes a month once under concurrent requests, and tells the other requests the closing day', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ month: '2025-06' }, agent)));
    expect(answers.filter(({ monthClosing }) => monthClosing !== null)).toHaveLength(1);
    expect(await auditOf(server, 'mcl_2025-06')).toHaveLength(1);
    expect(await refused({ month: '2025-06', on: '2025-07-01' }, agent)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message:
          'The month "2025-06" was already closed on 2026-03-02. To change an amount in it, record the amount again.',
        path: ['input', 'month'],
      },
    ]);
  });
});
