import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, storeVersion, type Editable } from '../../support/catalogue';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { HOSTILE, lawsOfAgentsCommand } from '../../support/laws-of-commands';
import { startTestServer, type TestServer } from '../../support/test-server';

const RECORD = `mutation ($input: RecordMembershipInput!) { recordMembership(input: $input) {
  membership { id level startsOn endsOn purchasedOn kind pricePaid { amount currency } paymentReference refundedOn version }
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
    (next['policy'] as Editable)['termMonths'] = 6;
    await storeVersion(server.database, 2, '2026-01-01', next);
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, RECORD);

  const given = (organization: string, startsOn: string, changes: object = {}) => ({
    organizationId: `org_${organization}`,
    level: 'SILVER',
    startsOn,
    kind: 'NEW',
    price: { amount: '1850', currency: 'USD' },
    paymentReference: 'INV-1',
    ...changes,
  });
  const terms = (organization: string) =>
    server.database.rows<Record<string, string>>(
      'SELECT * FROM membership WHERE organizationId = ? ORDER BY startsOn, endsOn, id',
      [organization],
    );

  let year = 1900;
  lawsOfAgentsCommand({
    server: () => server,
    document: RECORD,
    answer: 'membership',
    fresh: () => given('laws', `${(year += 2)}-01-01`),
    other: { level: 'GOLD' },
  });

  it('stores a term that cost nothing', async () => {
    const { membership, refusals } = await send(
      given('own', '2021-01-01', { price: { amount: '0', currency: 'USD' } }),
      agent,
    );
    expect([membership?.pricePaid, refusals]).toEqual([{ amount: '0.00', currency: 'USD' }, []]);
  });

  it('stores a term of the past, with an audit entry', async () => {
    const input = given('own', '2024-02-29', { paymentReference: HOSTILE, reason: 'From the old programme' });
    const { membership, refusals } = await send(input, agent);
    expect(refusals).toEqual([]);
    expect(membership).toEqual({
      id: expect.stringMatching(/^mem_/),
      level: 'SILVER',
      startsOn: '2024-02-29',
      endsOn: '2025-02-28',
      purchasedOn: '2024-02-29',
      kind: 'NEW',
      pricePaid: { amount: '1850.00', currency: 'USD' },
      paymentReference: HOSTILE,
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
        after: expect.objectContaining({ pricePaid: 185_000, currency: 'USD', endsOn: '2025-02-28' }),
      },
    ]);
  });

  it('ends by the policy of the day of its purchase, or on a given day', async () => {
    const endsOn = async (startsOn: string, changes: object) =>
      (await send(given('policy', startsOn, changes), agent)).membership.endsOn;
    expect(await endsOn('2020-01-01', {})).toBe('2021-01-01');
    expect(await endsOn('2026-01-01', { purchasedOn: '2025-12-31' })).toBe('2027-01-01');
    expect(await endsOn('2027-01-01', { purchasedOn: '2026-01-01', kind: 'RENEWAL' })).toBe('2027-07-01');
    expect(await endsOn('2022-01-01', { endsOn: '2022-01-02' })).toBe('2022-01-02');
  });

  it('takes terms without a gap, in any order, and a refund', async () => {
    for (const startsOn of ['2023-01-01', '2021-01-01', '2022-01-01', '2024-01-01']) {
      expect((await send(given('chain', startsOn), agent)).refusals).toEqual([]);
    }
    const refund = given('chain', '2025-01-01', { endsOn: '2025-01-20', refundedOn: '2025-01-20' });
    expect((await send(refund, agent)).membership).toMatchObject({ refundedOn: '2025-01-20' });
  });

  it('ends a refunded term with its refund, and one that had not begun on its first day', async () => {
    const days = async (startsOn: string, refundedOn: string, changes: object = {}) => {
      const { membership, refusals } = await send(
        given('refunded', startsOn, { refundedOn, ...changes }),
        agent,
      );
      return refusals[0] ?? [membership.startsOn, membership.endsOn, membership.refundedOn];
    };
    expect(await days('2023-01-01', '2023-01-20')).toEqual(['2023-01-01', '2023-01-20', '2023-01-20']);
    expect(await days('2024-02-01', '2024-01-20', { purchasedOn: '2024-01-10' })).toEqual([
      '2024-02-01',
      '2024-02-01',
      '2024-01-20',
    ]);
    expect(await days('2024-02-01', '2024-02-01')).toEqual(['2024-02-01', '2024-02-01', '2024-02-01']);
    // Paid back after its end: that makes no term longer.
    expect(await days('2020-01-01', '2021-01-02')).toEqual(['2020-01-01', '2021-01-01', '2021-01-02']);
    expect(await days('2021-01-01', '2022-02-01', { endsOn: '2021-06-01' })).toEqual([
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

  it('refuses a refunded term that would run on, and says until when it can have run', async () => {
    const stored = await terms('refunded');
    const refusal = async (startsOn: string, endsOn: string, changes: object = {}) =>
      refused(given('refunded', startsOn, { endsOn, refundedOn: '2025-01-20', ...changes }), agent);
    expect(await refusal('2025-01-01', '2025-01-21')).toEqual([
      {
        code: 'INVALID',
        message:
          'The term cannot end on "2025-01-21", since it was refunded on 2025-01-20, which ended it. Leave the end out, or name 2025-01-20 at the latest.',
        path: ['input', 'endsOn'],
      },
    ]);
    expect(await refusal('2025-02-01', '2025-02-02', { purchasedOn: '2025-01-10' })).toMatchObject([
      { message: expect.stringContaining('name 2025-02-01 at the latest'), path: ['input', 'endsOn'] },
    ]);
    expect(await terms('refunded')).toEqual(stored);
  });

  it('refuses a term that overlaps another one, and names that', async () => {
    await send(given('overlap', '2024-01-01', { level: 'GOLD' }), agent);
    const message =
      'It would overlap the Gold term from 2024-01-01 until 2025-01-01. Terms never overlap: name other days.';
    for (const [startsOn, endsOn] of [
      ['2024-12-31', '2025-12-31'],
      ['2023-01-02', '2024-01-02'],
      ['2024-03-01', '2024-04-01'],
      ['2023-01-01', '2026-01-01'],
      ['2024-01-01', '2025-01-01'],
    ] as const) {
      expect(await refused(given('overlap', startsOn, { endsOn }), agent)).toEqual([
        { code: 'OVERLAP', message, path: ['input', 'startsOn'] },
      ]);
    }
    expect(await terms('overlap')).toHaveLength(1);
  });

  it('takes empty terms anywhere: they overlap nothing', async () => {
    await send(given('empty', '2024-01-01'), agent);
    for (const startsOn of ['2024-06-01', '2024-01-01', '2024-01-01', '2025-01-01']) {
      const empty = given('empty', startsOn, { endsOn: startsOn, refundedOn: '2026-01-01' });
      expect((await send(empty, agent)).refusals).toEqual([]);
    }
    expect((await send(given('empty', '2025-01-01'), agent)).refusals).toEqual([]);
    expect(await terms('empty')).toHaveLength(6);
  });

  it('refuses what makes no sense, all at once and each by its name', async () => {
    const wrong = given('wrong', '2024-01-02', {
      endsOn: '2024-01-01',
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
          'The term cannot end on "2024-01-01", since it starts on 2024-01-02. Name that day or a later one.',
        path: ['input', 'endsOn'],
      },
      {
        code: 'INVALID',
        message:
          'The purchase cannot be on "2026-03-03", which is in the future. Name today, 2026-03-02, or an earlier day.',
        path: ['input', 'purchasedOn'],
      },
      {
        code: 'INVALID',
        message:
          'The refund cannot be on "2026-03-04": name a day from that of the purchase, 2026-03-03, to today, 2026-03-02.',
        path: ['input', 'refundedOn'],
      },
      {
        code: 'INVALID',
        message: 'The amount "-0.01" is less than nothing.',
        path: ['input', 'price', 'amount'],
      },
      {
        code: 'INVALID',
        message: '"usd" is not the ISO 4217 code of a currency, such as "USD".',
        path: ['input', 'price', 'currency'],
      },
      {
        code: 'INVALID',
        message: 'The reference of the payment must not be empty.',
        path: ['input', 'paymentReference'],
      },
      { code: 'INVALID', message: 'The reason must not be empty.', path: ['input', 'reason'] },
    ]);
    expect(await refused(given('wrong', '2024-01-02', { refundedOn: '2024-01-01' }), agent)).toMatchObject([
      { path: ['input', 'refundedOn'] },
    ]);
    expect(await refused(given('wrong', '2026-03-03'), agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'purchasedOn'] },
    ]);
    expect(await refused(given('wrong', '9999-12-01', { purchasedOn: '2026-03-02' }), agent)).toMatchObject([
      { code: 'INVALID', path: ['input', 'startsOn'] },
    ]);
    expect(await refused(given('nobody', '2024-01-01'), agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
    expect(await terms('wrong')).toEqual([]);
  });

  it('refuses a purchase after the first day, unless it is a renewal within the days of grace', async () => {
    const late = (purchasedOn: string, startsOn: string) =>
      `The purchase cannot be on "${purchasedOn}", since the term starts on ${startsOn} and is no renewal. Name that day or an earlier one.`;
    const refusal = (startsOn: string, purchasedOn: string, changes: object = {}) =>
      refused(given('bought', startsOn, { purchasedOn, ...changes }), agent);
    const told = (message: string) => [{ code: 'INVALID', message, path: ['input', 'purchasedOn'] }];
    for (const kindOfTerm of ['NEW', 'UPGRADE']) {
      // A day late, after the end, and of a term that never ran.
      for (const [purchasedOn, changes] of [
        ['2018-01-02', {}],
        ['2019-01-01', {}],
        ['2026-02-21', {}],
        ['2018-01-02', { endsOn: '2018-01-01' }],
      ] as const) {
        expect(await refusal('2018-01-01', purchasedOn, { kind: kindOfTerm, ...changes })).toEqual(
          told(late(purchasedOn, '2018-01-01')),
        );
      }
    }
    const grace = (purchasedOn: string) =>
      `The purchase cannot be on "${purchasedOn}": the renewal from 2018-01-01 on could be bought before 2018-01-31. Name an earlier day.`;
    for (const purchasedOn of ['2018-01-31', '2019-01-01', '2026-02-21']) {
      expect(await refusal('2018-01-01', purchasedOn, { kind: 'RENEWAL' })).toEqual(told(grace(purchasedOn)));
    }
    const ended =
      'The purchase cannot be on "2018-01-20", since the term ended on 2018-01-20. Name an earlier day.';
    const short = { kind: 'RENEWAL', endsOn: '2018-01-20' };
    expect(await refusal('2018-01-01', '2018-01-20', short)).toEqual(told(ended));
    expect(await terms('bought')).toEqual([]);
  });

  it('takes a purchase up to the first day, and a renewal that is late within the days of grace', async () => {
    const days = async (startsOn: string, purchasedOn: string, changes: object = {}) => {
      const { membership, refusals } = await send(
        given('bought', startsOn, { purchasedOn, ...changes }),
        agent,
      );
      return refusals[0] ?? [membership.startsOn, membership.endsOn, membership.purchasedOn];
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
    // Given back on the day of its purchase.
    const back = { ...renewal, refundedOn: '2013-01-20' };
    expect(await days('2013-01-01', '2013-01-20', back)).toEqual(['2013-01-01', '2013-01-20', '2013-01-20']);
    const empty = { ...renewal, endsOn: '2014-01-01' };
    expect(await days('2014-01-01', '2014-01-20', empty)).toEqual(['2014-01-01', '2014-01-01', '2014-01-20']);
  });

  it('leaves one of 30 that overlap and arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        send(
          given('race', `2024-01-${String(i + 1).padStart(2, '0')}`, { paymentReference: `INV-${i}` }),
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
