import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../server/demo/load-demo';
import { addDays, day, ORDER_KINDS, profileAfter, quote, type Price } from '../../../server/rules';
import { writeDecimal } from '../../../schema/scalars/decimal';
import { catalogue2017, catalogueDocument2017, storeVersion } from '../../support/catalogue';
import type { Told } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { factsOf, readFactRows } from '../../support/facts-of';
import { shopOf, storeMember, storeProof, storeTerms, type GivenTerm } from '../../support/orders';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

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
  passed('ELIGIBLE_LEVEL', `${level} may be bought: a competency is attained at least at ${level}.`);
const NO_OTHER = passed('NO_LATER_TERM', 'No other term has any of these days.');

describe.each(DATABASES)('the quote of a membership on $name', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
  });
  afterAll(() => server.stop());
  const { quote: ask } = shopOf(() => server);
  const member = async (id: string, ...terms: readonly GivenTerm[]) => {
    await storeMember(server, id);
    await storeTerms(server, id, ...terms);
  };

  it('of a new membership has today, the price and what the profile would gain', async () => {
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
        passed('KIND_CHOSEN', 'The order is a new membership.'),
        passed('NO_RUNNING_TERM', 'No term runs.'),
        passed('NOT_IN_GRACE', 'No term that has ended may still be renewed.'),
        NO_OTHER,
      ],
      order: {
        startsOn: TODAY,
        endsOn: '2027-03-02',
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

  it('says what is missing where the level is not proven, and what it would cost all the same', async () => {
    await storeMember(server, 'unproven', 'SILVER');
    expect(await ask('unproven', 'SILVER')).toMatchObject({ mayBePurchased: true });
    const told = await ask('unproven', 'GOLD');
    expect(told).toMatchObject({
      mayBePurchased: false,
      inWords: `It may not be bought on ${TODAY}. Gold may not be bought: no competency is attained at Gold.`,
      order: { total: usd('5260.00') },
    });
    expect(told.checks[0]).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Gold may not be bought: no competency is attained at Gold.',
        'Attain one at Gold: the plan of your organization tells the cheapest way.',
      ),
    );
    expect(told.checks.slice(1).map((check: Told) => check.passed)).toEqual([true, true, true, true]);
  });

  it('names what is withheld where that would be enough, and what to do about it', async () => {
    await storeMember(server, 'withheld', 'SILVER');
    const check = async (level: 'SILVER' | 'GOLD') => (await ask('withheld', level)).checks[0];
    const withhold = (competency: string, until: string) =>
      storeProof(server.database, 'withheld', { level: null, competency, from: '2026-01-01', until });
    await withhold('devops', '2026-04-01');
    expect(await check('SILVER')).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Silver may not be bought: DevOps would be attained at Silver, but is withheld by an override.',
        'By what is known it may be bought from 2026-04-01 on. To have it sooner, ask the vendor to end the override that withholds DevOps, or attain another one at Silver: the plan of your organization tells the cheapest way.',
        '2026-04-01',
      ),
    );
    expect(await check('GOLD')).toMatchObject({
      inWords: 'Gold may not be bought: no competency is attained at Gold.',
    });
    await storeProof(server.database, 'withheld', {
      level: 'GOLD',
      competency: 'messaging',
      until: '2026-05-01',
    });
    await storeProof(server.database, 'withheld', {
      level: 'GOLD',
      competency: 'datacenter',
      until: '2026-05-01',
    });
    await withhold('messaging', '2026-06-01');
    await withhold('datacenter', '2026-06-01');
    expect(await check('GOLD')).toEqual(
      failed(
        'ELIGIBLE_LEVEL',
        'Gold may not be bought: Datacenter and Messaging would be attained at Gold, but are withheld by overrides.',
        'The override that withholds Datacenter or Messaging must end: ask the vendor. Or attain another one at Gold: the plan of your organization tells the cheapest way.',
      ),
    );
  });

  it('is judged by the proof of its day, past or future', async () => {
    await storeMember(server, 'proof', null);
    await storeProof(server.database, 'proof', { level: 'GOLD', from: '2026-03-10', until: '2026-03-12' });
    const days = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'];
    const answers = await Promise.all(days.map((on) => ask('proof', 'GOLD', { on })));
    expect(answers.map(({ mayBePurchased }) => mayBePurchased)).toEqual([false, true, true, false]);
    expect(answers.map(({ order }) => order.startsOn)).toEqual(days);
    // Before it, the day is known from which it can be bought; after it, none is.
    const later =
      'By what is known it may be bought from 2026-03-10 on. To have it sooner, attain one at Gold: the plan of your organization tells the cheapest way.';
    expect(answers[0].checks[0]).toMatchObject({ passesFrom: '2026-03-10', toPass: later });
    expect(answers[3].checks[0]).toMatchObject({ passed: false, passesFrom: null });
  });

  it('of a renewal begins where the last term ends, from the first day of its window to the last', async () => {
    await member('renewal', { startsOn: '2025-03-31' });
    const window = 'The term until 2026-03-31 may be renewed from 2025-12-31 on and before 2026-04-30.';
    const term = { startsOn: '2026-03-31', endsOn: '2027-03-31', total: usd('1850.00') };
    for (const on of ['2025-12-31', '2026-03-30', '2026-03-31', '2026-04-29']) {
      const told = await ask('renewal', 'SILVER', { on, kind: 'RENEWAL' });
      expect([on, told]).toMatchObject([on, { mayBePurchased: true, order: term }]);
      expect(told.checks).toContainEqual(passed('RENEWAL_WINDOW', window));
    }
    const tooSoon = await ask('renewal', 'SILVER', { on: '2025-12-30', kind: 'RENEWAL' });
    expect(tooSoon).toMatchObject({ mayBePurchased: false, order: term, possibleKinds: [] });
    expect(tooSoon.checks).toContainEqual(
      failed('RENEWAL_WINDOW', window, 'Wait until 2025-12-31.', '2025-12-31'),
    );
    const tooLate = await ask('renewal', 'SILVER', { on: '2026-04-30', kind: 'RENEWAL' });
    expect(tooLate).toMatchObject({ mayBePurchased: false, possibleKinds: ['NEW'] });
    expect(tooLate.checks).toContainEqual(failed('RENEWAL_WINDOW', window, 'Order a new membership.'));
  });

  it('of a new membership waits until nothing runs and nothing can be renewed', async () => {
    await member('waits', { startsOn: '2025-03-31' });
    const running = await ask('waits', 'SILVER', { kind: 'NEW', on: '2026-03-30' });
    expect(running.checks).toContainEqual(
      failed(
        'NO_RUNNING_TERM',
        'A Silver term runs until 2026-03-31. The term until 2026-03-31 may be renewed from 2025-12-31 on and before 2026-04-30.',
        'Order its renewal in these days, or an upgrade to Gold.',
        '2026-04-30',
      ),
    );
    await member('waits longer', { startsOn: '2025-03-31', level: 'GOLD' });
    expect((await ask('waits longer', 'SILVER', { kind: 'NEW' })).checks).toContainEqual(
      failed(
        'NO_RUNNING_TERM',
        'A Gold term runs until 2026-03-31. The term until 2026-03-31 may be renewed from 2025-12-31 on and before 2026-04-30.',
        'Order its renewal in these days.',
        '2026-04-30',
      ),
    );
    // What was paid back later is not renewed.
    for (const [level, toPass] of [
      ['SILVER', 'Order an upgrade to Gold, or wait until 2026-03-01.'],
      ['GOLD', 'Wait until 2026-03-01.'],
    ] as const) {
      const id = `refunded ${level}`;
      await member(id, { startsOn: '2026-02-01', level, endsOn: '2026-03-01', refundedOn: '2026-03-01' });
      const { checks } = await ask(id, 'SILVER', { kind: 'NEW', on: '2026-02-28' });
      const runs = `A ${level === 'GOLD' ? 'Gold' : 'Silver'} term runs until 2026-03-01.`;
      expect(checks).toContainEqual(failed('NO_RUNNING_TERM', runs, toPass, '2026-03-01'));
    }
    for (const on of ['2026-03-31', '2026-04-29']) {
      const inGrace = await ask('waits', 'SILVER', { kind: 'NEW', on });
      expect(inGrace.checks).toContainEqual(
        failed(
          'NOT_IN_GRACE',
          'The last term ended on 2026-03-31, and only its renewal may be bought before 2026-04-30.',
          'Order its renewal, or wait until 2026-04-30.',
          '2026-04-30',
        ),
      );
    }
    expect(await ask('waits', 'SILVER', { kind: 'NEW', on: '2026-04-30' })).toMatchObject({
      mayBePurchased: true,
      order: { startsOn: '2026-04-30', endsOn: '2027-04-30' },
    });
  });

  it('asks for the kind where a renewal and an upgrade are possible, and else means the only one', async () => {
    await member('chooses', { startsOn: '2025-04-01' });
    const both = await ask('chooses', 'GOLD');
    expect(both).toMatchObject({
      kind: null,
      possibleKinds: ['RENEWAL', 'UPGRADE'],
      mayBePurchased: false,
      order: null,
      profileAfter: null,
      inWords: `It may not be bought on ${TODAY}. The order may be a renewal or an upgrade.`,
    });
    expect(both.checks).toEqual([
      proven('Gold'),
      failed('KIND_CHOSEN', 'The order may be a renewal or an upgrade.', 'Say which is meant.'),
    ]);
    const kinds = async (level: 'SILVER' | 'GOLD', on: string) => (await ask('chooses', level, { on })).kind;
    expect(await kinds('SILVER', TODAY)).toBe('RENEWAL');
    expect(await kinds('GOLD', '2025-12-31')).toBe('UPGRADE');
    expect(await kinds('GOLD', '2026-01-01')).toBe(null);
    expect(await kinds('GOLD', '2026-04-01')).toBe('RENEWAL');
    expect(await kinds('GOLD', '2026-05-01')).toBe('NEW');
    // None is possible yet: who has a term is told about its renewal.
    expect(await kinds('SILVER', '2025-12-31')).toBe('RENEWAL');
  });

  it('of an upgrade begins today, ends the running term, and takes off the discount and what was paid ahead', async () => {
    await member(
      'upgrade',
      { startsOn: '2025-04-01' },
      { startsOn: '2026-04-01', kind: 'RENEWAL', pricePaid: 185_000, purchasedOn: '2026-02-01' },
      { startsOn: '2027-04-01', kind: 'RENEWAL', pricePaid: 1, purchasedOn: '2026-02-01' },
    );
    await storeProof(server.database, 'upgrade', {
      competency: 'messaging',
      level: 'SILVER',
      from: '2025-05-01',
      until: '2025-06-01',
    });
    const told = await ask('upgrade', 'GOLD', { kind: 'UPGRADE' });
    expect(told.checks).toEqual([
      proven('Gold'),
      passed('KIND_CHOSEN', 'The order is an upgrade.'),
      passed('LOWER_RUNNING_TERM', 'The Silver term until 2026-04-01 runs.'),
      NO_OTHER,
      passed('CREDIT_IN_CURRENCY', 'What was paid for later terms was paid in USD, as the price is.'),
    ]);
    expect(told).toMatchObject({
      mayBePurchased: true,
      inWords: 'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs 2,094.99 USD.',
      order: {
        startsOn: TODAY,
        endsOn: '2027-03-02',
        listPrice: usd('5260.00'),
        discounts: [{ reason: 'UPGRADE', percent: 25, amount: { amount: '1315.00' } }],
        credits: [
          { membership: { id: 'mem_upgrade-1' }, amount: usd('1850.00') },
          { membership: { id: 'mem_upgrade-2' }, amount: usd('0.01') },
        ],
        total: usd('2094.99'),
        shortens: [
          { membership: { id: 'mem_upgrade-0' }, endsOn: TODAY },
          { membership: { id: 'mem_upgrade-1' }, endsOn: '2026-04-01' },
          { membership: { id: 'mem_upgrade-2' }, endsOn: '2027-04-01' },
        ],
      },
    });
    expect(told.profileAfter).toEqual({
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
          inWords: 'The profile would no longer show Messaging, which it shows at Silver.',
        },
      ],
    });
  });

  it('of an upgrade needs a term below its level', async () => {
    await member('none');
    expect((await ask('none', 'GOLD', { kind: 'UPGRADE' })).checks).toContainEqual(
      failed('LOWER_RUNNING_TERM', 'No term runs that could be upgraded.', 'Order a new membership.'),
    );
    await member('late', { startsOn: '2025-02-20' });
    expect((await ask('late', 'GOLD', { kind: 'UPGRADE' })).checks).toContainEqual(
      failed(
        'LOWER_RUNNING_TERM',
        'No term runs that could be upgraded.',
        'Order the renewal of the term that ended on 2026-02-20, before 2026-03-22.',
      ),
    );
    await member('gold', { startsOn: '2025-09-01', level: 'GOLD' });
    for (const [level, words] of [
      ['GOLD', 'Gold'],
      ['SILVER', 'Silver'],
    ] as const) {
      expect((await ask('gold', level, { kind: 'UPGRADE' })).checks).toContainEqual(
        failed(
          'LOWER_RUNNING_TERM',
          'The Gold term until 2026-09-01 runs.',
          `Only a term below ${words} can be upgraded to it. The term until 2026-09-01 may be renewed from 2026-06-03 on and before 2026-10-01.`,
        ),
      );
    }
    expect((await ask('none', 'GOLD', { kind: 'RENEWAL' })).checks).toContainEqual(
      failed('RENEWAL_WINDOW', 'There is no term to renew.', 'Order a new membership.'),
    );
    expect(await ask('none', 'GOLD', { kind: 'RENEWAL' })).toMatchObject({ order: null, profileAfter: null });
  });

  it('takes nothing off that was paid in another currency', async () => {
    await member(
      'euro',
      { startsOn: '2025-04-01' },
      { startsOn: '2026-04-01', kind: 'RENEWAL', currency: 'EUR' },
    );
    const told = await ask('euro', 'GOLD', { kind: 'UPGRADE' });
    expect(told).toMatchObject({ mayBePurchased: false, order: { total: usd('3945.00') } });
    expect(told.checks).toContainEqual(
      failed(
        'CREDIT_IN_CURRENCY',
        'What was paid for a later term in EUR cannot be taken off a price in USD.',
        'Have that term refunded first.',
      ),
    );
  });

  it('may be less than nothing', async () => {
    await member(
      'less',
      { startsOn: '2025-04-01' },
      { startsOn: '2026-04-01', kind: 'RENEWAL', pricePaid: 394_505 },
    );
    const told = await ask('less', 'GOLD', { kind: 'UPGRADE' });
    expect(told.order.total).toEqual(usd('-0.05'));
    expect(told.inWords).toBe(
      'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs nothing: 0.05 USD is paid back.',
    );
    await member(
      'even',
      { startsOn: '2025-04-01' },
      { startsOn: '2026-04-01', kind: 'RENEWAL', pricePaid: 394_500 },
    );
    expect((await ask('even', 'GOLD', { kind: 'UPGRADE' })).inWords).toBe(
      'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs 0.00 USD.',
    );
  });

  it('overlaps no other term, of whatever kind it is', async () => {
    await member('later', { startsOn: '2026-12-01' });
    const told = await ask('later', 'SILVER');
    expect(told.checks).toContainEqual(
      failed(
        'NO_LATER_TERM',
        'The Silver term from 2026-12-01 until 2027-12-01 has some of these days.',
        'Terms never overlap. Have that one refunded, or wait until it can be renewed.',
      ),
    );
    expect(await ask('later', 'SILVER', { on: '2025-12-01' })).toMatchObject({ mayBePurchased: true });
    expect(await ask('later', 'SILVER', { on: '2025-12-02' })).toMatchObject({ mayBePurchased: false });
    await member('gap', { startsOn: '2025-04-01' }, { startsOn: '2026-05-01' });
    for (const kindOfOrder of ['RENEWAL', 'UPGRADE'] as const) {
      const { checks } = await ask('gap', 'GOLD', { kind: kindOfOrder });
      expect(checks).toContainEqual(expect.objectContaining({ key: 'NO_LATER_TERM', passed: false }));
    }
  });

  it('is refused on the last day of the calendar, on which no term can begin', async () => {
    await member('last');
    const { checks } = await ask('last', 'SILVER', { on: '9999-12-31' });
    expect(checks.at(-1)).toEqual(
      failed(
        'WITHIN_CALENDAR',
        'A term from 9999-12-31 on has no day: the calendar ends with it.',
        'Order a term that begins on an earlier day.',
      ),
    );
    const before = await ask('last', 'SILVER', { on: '9999-12-30' });
    expect(before.checks.at(-1)).toEqual(NO_OTHER);
  });

  it('has the offers of its day, and names the one that was probably meant', async () => {
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
        'query ($offer: String!, $on: LocalDate) { organization(id: "org_offers") { membershipQuote(offer: $offer, on: $on) { on } } }',
        { as: await server.person('agent', ['agent']), variables: { offer, on } },
      );
      return body.errors?.map((error: Told) => [error.message, error.extensions.code]);
    };
    expect(await message('silver-trial', '2030-01-01')).toBeUndefined();
    expect(await message('silver-trial')).toEqual([
      [
        'The catalogue of the day has no offer "silver-trial". Name "gold-membership" or "silver-membership".',
        'BAD_USER_INPUT',
      ],
    ]);
    expect(await message('gold')).toEqual([
      [
        'The catalogue of the day has no offer "gold". Name "gold-membership" or "silver-membership".',
        'BAD_USER_INPUT',
      ],
    ]);
    expect(await message('Gold-Membership')).toEqual([
      [
        'The catalogue of the day has no offer "Gold-Membership". Did you mean "gold-membership"?',
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

  const money = ({ hundredths, currency }: Price) => ({ amount: writeDecimal(hundredths), currency });

  it('are what the rules say, for every organization, offer and kind', async () => {
    const rows = await readFactRows(server.database);
    const { quote: ask } = shopOf(() => server);
    const seen = new Set<string>();
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      for (const offer of catalogue2017.offers) {
        for (const of of [null, ...ORDER_KINDS]) {
          for (const on of [today, addDays(today, 100)]) {
            const expected = quote([catalogue2017], facts, offer, of, on);
            const told = await ask(organization.id, offer.level, { kind: of ?? undefined, on, as: agent });
            const { order } = expected;
            expect(told).toMatchObject({
              kind: expected.kind,
              possibleKinds: expected.possibleKinds,
              mayBePurchased: expected.checks.every((check) => check.passed),
              order: order && {
                startsOn: order.startsOn,
                endsOn: order.endsOn,
                total: money(order.total),
                shortens: order.ends.map(({ term, endsOn }) => ({
                  membership: { id: `mem_${term}` },
                  endsOn,
                })),
              },
            });
            expect(told.profileAfter?.changes.map((change: Told) => change.competency.key)).toEqual(
              order === null
                ? undefined
                : profileAfter([catalogue2017], facts, order, on).changes.map(({ competency }) => competency),
            );
            if (told.mayBePurchased) seen.add(told.kind);
          }
        }
      }
    }
    expect([...seen].sort()).toEqual(['NEW', 'RENEWAL', 'UPGRADE']);
  });

  it('take as many statements for 1, 20 and all organizations', async () => {
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
    // Who asks, the organizations, the programme, and five tables of facts.
    expect(statements).toEqual([8, 8, 8]);
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
