import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, day } from '../../../../server/rules';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeMember, storeTerms } from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

const ASK = `query ($id: ID!, $on: LocalDate) { organization(by: { id: $id }) {
  membership(on: $on) { id }
  renewalWindow(on: $on) { from until state membership { id } } } }`;

describe.each(DATABASES)('membership and renewalWindow on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const on = async (organization: string, requestedDay?: string): Promise<AnyJson> => {
    const variables = { id: `org_${organization}`, on: requestedDay };
    const { body } = await server.ask(ASK, { variables, as: agent });
    expect(body.errors).toBeUndefined();
    const { membership, renewalWindow } = body.data.organization;
    return [membership?.id.replace('mem_', '') ?? null, renewalWindow];
  };
  const window = (from: string, until: string, state: string, term: string) => ({
    from,
    until,
    state,
    membership: { id: `mem_${term}` },
  });

  it.each([
    ['plain', '2025-03-01', '2026-03-01', '2025-12-01', '2026-03-31'],
    ['leap', '2028-02-29', '2029-02-28', '2028-11-30', '2029-03-30'],
    ['overLeap', '2027-03-31', '2028-03-31', '2028-01-01', '2028-04-30'],
  ])(
    'open the window 90 days before the end, and close it 30 days after the end: %s',
    async (id, start, end, from, until) => {
      await storeMember(server, id);
      await storeTerms(server, id, { from: start });
      const before = (text: string) => addDays(day(text), -1);
      const term = `${id}-0`;
      const states = [
        [start, 'NOT_YET', term],
        [before(from), 'NOT_YET', term],
        [from, 'OPEN', term],
        [before(end), 'OPEN', term],
        [end, 'IN_GRACE', null],
        [before(until), 'IN_GRACE', null],
        [until, 'MISSED', null],
        ['2100-01-01', 'MISSED', null],
      ] as const;
      for (const [requestedDay, state, running] of states) {
        const answer = await on(id, requestedDay);
        expect([requestedDay, answer]).toEqual([requestedDay, [running, window(from, until, state, term)]]);
      }
      expect(await on(id, before(start))).toEqual([null, null]);
    },
  );

  it('describe, as of today by default, the running term and the window of the last term of its chain', async () => {
    await storeMember(server, 'chain');
    await storeTerms(
      server,
      'chain',
      { from: '2025-06-01' },
      { from: '2026-06-01', kind: 'RENEWAL' },
      { from: '2027-06-01', until: '2027-06-01', refundedOn: '2026-01-01' },
      { from: '2027-07-01' },
    );
    expect(await on('chain')).toEqual(['chain-0', window('2027-03-03', '2027-07-01', 'NOT_YET', 'chain-1')]);
    expect(await on('chain', '2027-06-15')).toEqual([
      null,
      window('2027-03-03', '2027-07-01', 'IN_GRACE', 'chain-1'),
    ]);
  });

  it('have no window after a refund, unless the refunded renewal had not begun', async () => {
    await storeMember(server, 'refunded');
    await storeTerms(
      server,
      'refunded',
      { from: '2024-01-01', until: '2025-01-01' },
      { from: '2025-01-01', until: '2025-01-20', refundedOn: '2025-01-20' },
    );
    expect(await on('refunded', '2025-01-21')).toEqual([null, null]);
    await storeMember(server, 'sameDay');
    await storeTerms(
      server,
      'sameDay',
      { from: '2024-01-01', until: '2024-05-01' },
      { from: '2024-05-01', until: '2024-05-01', refundedOn: '2024-05-01', kind: 'UPGRADE' },
    );
    expect(await on('sameDay', '2024-05-02')).toEqual([null, null]);
    await storeMember(server, 'unbegun');
    await storeTerms(
      server,
      'unbegun',
      { from: '2024-01-01', until: '2025-01-01' },
      { from: '2025-01-01', until: '2025-01-01', refundedOn: '2024-12-24', kind: 'RENEWAL' },
    );
    expect(await on('unbegun', '2025-01-02')).toEqual([
      null,
      window('2024-10-03', '2025-01-31', 'IN_GRACE', 'unbegun-0'),
    ]);
  });

  it('use the policy of the requested day', async () => {
    const document = catalogueDocument2017();
    Object.assign(document['policy'] as EditableJson, {
      renewalOpensDaysBefore: 60,
      renewalClosesDaysAfter: 0,
    });
    await storeVersion(server.database, 2, '2040-01-01', document);
    await storeMember(server, 'policy');
    await storeTerms(server, 'policy', { from: '2039-03-01' });
    expect((await on('policy', '2039-12-31'))[1]).toEqual(
      window('2039-12-02', '2040-03-31', 'OPEN', 'policy-0'),
    );
    expect((await on('policy', '2040-01-01'))[1]).toEqual(
      window('2040-01-01', '2040-03-01', 'OPEN', 'policy-0'),
    );
    expect((await on('policy', '2040-03-01'))[1]).toMatchObject({ state: 'MISSED' });
  });

  it('take the same number of statements for one organization as for all', async () => {
    const statements: unknown[] = [];
    for (const first of [1, 8]) {
      const { body } = await server.ask(
        `{ organizations(first: ${first}) { nodes { membership { level } renewalWindow { state membership { level } } } } }`,
        { as: agent },
      );
      expect(body.data.organizations.nodes).toHaveLength(first);
      statements.push(server.log.at(-1)?.['statements']);
    }
    expect(new Set(statements).size).toBe(1);
  });
});
