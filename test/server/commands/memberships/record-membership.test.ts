import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../../support/catalogue';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const RECORD = `mutation ($input: RecordMembershipInput!) { recordMembership(input: $input) {
  membership { id level from until purchasedOn kind pricePaid { amount currency } paymentReference refundedOn version }
  refusals { code message path } } }`;

describe.each(DATABASES)('recordMembership on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    const ids = ['own', 'laws', 'chain', 'overlap', 'empty', 'race', 'wrong', 'policy', 'refunded', 'bought'];
    await storeOrganizations(server.database, ...ids.map((id) => ({ id })));
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    const next = catalogueDocument2017();
    (next['policy'] as EditableJson)['termMonths'] = 6;
    await storeVersion(server.database, 2, '2026-01-01', next);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);

  const inputFor = (organization: string, from: string, changes: object = {}) => ({
    organizationId: `org_${organization}`,
    level: 'SILVER',
    from,
    kind: 'NEW',
    price: { amount: '1850', currency: 'USD' },
    paymentReference: 'INV-1',
    ...changes,
  });
  const terms = (organization: string) =>
    server.database.rows<Record<string, string>>(
      'SELECT * FROM membership WHERE organizationId = ? ORDER BY fromDay, untilDay, id',
      [organization],
    );

  let year = 1900;
  testAgentCommand({
    server: () => server,
    document: RECORD,
    answer: 'membership',
    fresh: () => inputFor('laws', `${(year += 2)}-01-01`),
    other: { level: 'GOLD' },
  });

  it('stores a term with a price of zero', async () => {
    const { membership, refusals } = await send(
      inputFor('own', '2021-01-01', { price: { amount: '0', currency: 'USD' } }),
      agent,
    );
    expect([membership?.pricePaid, refusals]).toEqual([{ amount: '0.00', currency: 'USD' }, []]);
  });

  it('stores a past term, with an audit entry', async () => {
    const input = inputFor('own', '2024-02-29', {
      paymentReference: HOSTILE_TEXT,
      reason: 'From the old programme',
    });
    const { membership, refusals } = await send(input, agent);
    expect(refusals).toEqual([]);
    expect(membership).toEqual({
      id: expect.stringMatching(/^mem_/),
      level: 'SILVER',
      from: '2024-02-29',
      until: '2025-02-28',
      purchasedOn: '2024-02-29',
      kind: 'NEW',
      pricePaid: { amount: '1850.00', currency: 'USD' },
      paymentReference: HOSTILE_TEXT,
      refundedOn: null,
      version: 1,
    });
    expect(await auditOf(server, membership.id)).toEqual([
      {
        command: 'recordMembership',
        actor: 'person:agent',
        organizationId: 'own',
        reason: 'From the old programme',
        before: null,
        after: expect.objectContaining({
          pricePaidMinorUnits: 185_000,
          currency: 'USD',
          untilDay: '2025-02-28',
        }),
      },
    ]);
  });

  it('ends a term on the given day, or after the length set by the policy on the day of purchase', async () => {
    const until = async (from: string, changes: object) =>
      (await send(inputFor('policy', from, changes), agent)).membership.until;
    expect(await until('2020-01-01', {})).toBe('2021-01-01');
    expect(await until('2026-01-01', { purchasedOn: '2025-12-31' })).toBe('2027-01-01');
    expect(await until('2027-01-01', { purchasedOn: '2026-01-01', kind: 'RENEWAL' })).toBe('2027-07-01');
    expect(await until('2022-01-01', { until: '2022-01-02' })).toBe('2022-01-02');
  });

  it('accepts adjacent terms in any order, and a refunded term', async () => {
    for (const from of ['2023-01-01', '2021-01-01', '2022-01-01', '2024-01-01']) {
      expect((await send(inputFor('chain', from), agent)).refusals).toEqual([]);
    }
    const refund = inputFor('chain', '2025-01-01', { until: '2025-01-20', refundedOn: '2025-01-20' });
    expect((await send(refund, agent)).membership).toMatchObject({ refundedOn: '2025-01-20' });
  });

  it('ends a refunded term on the day of the refund, or on its first day if it had not begun', async () => {
    const days = async (from: string, refundedOn: string, changes: object = {}) => {
      const { membership, refusals } = await send(
        inputFor('refunded', from, { refundedOn, ...changes }),
        agent,
      );
      return refusals[0] ?? [membership.from, membership.until, membership.refundedOn];
    };
    expect(await days('2023-01-01', '2023-01-20')).toEqual(['2023-01-01', '2023-01-20', '2023-01-20']);
    expect(await days('2024-02-01', '2024-01-20', { purchasedOn: '2024-01-10' })).toEqual([
      '2024-02-01',
      '2024-02-01',
      '2024-01-20',
    ]);
    expect(await days('2024-02-01', '2024-02-01')).toEqual(['2024-02-01', '2024-02-01', '2024-02-01']);
    // A refund after the end does not extend the term.
    expect(await days('2020-01-01', '2021-01-02')).toEqual(['2020-01-01', '2021-01-01', '2021-01-02']);
    expect(await days('2021-01-01', '2022-02-01', { until: '2021-06-01' })).toEqual([
      '2021-01-01',
      '2021-06-01',
      '2022-02-01',
    ]);
    expect(await days('9999-12-01', '2026-03-02', { purchasedOn: '2026-03-02' })).toEqual([
      '9999-12-01',
      '9999-12-01',
      '2026-03-02',
    ]);
  });

  it('refuses a refunded term that ends too late, and names the latest end', async () => {
    const stored = await terms('refunded');
    const refusal = async (from: string, until: string, changes: object = {}) =>
      refused(inputFor('refunded', from, { until, refundedOn: '2025-01-20', ...changes }), agent);
    expect(await refusal('2025-01-01', '2025-01-21')).toEqual([
      {
        code: 'INVALID',
        message:
          'The term cannot end on "2025-01-21", because a refund ended it on 2025-01-20. Leave the end out, or give 2025-01-20 or an earlier day.',
        path: ['input', 'until'],
      },
    ]);
    expect(await refusal('2025-02-01', '2025-02-02', { purchasedOn: '2025-01-10' })).toMatchObject([
      { message: expect.stringContaining('give 2025-02-01 or an earlier day'), path: ['input', 'until'] },
    ]);
    expect(await terms('refunded')).toEqual(stored);
  });

  it('refuses a term that overlaps another one, and names the other term', async () => {
    await send(inputFor('overlap', '2024-01-01', { level: 'GOLD' }), agent);
    const message =
      'The term would overlap the Gold term from 2024-01-01 until 2025-01-01. Give different days.';
    for (const [from, until] of [
      ['2024-12-31', '2025-12-31'],
      ['2023-01-02', '2024-01-02'],
      ['2024-03-01', '2024-04-01'],
      ['2023-01-01', '2026-01-01'],
      ['2024-01-01', '2025-01-01'],
    ] as const) {
      expect(await refused(inputFor('overlap', from, { until }), agent)).toEqual([
        { code: 'OVERLAP', message, path: ['input', 'from'] },
      ]);
    }
    expect(await terms('overlap')).toHaveLength(1);
  });

  it('accepts empty terms anywhere, since they overlap nothing', async () => {
    await send(inputFor('empty', '2024-01-01'), agent);
    for (const from of ['2024-06-01', '2024-01-01', '2024-01-01', '2025-01-01']) {
      const empty = inputFor('empty', from, { until: from, refundedOn: '2026-01-01' });
      expect((await send(empty, agent)).refusals).toEqual([]);
    }
    expect((await send(inputFor('empty', '2025-01-01'), agent)).refusals).toEqual([]);
    expect(await terms('empty')).toHaveLength(6);
  });

  it('reports every invalid argument with its path', async () => {
    const wrong = inputFor('wrong', '2024-01-02', {
      until: '2024-01-01',
      purchasedOn: '2026-03-03',
      refundedOn: '2026-03-04',
      price: { amount: '-0.01', currency: 'usd' },
      paymentReference: '',
      reason: '',
    });
    expect(await refused(wrong, agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The term cannot end on "2024-01-01", because it starts on 2024-01-02. Give that day or a later one.',
        path: ['input', 'until'],
      },
      {
        code: 'INVALID',
        message:
          'The term cannot have been bought on "2026-03-03", which is in the future. Give today, 2026-03-02, or an earlier day.',
        path: ['input', 'purchasedOn'],
      },
      {
        code: 'INVALID',
        message:
          'The term cannot have been refunded on "2026-03-04". Give a day from 2026-03-03, the day of the purchase, to today, 2026-03-02.',
        path: ['input', 'refundedOn'],
      },
      {
        code: 'INVALID',
        message: 'The amount must not be negative, but is "-0.01".',
        path: ['input', 'price', 'amount'],
      },
      {
        code: 'INVALID',
        message: '"usd" is not a currency of ISO 4217 that is in use. Give a code such as "USD".',
        path: ['input', 'price', 'currency'],
      },
      {
        code: 'INVALID',
        message: '"paymentReference" must not be empty.',
        path: ['input', 'paymentReference'],
      },
      { code: 'INVALID', message: '"reason" must not be empty.', path: ['input', 'reason'] },
    ]);
    expect(await refused(inputFor('wrong', '2024-01-02', { refundedOn: '2024-01-01' }), agent)).toMatchObject(
      [{ path: ['input', 'refundedOn'] }],
    );
    expect(await refused(inputFor('wrong', '2026-03-03'), agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'purchasedOn'] },
    ]);
    expect(
      await refused(inputFor('wrong', '9999-12-01', { purchasedOn: '2026-03-02' }), agent),
    ).toMatchObject([{ code: 'INVALID', path: ['input', 'from'] }]);
    expect(await refused(inputFor('nobody', '2024-01-01'), agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
    expect(await terms('wrong')).toEqual([]);
  });

  it('refuses a purchase after the first day, unless it is a renewal in the grace period', async () => {
    const lateMessage = (purchasedOn: string, from: string) =>
      `The term cannot have been bought on "${purchasedOn}", because it starts on ${from} and is not a renewal. Give that day or an earlier one.`;
    const refusal = (from: string, purchasedOn: string, changes: object = {}) =>
      refused(inputFor('bought', from, { purchasedOn, ...changes }), agent);
    const expectedRefusal = (message: string) => [
      { code: 'INVALID', message, path: ['input', 'purchasedOn'] },
    ];
    for (const kindOfTerm of ['NEW', 'UPGRADE']) {
      // Purchases one day late, on the end of the term, after that end, and one day late for an empty term.
      for (const [purchasedOn, changes] of [
        ['2018-01-02', {}],
        ['2019-01-01', {}],
        ['2026-02-21', {}],
        ['2018-01-02', { until: '2018-01-01' }],
      ] as const) {
        expect(await refusal('2018-01-01', purchasedOn, { kind: kindOfTerm, ...changes })).toEqual(
          expectedRefusal(lateMessage(purchasedOn, '2018-01-01')),
        );
      }
    }
    const graceMessage = (purchasedOn: string) =>
      `The term cannot have been bought on "${purchasedOn}", because a renewal that starts on 2018-01-01 must be bought before 2018-01-31. Give an earlier day.`;
    for (const purchasedOn of ['2018-01-31', '2019-01-01', '2026-02-21']) {
      expect(await refusal('2018-01-01', purchasedOn, { kind: 'RENEWAL' })).toEqual(
        expectedRefusal(graceMessage(purchasedOn)),
      );
    }
    const endedMessage =
      'The term cannot have been bought on "2018-01-20", because it ends on 2018-01-20. Give an earlier day.';
    const shortened = { kind: 'RENEWAL', until: '2018-01-20' };
    expect(await refusal('2018-01-01', '2018-01-20', shortened)).toEqual(expectedRefusal(endedMessage));
    expect(await terms('bought')).toEqual([]);
  });

  it('accepts a purchase up to the first day, and a late renewal in the grace period', async () => {
    const days = async (from: string, purchasedOn: string, changes: object = {}) => {
      const { membership, refusals } = await send(
        inputFor('bought', from, { purchasedOn, ...changes }),
        agent,
      );
      return refusals[0] ?? [membership.from, membership.until, membership.purchasedOn];
    };
    const renewal = { kind: 'RENEWAL' };
    expect(await days('2010-01-01', '1900-01-01')).toEqual(['2010-01-01', '2011-01-01', '1900-01-01']);
    expect(await days('2011-01-01', '2011-01-01', renewal)).toEqual([
      '2011-01-01',
      '2012-01-01',
      '2011-01-01',
    ]);
    expect(await days('2012-01-01', '2012-01-30', renewal)).toEqual([
      '2012-01-01',
      '2013-01-01',
      '2012-01-30',
    ]);
    const refundedOnDayOfPurchase = { ...renewal, refundedOn: '2013-01-20' };
    expect(await days('2013-01-01', '2013-01-20', refundedOnDayOfPurchase)).toEqual([
      '2013-01-01',
      '2013-01-20',
      '2013-01-20',
    ]);
    const empty = { ...renewal, until: '2014-01-01' };
    expect(await days('2014-01-01', '2014-01-20', empty)).toEqual(['2014-01-01', '2014-01-01', '2014-01-20']);
  });

  it('stores one of 30 concurrent overlapping terms', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        send(
          inputFor('race', `2024-01-${String(i + 1).padStart(2, '0')}`, { paymentReference: `INV-${i}` }),
          agent,
        ),
      ),
    );
    expect(answers.filter(({ membership }) => membership !== null)).toHaveLength(1);
    const codes = answers.flatMap(({ refusals }) => refusals.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(Array(29).fill('OVERLAP'));
    expect(await terms('race')).toHaveLength(1);
  });
});
