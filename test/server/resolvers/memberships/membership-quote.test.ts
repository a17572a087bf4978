import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import { presentMoney } from '../../../../server/presenters/money';
import { addDays, day, ORDER_KINDS, profileAfter, quote } from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { factsOf, readFactRows } from '../../../support/facts-of';
import {
  orderCommandsOf,
  storeMember,
  storeOverride,
  storeTerms,
  type TermColumns,
} from '../../../support/orders';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const passed = (key: string, inWords: string) => ({
  key,
  passed: true,
  inWords,
  toPass: null,
  passesFrom: null,
});
const failed = (key: string, inWords: string, toPass: string, passesFrom: string | null = null) => ({
  key,
  passed: false,
  inWords,
  toPass,
  passesFrom,
});
const proven = (level: string) =>
  passed(
    'ELIGIBLE_LEVEL',
    `${level} can be bought: at least one competency is attained at ${level} or higher.`,
  );
const NO_OTHER = passed('NO_LATER_TERM', 'The new term does not overlap any other term.');

describe.each(DATABASES)('membershipQuote on $name', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
  });
  afterAll(() => server.stop());
  const { quote: ask } = orderCommandsOf(() => server);
  const member = async (id: string, ...terms: readonly TermColumns[]) => {
    await storeMember(server, id);
    await storeTerms(server, id, ...terms);
  };

  it('quotes a new membership from today with its price and the gains of the profile', async () => {
    await member('new');
    expect(await ask('new', 'GOLD')).toEqual({
      on: TODAY,
      offer: { key: 'gold-membership', level: 'GOLD' },
      kind: 'NEW',
      possibleKinds: ['NEW'],
      mayBePurchased: true,
      inWords: 'A new Gold membership from 2026-03-02 until 2027-03-02 costs 5,260.00 USD.',
      checks: [
        proven('Gold'),
        passed('KIND_CHOSEN', 'The order is for a new membership.'),
        passed('NO_RUNNING_TERM', 'No running term would overlap a new membership.'),
        passed('NOT_IN_GRACE', 'No ended term is in its grace period.'),
        NO_OTHER,
      ],
      order: {
        from: TODAY,
        until: '2027-03-02',
        listPrice: usd('5260.00'),
        discounts: [],
        credits: [],
        total: usd('5260.00'),
        shortens: [],
      },
      profileAfter: {
        on: TODAY,
        changes: [
          {
            competency: { key: 'devops' },
            before: null,
            after: 'GOLD',
            inWords: 'The profile would show DevOps at Gold.',
          },
        ],
      },
    });
  });

  it('names the missing proof of a level, and still quotes the price', async () => {
    await storeMember(server, 'unproven', 'SILVER');
    expect(await ask('unproven', 'SILVER')).toMatchObject({ mayBePurchased: true });
    const answer = await ask('unproven', 'GOLD');
    expect(answer).toMatchObject({
      mayBePurchased: false,
      inWords: `This membership cannot be bought on ${TODAY}. Gold cannot be bought: no competency is attained at Gold.`,
      order: { total: usd('5260.00') },
    });
    expect(answer.checks[0]).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Gold cannot be bought: no competency is attained at Gold.',
        'Attain a competency at Gold. The plan of your organization shows the cheapest way.',
      ),
    );
    expect(answer.checks.slice(1).map((check: AnyJson) => check.passed)).toEqual([true, true, true, true]);
  });

  it('names the withheld competencies that would prove the level, and the remedy', async () => {
    await storeMember(server, 'withheld', 'SILVER');
    const check = async (level: 'SILVER' | 'GOLD') => (await ask('withheld', level)).checks[0];
    const withhold = (competency: string, until: string) =>
      storeOverride(server.database, 'withheld', { level: null, competency, from: '2026-01-01', until });
    await withhold('devops', '2026-04-01');
    expect(await check('SILVER')).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Silver cannot be bought: DevOps would be attained at Silver, but an override withholds it.',
        'According to the recorded facts, Silver can be bought from 2026-04-01 on. To buy it sooner, ask the vendor to end the override that withholds DevOps, or attain another competency at Silver. The plan of your organization shows the cheapest way.',
        '2026-04-01',
      ),
    );
    expect(await check('GOLD')).toMatchObject({
      inWords: 'Gold cannot be bought: no competency is attained at Gold.',
    });
    await storeOverride(server.database, 'withheld', {
      level: 'GOLD',
      competency: 'messaging',
      until: '2026-05-01',
    });
    await storeOverride(server.database, 'withheld', {
      level: 'GOLD',
      competency: 'datacenter',
      until: '2026-05-01',
    });
    await withhold('messaging', '2026-06-01');
    await withhold('datacenter', '2026-06-01');
    expect(await check('GOLD')).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Gold cannot be bought: Datacenter and Messaging would be attained at Gold, but overrides withhold them.',
        'Ask the vendor to end the override that withholds Datacenter or Messaging, or attain another competency at Gold. The plan of your organization shows the cheapest way.',
      ),
    );
  });

  it('checks the proof on the requested day, past or future', async () => {
    await storeMember(server, 'proof', null);
    await storeOverride(server.database, 'proof', { level: 'GOLD', from: '2026-03-10', until: '2026-03-12' });
    const days = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'];
    const answers = await Promise.all(days.map((on) => ask('proof', 'GOLD', { on })));
    expect(answers.map(({ mayBePurchased }) => mayBePurchased)).toEqual([false, true, true, false]);
    expect(answers.map(({ order }) => order.from)).toEqual(days);
    // Before the proof begins, the first day of purchase is known. After the proof has ended, no such day is known.
    const waitOrProve =
      'According to the recorded facts, Gold can be bought from 2026-03-10 on. To buy it sooner, attain a competency at Gold. The plan of your organization shows the cheapest way.';
    expect(answers[0].checks[0]).toMatchObject({ passesFrom: '2026-03-10', toPass: waitOrProve });
    expect(answers[3].checks[0]).toMatchObject({ passed: false, passesFrom: null });
  });

  it('quotes a renewal from the end of the last term, on every day of its window', async () => {
    await member('renewal', { from: '2025-03-31' });
    const days = 'from 2025-12-31 until 2026-04-30';
    const open = `The term that ends on 2026-03-31 can be renewed: its renewal window lasts ${days}.`;
    const notYet = `The term that ends on 2026-03-31 cannot be renewed yet: its renewal window lasts ${days}.`;
    const missed = `The term that ended on 2026-03-31 can no longer be renewed: its renewal window lasted ${days}.`;
    const term = { from: '2026-03-31', until: '2027-03-31', total: usd('1850.00') };
    for (const on of ['2025-12-31', '2026-03-30', '2026-03-31', '2026-04-29']) {
      const answer = await ask('renewal', 'SILVER', { on, kind: 'RENEWAL' });
      expect([on, answer]).toMatchObject([on, { mayBePurchased: true, order: term }]);
      expect(answer.checks).toContainEqual(passed('RENEWAL_WINDOW', open));
    }
    const tooSoon = await ask('renewal', 'SILVER', { on: '2025-12-30', kind: 'RENEWAL' });
    expect(tooSoon).toMatchObject({ mayBePurchased: false, order: term, possibleKinds: [] });
    expect(tooSoon.checks).toContainEqual(
      failed('RENEWAL_WINDOW', notYet, 'Wait until 2025-12-31.', '2025-12-31'),
    );
    const tooLate = await ask('renewal', 'SILVER', { on: '2026-04-30', kind: 'RENEWAL' });
    expect(tooLate).toMatchObject({ mayBePurchased: false, possibleKinds: ['NEW'] });
    expect(tooLate.checks).toContainEqual(failed('RENEWAL_WINDOW', missed, 'Order a new membership.'));
  });

  it('refuses a new membership while a term runs or can be renewed', async () => {
    await member('waits', { from: '2025-03-31' });
    const running = await ask('waits', 'SILVER', { kind: 'NEW', on: '2026-03-30' });
    expect(running.checks).toContainEqual(
      failed(
        'NO_RUNNING_TERM',
        'A Silver term is running until 2026-03-31.',
        'Order an upgrade to Gold instead, or a renewal of the term that ends on 2026-03-31. The renewal can be bought on or after 2025-12-31 and before 2026-04-30.',
        '2026-04-30',
      ),
    );
    await member('waits longer', { from: '2025-03-31', level: 'GOLD' });
    expect((await ask('waits longer', 'SILVER', { kind: 'NEW' })).checks).toContainEqual(
      failed(
        'NO_RUNNING_TERM',
        'A Gold term is running until 2026-03-31.',
        'Order a renewal of the term that ends on 2026-03-31 instead. The renewal can be bought on or after 2025-12-31 and before 2026-04-30.',
        '2026-04-30',
      ),
    );
    // A refunded term cannot be renewed.
    for (const [level, toPass] of [
      ['SILVER', 'Order an upgrade to Gold instead, or wait until 2026-03-01.'],
      ['GOLD', 'Wait until 2026-03-01.'],
    ] as const) {
      const id = `refunded ${level}`;
      await member(id, { from: '2026-02-01', level, until: '2026-03-01', refundedOn: '2026-03-01' });
      const { checks } = await ask(id, 'SILVER', { kind: 'NEW', on: '2026-02-28' });
      const runs = `A ${level === 'GOLD' ? 'Gold' : 'Silver'} term is running until 2026-03-01.`;
      expect(checks).toContainEqual(failed('NO_RUNNING_TERM', runs, toPass, '2026-03-01'));
    }
    for (const on of ['2026-03-31', '2026-04-29']) {
      const inGrace = await ask('waits', 'SILVER', { kind: 'NEW', on });
      expect(inGrace.checks).toContainEqual(
        failed(
          'NOT_IN_GRACE',
          'The term that ended on 2026-03-31 is in its grace period: before 2026-04-30, only its renewal can be bought.',
          'Order a renewal of that term, or wait until 2026-04-30.',
          '2026-04-30',
        ),
      );
    }
    expect(await ask('waits', 'SILVER', { kind: 'NEW', on: '2026-04-30' })).toMatchObject({
      mayBePurchased: true,
      order: { from: '2026-04-30', until: '2027-04-30' },
    });
  });

  it('requires a kind if both a renewal and an upgrade are possible, and otherwise selects the only kind', async () => {
    await member('chooses', { from: '2025-04-01' });
    const both = await ask('chooses', 'GOLD');
    expect(both).toMatchObject({
      kind: null,
      possibleKinds: ['RENEWAL', 'UPGRADE'],
      mayBePurchased: false,
      order: null,
      profileAfter: null,
      inWords: `This membership cannot be bought on ${TODAY}. Both a renewal and an upgrade are possible.`,
    });
    expect(both.checks).toEqual([
      proven('Gold'),
      failed('KIND_CHOSEN', 'Both a renewal and an upgrade are possible.', 'Specify the kind of order.'),
    ]);
    const kinds = async (level: 'SILVER' | 'GOLD', on: string) => (await ask('chooses', level, { on })).kind;
    expect(await kinds('SILVER', TODAY)).toBe('RENEWAL');
    expect(await kinds('GOLD', '2025-12-31')).toBe('UPGRADE');
    expect(await kinds('GOLD', '2026-01-01')).toBe(null);
    expect(await kinds('GOLD', '2026-04-01')).toBe('RENEWAL');
    expect(await kinds('GOLD', '2026-05-01')).toBe('NEW');
    // No kind is possible yet, so the quote is for the renewal of the running term.
    expect(await kinds('SILVER', '2025-12-31')).toBe('RENEWAL');
  });

  it('quotes an upgrade from today that ends the running term, with discount and credits', async () => {
    await member(
      'upgrade',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 185_000, purchasedOn: '2026-02-01' },
      { from: '2027-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 1, purchasedOn: '2026-02-01' },
    );
    await storeOverride(server.database, 'upgrade', {
      competency: 'messaging',
      level: 'SILVER',
      from: '2025-05-01',
      until: '2025-06-01',
    });
    const answer = await ask('upgrade', 'GOLD', { kind: 'UPGRADE' });
    expect(answer.checks).toEqual([
      proven('Gold'),
      passed('KIND_CHOSEN', 'The order is an upgrade.'),
      passed(
        'LOWER_RUNNING_TERM',
        'The running Silver term, which ends on 2026-04-01, can be upgraded to Gold.',
      ),
      NO_OTHER,
      passed(
        'CREDIT_IN_CURRENCY',
        'The payments for later terms can be credited: they were made in USD, the currency of the price.',
      ),
    ]);
    expect(answer).toMatchObject({
      mayBePurchased: true,
      inWords: 'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs 2,094.99 USD.',
      order: {
        from: TODAY,
        until: '2027-03-02',
        listPrice: usd('5260.00'),
        discounts: [{ reason: 'UPGRADE', percent: 25, amount: { amount: '1315.00' } }],
        credits: [
          { membership: { id: 'mem_upgrade-1' }, amount: usd('1850.00') },
          { membership: { id: 'mem_upgrade-2' }, amount: usd('0.01') },
        ],
        total: usd('2094.99'),
        shortens: [
          { membership: { id: 'mem_upgrade-0' }, until: TODAY },
          { membership: { id: 'mem_upgrade-1' }, until: '2026-04-01' },
          { membership: { id: 'mem_upgrade-2' }, until: '2027-04-01' },
        ],
      },
    });
    expect(answer.profileAfter).toEqual({
      on: TODAY,
      changes: [
        {
          competency: { key: 'devops' },
          before: 'SILVER',
          after: 'GOLD',
          inWords: 'The profile would show DevOps at Gold instead of Silver.',
        },
        {
          competency: { key: 'messaging' },
          before: 'SILVER',
          after: null,
          inWords: 'The profile would no longer show Messaging (currently Silver).',
        },
      ],
    });
  });

  it('refuses an upgrade without a running term of a lower level', async () => {
    await member('none');
    expect((await ask('none', 'GOLD', { kind: 'UPGRADE' })).checks).toContainEqual(
      failed('LOWER_RUNNING_TERM', 'There is no running term to upgrade.', 'Order a new membership.'),
    );
    await member('late', { from: '2025-02-20' });
    expect((await ask('late', 'GOLD', { kind: 'UPGRADE' })).checks).toContainEqual(
      failed(
        'LOWER_RUNNING_TERM',
        'There is no running term to upgrade.',
        'Order a renewal of the term that ended on 2026-02-20 instead, before 2026-03-22.',
      ),
    );
    await member('gold', { from: '2025-09-01', level: 'GOLD' });
    for (const [level, words] of [
      ['GOLD', 'Gold'],
      ['SILVER', 'Silver'],
    ] as const) {
      expect((await ask('gold', level, { kind: 'UPGRADE' })).checks).toContainEqual(
        failed(
          'LOWER_RUNNING_TERM',
          `The running Gold term, which ends on 2026-09-01, cannot be upgraded to ${words}: only a term at a lower level can.`,
          'Order a renewal of the term that ends on 2026-09-01 instead. The renewal can be bought on or after 2026-06-03 and before 2026-10-01.',
        ),
      );
    }
    expect((await ask('none', 'GOLD', { kind: 'RENEWAL' })).checks).toContainEqual(
      failed('RENEWAL_WINDOW', 'There is no term to renew.', 'Order a new membership.'),
    );
    expect(await ask('none', 'GOLD', { kind: 'RENEWAL' })).toMatchObject({ order: null, profileAfter: null });
  });

  it('refuses to credit a payment in another currency', async () => {
    await member('euro', { from: '2025-04-01' }, { from: '2026-04-01', kind: 'RENEWAL', currency: 'EUR' });
    const answer = await ask('euro', 'GOLD', { kind: 'UPGRADE' });
    expect(answer).toMatchObject({ mayBePurchased: false, order: { total: usd('3945.00') } });
    expect(answer.checks).toContainEqual(
      failed(
        'CREDIT_IN_CURRENCY',
        'A later term was paid for in EUR, which cannot be credited against a price in USD.',
        'Have that term refunded first.',
      ),
    );
  });

  it('can have a negative total', async () => {
    await member(
      'less',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 394_505 },
    );
    const answer = await ask('less', 'GOLD', { kind: 'UPGRADE' });
    expect(answer.order.total).toEqual(usd('-0.05'));
    expect(answer.inWords).toBe(
      'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs nothing, and 0.05 USD is paid back.',
    );
    await member(
      'even',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 394_500 },
    );
    expect((await ask('even', 'GOLD', { kind: 'UPGRADE' })).inWords).toBe(
      'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs 0.00 USD.',
    );
  });

  it('refuses every kind of term that would overlap another one', async () => {
    await member('later', { from: '2026-12-01' });
    const answer = await ask('later', 'SILVER');
    expect(answer.checks).toContainEqual(
      failed(
        'NO_LATER_TERM',
        'The new term would overlap the Silver term from 2026-12-01 until 2027-12-01.',
        'Have that term refunded, or wait until it can be renewed.',
      ),
    );
    expect(await ask('later', 'SILVER', { on: '2025-12-01' })).toMatchObject({ mayBePurchased: true });
    expect(await ask('later', 'SILVER', { on: '2025-12-02' })).toMatchObject({ mayBePurchased: false });
    await member('gap', { from: '2025-04-01' }, { from: '2026-05-01' });
    for (const kindOfOrder of ['RENEWAL', 'UPGRADE'] as const) {
      const { checks } = await ask('gap', 'GOLD', { kind: kindOfOrder });
      expect(checks).toContainEqual(expect.objectContaining({ key: 'NO_LATER_TERM', passed: false }));
    }
  });

  it('refuses a term that begins on the last day of the calendar', async () => {
    await member('last');
    const { checks } = await ask('last', 'SILVER', { on: '9999-12-31' });
    expect(checks.at(-1)).toEqual(
      failed(
        'WITHIN_CALENDAR',
        'A term that starts on 9999-12-31 would have no days, because 9999-12-31 is the last day of the calendar.',
        'Order a term that starts on an earlier day.',
      ),
    );
    const before = await ask('last', 'SILVER', { on: '9999-12-30' });
    expect(before.checks.at(-1)).toEqual(NO_OTHER);
  });

  it('uses the offers of the requested day, and suggests the nearest offer for an unknown key', async () => {
    const document = catalogueDocument2017();
    document['offers'][0].price.amount = 1900.5;
    document['offers'].push({ ...document['offers'][0], key: 'silver-trial' });
    await storeVersion(server.database, 2, '2030-01-01', document);
    await member('offers');
    const total = async (on: string) => (await ask('offers', 'SILVER', { on })).order.total;
    expect(await total('2029-12-31')).toEqual(usd('1850.00'));
    expect(await total('2030-01-01')).toEqual(usd('1900.50'));
    const message = async (offer: string, on = TODAY) => {
      const { body } = await server.ask(
        'query ($offer: String!, $on: LocalDate) { organization(by: { id: "org_offers" }) { membershipQuote(offer: $offer, on: $on) { on } } }',
        { as: await server.person('agent', ['agent']), variables: { offer, on } },
      );
      return body.errors?.map((error: AnyJson) => [error.message, error.extensions.code]);
    };
    expect(await message('silver-trial', '2030-01-01')).toBeUndefined();
    expect(await message('silver-trial')).toEqual([
      [
        'The catalogue in force has no offer "silver-trial". Use "gold-membership" or "silver-membership".',
        'BAD_USER_INPUT',
      ],
    ]);
    expect(await message('gold')).toEqual([
      [
        'The catalogue in force has no offer "gold". Use "gold-membership" or "silver-membership".',
        'BAD_USER_INPUT',
      ],
    ]);
    expect(await message('Gold-Membership')).toEqual([
      [
        'The catalogue in force has no offer "Gold-Membership". Did you mean "gold-membership"?',
        'BAD_USER_INPUT',
      ],
    ]);
  });
});

describe.each(DATABASES)('quotes of the demo programme on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  const today = day(TODAY);
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    await loadDemo(server.database, today, new Date());
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  it("equal the rules' answer for every organization, offer and kind", async () => {
    const rows = await readFactRows(server.database);
    const { quote: ask } = orderCommandsOf(() => server);
    const purchasableKinds = new Set<string>();
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      for (const offer of catalogue2017.offers) {
        for (const orderKind of [null, ...ORDER_KINDS]) {
          for (const on of [today, addDays(today, 100)]) {
            const expected = quote([catalogue2017], facts, offer, orderKind, on);
            const answer = await ask(organization.id, offer.level, {
              kind: orderKind ?? undefined,
              on,
              as: agent,
            });
            const { order } = expected;
            expect(answer).toMatchObject({
              kind: expected.kind,
              possibleKinds: expected.possibleKinds,
              mayBePurchased: expected.checks.every((check) => check.passed),
              order: order && {
                from: order.from,
                until: order.until,
                total: presentMoney(order.total),
                shortens: order.ends.map(({ term, until }) => ({
                  membership: { id: `mem_${term}` },
                  until,
                })),
              },
            });
            expect(answer.profileAfter?.changes.map((change: AnyJson) => change.competency.key)).toEqual(
              order === null
                ? undefined
                : profileAfter([catalogue2017], facts, order, on).changes.map(({ competency }) => competency),
            );
            if (answer.mayBePurchased) purchasableKinds.add(answer.kind);
          }
        }
      }
    }
    expect([...purchasableKinds].sort()).toEqual(['NEW', 'RENEWAL', 'UPGRADE']);
  });

  it('take the same number of statements for 1, 20 and all organizations', async () => {
    const { organizations } = await readFactRows(server.database);
    const statements: unknown[] = [];
    for (const first of [1, 20, organizations.length]) {
      const { body } = await server.ask(
        `{ organizations(first: ${first}) { nodes { membershipQuote(offer: "gold-membership", kind: UPGRADE) {
          mayBePurchased profileAfter { on } order { credits { amount { amount } } }
        } } } }`,
        { as: agent },
      );
      expect(body.errors).toBeUndefined();
      expect(body.data.organizations.nodes).toHaveLength(first);
      statements.push(server.log.at(-1)?.['statements']);
    }
    // Statements for the caller, the organizations, the programme, and five tables of facts.
    expect(statements).toEqual([8, 8, 8]);
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
