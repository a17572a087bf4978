import { describe, expect, it } from '@jest/globals';
import {
  day,
  profileAfter,
  quote,
  termsAfterOrder,
  type Level,
  type OrderKind,
  type PaidTerm,
  type Quote,
} from '../../../../server/rules';
import { catalogue2017, type EditableJson } from '../../../support/catalogue';
import { memberFacts, offerOf, paidTerm, usd, withPolicy } from '../../../support/paid-terms';
import { personHolding } from '../../../support/written-facts';

const KEY = 'application-development';
const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };
const GOLD_FROM = (from: string, until: string | null = null) => ({
  overrides: [{ competency: KEY, effect: 'GRANT', level: 'GOLD', from, until }],
});
const GOLD = { people, ...GOLD_FROM('2017-01-01') };
const SILVER = { people };

interface Request {
  readonly level?: Level;
  readonly kind?: OrderKind | null;
  readonly on: string;
  readonly terms?: readonly PaidTerm[];
  readonly written?: EditableJson;
  readonly versions?: readonly (typeof catalogue2017)[];
}

function quoteFor({
  level = 'SILVER',
  kind = null,
  on,
  terms = [],
  written = GOLD,
  versions = [catalogue2017],
}: Request) {
  const offer = offerOf(versions, level, day(on));
  return quote(versions, memberFacts(terms, written), offer, kind, day(on));
}

const failed = ({ checks }: Quote) => checks.filter(({ passed }) => !passed).map(({ key }) => key);
const checkOf = ({ checks }: Quote, wantedKey: string) => checks.find(({ key }) => key === wantedKey);
const daysOf = ({ order }: Quote) => order && [order.from, order.until];

const TERM = paidTerm('SILVER', '2017-07-01');
const PAID = paidTerm('SILVER', '2018-07-01', { id: 'renewal', purchasedOn: '2018-05-01' });

describe('a new term', () => {
  it('begins on the day of the purchase and lasts twelve months', () => {
    const quoted = quoteFor({ on: '2017-07-01' });
    expect(quoted).toMatchObject({
      kind: 'NEW',
      possibleKinds: ['NEW'],
      order: {
        kind: 'NEW',
        level: 'SILVER',
        from: '2017-07-01',
        until: '2018-07-01',
        listPrice: usd(185_000),
        discounts: [],
        credits: [],
        total: usd(185_000),
        ends: [],
      },
    });
    expect(quoted.checks.map(({ key, passed }) => [key, passed])).toEqual([
      ['eligible-level', true],
      ['kind-chosen', true],
      ['no-running-term', true],
      ['not-in-grace', true],
      ['no-later-term', true],
    ]);
  });

  it.each([
    ['2020-02-29', '2021-02-28'],
    ['2019-02-28', '2020-02-28'],
    ['2017-12-31', '2018-12-31'],
    // No term ends after the last day of the calendar.
    ['9999-03-01', '9999-12-31'],
    ['9999-12-31', '9999-12-31'],
  ])('that begins on %s ends on %s', (on, until) => {
    expect(daysOf(quoteFor({ on }))).toEqual([on, until]);
  });

  it.each([
    ['2017-11-30', 3, '2018-02-28'],
    ['2019-11-30', 3, '2020-02-29'],
    ['2018-01-31', 1, '2018-02-28'],
    ['2018-08-31', 18, '2020-02-29'],
  ])('that begins on %s and lasts %d months ends on %s, clamped at month ends', (on, termMonths, until) => {
    expect(daysOf(quoteFor({ on, versions: [withPolicy({ termMonths })] }))).toEqual([on, until]);
  });

  it('lasts as long as the policy in force on the day of the purchase says', () => {
    const versions = [
      catalogue2017,
      { ...withPolicy({ termMonths: 6 }), version: 2, appliesFrom: day('2017-08-01') },
    ];
    expect(daysOf(quoteFor({ on: '2017-07-31', versions }))).toEqual(['2017-07-31', '2018-07-31']);
    expect(daysOf(quoteFor({ on: '2017-08-01', versions }))).toEqual(['2017-08-01', '2018-02-01']);
  });

  it('cannot begin on the last day of the calendar', () => {
    expect(failed(quoteFor({ on: '9999-12-30' }))).toEqual([]);
    const never = quoteFor({ on: '9999-12-31' });
    expect(failed(never)).toEqual(['within-calendar']);
    expect(checkOf(never, 'within-calendar')).toMatchObject({ from: '9999-12-31', passesFrom: null });
    const last = paidTerm('SILVER', '9999-06-01', { until: '9999-12-31' });
    const renewal = quoteFor({ on: '9999-12-30', kind: 'RENEWAL', terms: [last] });
    expect(failed(renewal)).toEqual(['within-calendar']);
    expect(failed(quoteFor({ on: '9999-12-30', level: 'GOLD', kind: 'UPGRADE', terms: [last] }))).toEqual([]);
  });

  it('requires the level to be eligible on the day of the purchase, not afterwards', () => {
    const written = {
      people: { ann: personHolding(['70-480', '2017-08-01']), bob: personHolding('70-532') },
    };
    expect(failed(quoteFor({ on: '2017-07-31', written }))).toEqual([]);
    const later = quoteFor({ on: '2017-08-01', written });
    expect(failed(later)).toEqual(['eligible-level']);
    expect(checkOf(later, 'eligible-level')).toMatchObject({ level: 'SILVER', eligible: [] });
    const gold = quoteFor({ on: '2017-07-31', level: 'GOLD', written });
    expect(failed(gold)).toEqual(['eligible-level']);
    expect(checkOf(gold, 'eligible-level')).toMatchObject({ level: 'GOLD', eligible: ['SILVER'] });
    expect(failed(quoteFor({ on: '2017-07-31', level: 'GOLD' }))).toEqual([]);
  });

  it('reports the day from which a level will be eligible, if one is known', () => {
    const grant = {
      competency: 'devops',
      effect: 'GRANT',
      level: 'SILVER',
      from: '2017-09-01',
      until: '2017-10-01',
    };
    const before = quoteFor({ on: '2017-08-31', written: { overrides: [grant] } });
    expect(checkOf(before, 'eligible-level')).toMatchObject({ passed: false, passesFrom: '2017-09-01' });
    const within = quoteFor({ on: '2017-09-01', written: { overrides: [grant] } });
    expect(checkOf(within, 'eligible-level')).toMatchObject({ passed: true, passesFrom: null });
    const after = quoteFor({ on: '2017-10-01', written: { overrides: [grant] } });
    expect(checkOf(after, 'eligible-level')).toMatchObject({ passed: false, passesFrom: null });
    const gold = quoteFor({ on: '2017-08-31', level: 'GOLD', written: { overrides: [grant] } });
    expect(checkOf(gold, 'eligible-level')).toMatchObject({ passed: false, passesFrom: null });
  });

  it('reports the competencies that would make a level eligible but for a WITHHOLD', () => {
    const withhold = (competency: string, until = '2017-10-01') => ({
      competency,
      effect: 'WITHHOLD',
      from: '2017-08-01',
      until,
    });
    const grant = { competency: 'devops', effect: 'GRANT', level: 'GOLD', from: '2017-01-01', until: null };
    const withheldAt = (level: Level, on: string, ...overrides: readonly object[]) => {
      const check = checkOf(quoteFor({ on, level, written: { people, overrides } }), 'eligible-level');
      return check?.key === 'eligible-level' ? [check.passed, check.passesFrom, check.withheld] : check;
    };
    const both = [grant, withhold('devops', '2017-09-01'), withhold(KEY)];
    // Application development is proven, DevOps is granted, and Messaging has no level to withhold.
    expect(withheldAt('SILVER', '2017-08-01', ...both, withhold('messaging'))).toEqual([
      false,
      '2017-09-01',
      [KEY, 'devops'],
    ]);
    expect(withheldAt('GOLD', '2017-08-01', ...both)).toEqual([false, '2017-09-01', ['devops']]);
    expect(withheldAt('SILVER', '2017-08-01', withhold(KEY))).toEqual([false, '2017-10-01', [KEY]]);
    expect(withheldAt('GOLD', '2017-08-01', withhold(KEY))).toEqual([false, null, []]);
    expect(withheldAt('SILVER', '2017-07-31', ...both)).toEqual([true, null, []]);
    expect(withheldAt('SILVER', '2017-09-01', ...both)).toEqual([true, null, []]);
  });

  it('is not possible while a term runs, only after the grace period of the last term', () => {
    const quoted = quoteFor({ on: '2018-05-02', kind: 'NEW', terms: [TERM, PAID] });
    expect(failed(quoted)).toEqual(['no-running-term', 'no-later-term']);
    expect(checkOf(quoted, 'no-running-term')).toMatchObject({
      running: TERM,
      passesFrom: '2019-07-31',
      higher: ['GOLD'],
      window: { from: '2019-04-02', until: '2019-07-31' },
    });
    expect(checkOf(quoted, 'no-later-term')).toMatchObject({ other: PAID });
  });

  it('is promised for a day on which no term runs or is in grace', () => {
    const promised = (...terms: readonly PaidTerm[]) =>
      checkOf(quoteFor({ on: '2017-08-01', kind: 'NEW', terms }), 'no-running-term')?.passesFrom;
    expect(promised(TERM)).toBe('2018-07-31');
    // The second term begins within the grace period of the first, or on the day on which that period ends.
    for (const from of ['2018-07-15', '2018-07-31']) {
      expect(promised(TERM, paidTerm('SILVER', from, { until: '2018-09-01' }))).toBe('2018-10-01');
    }
    expect(promised(TERM, paidTerm('SILVER', '2018-08-01'))).toBe('2018-07-31');
    // A term that is refunded later leaves no window.
    expect(
      promised(paidTerm('SILVER', '2017-07-01', { until: '2017-09-01', refundedOn: '2017-09-01' })),
    ).toBe('2017-09-01');
    const last = paidTerm('GOLD', '2017-07-01', { until: '9999-12-31' });
    expect(
      checkOf(quoteFor({ on: '2017-08-01', kind: 'NEW', terms: [last] }), 'no-running-term'),
    ).toMatchObject({
      passesFrom: '9999-12-31',
      higher: [],
    });
  });

  it('is not possible until the longer grace period of a later version ends', () => {
    const second = { ...catalogue2017, version: 2, appliesFrom: day('2018-07-20') };
    const longer = withPolicy({ renewalClosesDaysAfter: 60 }, second);
    const quoted = quoteFor({
      kind: 'NEW',
      on: '2018-07-10',
      terms: [TERM],
      versions: [catalogue2017, longer],
    });
    expect(failed(quoted)).toEqual(['not-in-grace']);
    expect(checkOf(quoted, 'not-in-grace')).toMatchObject({ passesFrom: '2018-08-30' });
  });

  it('is not possible in the grace period, unlike a renewal', () => {
    expect(failed(quoteFor({ on: '2018-06-30', kind: 'NEW', terms: [TERM] }))).toEqual(['no-running-term']);
    for (const on of ['2018-07-01', '2018-07-30']) {
      const quoted = quoteFor({ on, kind: 'NEW', terms: [TERM] });
      expect(quoted.possibleKinds).toEqual(['RENEWAL']);
      expect(failed(quoted)).toEqual(['not-in-grace']);
      expect(checkOf(quoted, 'not-in-grace')).toMatchObject({ passesFrom: '2018-07-31' });
    }
    expect(failed(quoteFor({ on: '2018-07-31', kind: 'NEW', terms: [TERM] }))).toEqual([]);
  });

  it('is possible on the day of a refund, which leaves nothing to renew', () => {
    const refunded = paidTerm('SILVER', '2018-07-01', { until: '2018-07-10', refundedOn: '2018-07-10' });
    const quoted = quoteFor({ on: '2018-07-10', terms: [TERM, refunded] });
    expect(quoted).toMatchObject({ kind: 'NEW', possibleKinds: ['NEW'] });
    expect(failed(quoted)).toEqual([]);
    const renewal = quoteFor({ on: '2018-07-10', kind: 'RENEWAL', terms: [TERM, refunded] });
    expect(failed(renewal)).toEqual(['renewal-window']);
    expect(renewal.order).toBeNull();
    expect(checkOf(renewal, 'renewal-window')).toMatchObject({ window: null, passesFrom: null });
  });

  it('is not possible if a later term would overlap it', () => {
    const [next, afterNext] = [paidTerm('SILVER', '2018-06-30'), paidTerm('GOLD', '2019-06-30')];
    const quoted = quoteFor({ on: '2017-07-01', terms: [afterNext, next] });
    expect(failed(quoted)).toEqual(['no-later-term']);
    expect(checkOf(quoted, 'no-later-term')).toMatchObject({ other: next });
    // The later term begins at the end of the new term.
    expect(failed(quoteFor({ on: '2017-06-30', terms: [afterNext, next] }))).toEqual([]);
    const empty = paidTerm('SILVER', '2018-01-01', { until: '2018-01-01' });
    expect(failed(quoteFor({ on: '2017-07-01', terms: [empty] }))).toEqual([]);
  });

  it('reports the earliest overlapping term, whatever the order of the terms', () => {
    const terms = [paidTerm('SILVER', '2017-09-01', { until: '2017-10-01' }), paidTerm('GOLD', '2017-12-01')];
    for (const mixed of [terms, terms.toReversed()]) {
      expect(checkOf(quoteFor({ on: '2017-08-01', terms: mixed }), 'no-later-term')).toMatchObject({
        other: { id: '2017-09-01' },
      });
    }
  });
});

describe('a renewal', () => {
  it.each(['2018-04-02', '2018-06-30', '2018-07-01', '2018-07-30'])(
    'bought on %s begins at the end of the term',
    (on) => {
      const quoted = quoteFor({ on, terms: [TERM] });
      expect(quoted).toMatchObject({ kind: 'RENEWAL', possibleKinds: ['RENEWAL'] });
      expect(failed(quoted)).toEqual([]);
      expect(quoted.order).toMatchObject({
        from: '2018-07-01',
        until: '2019-07-01',
        total: usd(185_000),
        ends: [],
      });
    },
  );

  it('is not possible on the day before its window or on the day after the window', () => {
    const early = quoteFor({ on: '2018-04-01', kind: 'RENEWAL', terms: [TERM] });
    expect(failed(early)).toEqual(['renewal-window']);
    expect(checkOf(early, 'renewal-window')).toMatchObject({ passesFrom: '2018-04-02' });
    const late = quoteFor({ on: '2018-07-31', kind: 'RENEWAL', terms: [TERM] });
    expect(failed(late)).toEqual(['renewal-window']);
    expect(checkOf(late, 'renewal-window')).toMatchObject({ passesFrom: null, window: { state: 'missed' } });
  });

  it('follows the last term, so a second renewal waits for the next window', () => {
    const quoted = quoteFor({ on: '2018-06-15', terms: [TERM, PAID] });
    expect(quoted).toMatchObject({ kind: 'RENEWAL', possibleKinds: [] });
    expect(failed(quoted)).toEqual(['renewal-window']);
    expect(checkOf(quoted, 'renewal-window')).toMatchObject({ passesFrom: '2019-04-02' });
    expect(daysOf(quoted)).toEqual(['2019-07-01', '2020-07-01']);
  });

  it('ignores an empty term that follows', () => {
    const empty = paidTerm('SILVER', '2018-07-01', { until: '2018-07-01', refundedOn: '2018-05-01' });
    const quoted = quoteFor({ on: '2018-06-15', terms: [empty, TERM] });
    expect([failed(quoted), daysOf(quoted)]).toEqual([[], ['2018-07-01', '2019-07-01']]);
  });

  it('may be at any eligible level, without a discount', () => {
    const up = quoteFor({ on: '2018-06-15', level: 'GOLD', kind: 'RENEWAL', terms: [TERM] });
    expect([failed(up), up.order?.total, up.order?.discounts]).toEqual([[], usd(526_000), []]);
    const gold = paidTerm('GOLD', '2017-07-01');
    const down = quoteFor({ on: '2018-06-15', kind: 'RENEWAL', terms: [gold], written: SILVER });
    expect([failed(down), down.order?.level]).toEqual([[], 'SILVER']);
    const lost = quoteFor({
      on: '2018-06-15',
      level: 'GOLD',
      kind: 'RENEWAL',
      terms: [gold],
      written: SILVER,
    });
    expect(failed(lost)).toEqual(['eligible-level']);
  });

  it('requires the level to be eligible on the day of the purchase, not on its first day', () => {
    const written = {
      people: { ann: personHolding(['70-480', '2018-06-20']), bob: personHolding('70-532') },
    };
    expect(failed(quoteFor({ on: '2018-06-19', terms: [TERM], written }))).toEqual([]);
    expect(failed(quoteFor({ on: '2018-06-20', terms: [TERM], written }))).toEqual(['eligible-level']);
  });

  it('of a term that began on 29 February ends on 28 February', () => {
    const leap = paidTerm('SILVER', '2020-02-29', { until: '2021-02-28' });
    expect(daysOf(quoteFor({ on: '2021-02-28', terms: [leap] }))).toEqual(['2021-02-28', '2022-02-28']);
  });

  it('is not possible if another term begins before its end', () => {
    const other = paidTerm('SILVER', '2018-07-20');
    const quoted = quoteFor({ on: '2018-07-10', kind: 'RENEWAL', terms: [TERM, other] });
    expect(failed(quoted)).toEqual(['no-later-term']);
  });

  it('is the default kind while a term runs', () => {
    const quoted = quoteFor({ on: '2017-08-01', terms: [TERM] });
    expect(quoted).toMatchObject({ kind: 'RENEWAL', possibleKinds: [] });
    expect(failed(quoted)).toEqual(['renewal-window']);
  });
});

describe('an upgrade', () => {
  const upgrade = (request: Omit<Request, 'kind'>) =>
    quoteFor({ level: 'GOLD', kind: 'UPGRADE', ...request });

  it('begins on the day of the purchase, ends the Silver term on that day, and costs a quarter less', () => {
    const quoted = upgrade({ on: '2017-10-15', terms: [TERM] });
    expect(failed(quoted)).toEqual([]);
    expect(quoted.order).toEqual({
      kind: 'UPGRADE',
      level: 'GOLD',
      from: '2017-10-15',
      until: '2018-10-15',
      listPrice: usd(526_000),
      discounts: [{ reason: 'upgrade', percent: 25, price: usd(131_500) }],
      credits: [],
      total: usd(394_500),
      ends: [{ term: TERM.id, from: TERM.from, until: '2017-10-15' }],
    });
    expect(quoteFor({ on: '2017-10-15', level: 'GOLD', terms: [TERM] })).toMatchObject({
      kind: 'UPGRADE',
      possibleKinds: ['UPGRADE'],
    });
  });

  it('on the first day of the Silver term makes that term empty', () => {
    const quoted = upgrade({ on: '2017-07-01', terms: [TERM] });
    expect(quoted.order?.ends).toEqual([{ term: TERM.id, from: TERM.from, until: '2017-07-01' }]);
  });

  it.each([
    // Half a hundredth is rounded up, in favour of the buyer; less than half is rounded down.
    [10_002, 25, 2501],
    [10_001, 25, 2500],
    [10_003, 25, 2501],
    [1, 50, 1],
    [1, 49, 0],
    [199, 33, 66],
    [101, 50, 51],
    [526_000, 100, 526_000],
    [Number.MAX_SAFE_INTEGER, 100, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 50, 4_503_599_627_370_496],
    // The product of price and percentage is not a safe integer.
    [9_007_199_254_740_989, 25, 2_251_799_813_685_247],
  ])('of %d minor units at %d %% is discounted by %d', (price, percent, discount) => {
    const versions = [withPolicy({ upgradeDiscountPercent: percent })];
    const offer = { key: 'gold', name: { en: 'Gold' }, level: 'GOLD' as const, price: usd(price) };
    const quoted = quote(versions, memberFacts([TERM], GOLD), offer, 'UPGRADE', day('2017-10-15'));
    expect(quoted.order?.discounts).toEqual([{ reason: 'upgrade', percent, price: usd(discount) }]);
    expect(quoted.order?.total).toEqual(usd(price - discount));
  });

  it('has no discount if the policy has none', () => {
    const versions = [withPolicy({ upgradeDiscountPercent: 0 })];
    const { order } = upgrade({ on: '2017-10-15', terms: [TERM], versions });
    expect([order?.discounts, order?.total]).toEqual([[], usd(526_000)]);
  });

  it('must be chosen explicitly within the renewal window of the Silver term', () => {
    const open = quoteFor({ on: '2018-06-15', level: 'GOLD', terms: [TERM] });
    expect(open).toMatchObject({ kind: null, possibleKinds: ['RENEWAL', 'UPGRADE'], order: null });
    expect(failed(open)).toEqual(['kind-chosen']);
    expect(checkOf(open, 'kind-chosen')).toMatchObject({ kinds: ['RENEWAL', 'UPGRADE'] });
    for (const kind of ['RENEWAL', 'UPGRADE'] as const) {
      expect(failed(quoteFor({ on: '2018-06-15', level: 'GOLD', kind, terms: [TERM] }))).toEqual([]);
    }
  });

  it('is not possible to the level of the running term, to a lower level, or without a running term', () => {
    for (const level of ['SILVER', 'GOLD'] as const) {
      const quoted = upgrade({ on: '2017-10-15', level, terms: [paidTerm('GOLD', '2017-07-01')] });
      expect(failed(quoted)).toEqual(['lower-running-term']);
    }
    expect(failed(upgrade({ on: '2017-10-15', level: 'SILVER', terms: [TERM] }))).toEqual([
      'lower-running-term',
    ]);
    expect(failed(upgrade({ on: '2017-10-15' }))).toEqual(['lower-running-term']);
    // In the grace period, only a renewal is possible.
    expect(failed(upgrade({ on: '2018-07-01', terms: [TERM] }))).toEqual(['lower-running-term']);
    expect(failed(upgrade({ on: '2018-06-30', terms: [TERM] }))).toEqual([]);
  });

  it('requires the higher level to be eligible', () => {
    expect(failed(upgrade({ on: '2017-10-15', terms: [TERM], written: SILVER }))).toEqual(['eligible-level']);
  });

  it('credits the price of a paid renewal that has not begun, which becomes empty', () => {
    for (const terms of [
      [TERM, PAID],
      [PAID, TERM],
    ]) {
      const quoted = upgrade({ on: '2018-06-15', terms });
      expect(failed(quoted)).toEqual([]);
      expect(quoted.order).toMatchObject({
        from: '2018-06-15',
        until: '2019-06-15',
        credits: [{ term: 'renewal', price: usd(185_000) }],
        total: usd(526_000 - 131_500 - 185_000),
        ends: [
          { term: TERM.id, from: TERM.from, until: '2018-06-15' },
          { term: 'renewal', from: '2018-07-01', until: '2018-07-01' },
        ],
      });
    }
  });

  it('credits each of several terms, and can have a negative total', () => {
    const second = paidTerm('GOLD', '2019-07-01', { id: 'second', paid: usd(400_000) });
    const { order } = upgrade({ on: '2018-06-15', terms: [second, TERM, PAID] });
    expect(order?.credits.map(({ term }) => term)).toEqual(['renewal', 'second']);
    expect(order?.total).toEqual(usd(526_000 - 131_500 - 185_000 - 400_000));
    expect(order?.total.minorUnits).toBeLessThan(0);
  });

  it('credits nothing for an empty or refunded term', () => {
    const empty = { until: '2018-07-01', refundedOn: '2018-06-01' };
    const refunded = { until: '2018-08-01', refundedOn: '2018-08-01' };
    for (const fields of [empty, refunded]) {
      const later = paidTerm('SILVER', '2018-07-01', fields);
      const { order } = upgrade({ on: '2018-06-15', terms: [TERM, later] });
      expect([order?.credits, order?.total]).toEqual([[], usd(394_500)]);
    }
  });

  it('is not possible if the renewal was paid in another currency', () => {
    const paid = { minorUnits: 170_000, currency: 'EUR' };
    const inEuro = paidTerm('SILVER', '2018-07-01', { id: 'euro', paid });
    const quoted = upgrade({ on: '2018-06-15', terms: [TERM, inEuro] });
    expect(failed(quoted)).toEqual(['credit-in-currency']);
    expect(checkOf(quoted, 'credit-in-currency')).toMatchObject({ currency: 'USD', other: 'EUR' });
    // The total does not include the credit in euros.
    expect(quoted.order).toMatchObject({ credits: [{ term: 'euro', price: paid }], total: usd(394_500) });
    expect(checkOf(upgrade({ on: '2018-06-15', terms: [TERM, PAID] }), 'credit-in-currency')).toMatchObject({
      passed: true,
      other: null,
    });
    expect(checkOf(upgrade({ on: '2018-06-15', terms: [TERM] }), 'credit-in-currency')).toBeUndefined();
  });

  it('is not possible if it would overlap a later term that begins after a gap', () => {
    const later = paidTerm('SILVER', '2018-08-01');
    const quoted = upgrade({ on: '2018-06-15', terms: [TERM, later] });
    expect(failed(quoted)).toEqual(['no-later-term']);
    expect(quoted.order?.ends).toEqual([{ term: TERM.id, from: TERM.from, until: '2018-06-15' }]);
  });
});

describe('the terms after an order', () => {
  it('are the existing terms and the ordered term if the order shortens no term', () => {
    const { order } = quoteFor({ on: '2018-06-15', kind: 'RENEWAL', terms: [TERM] });
    if (order === null) throw new Error('The renewal has no order.');
    expect(termsAfterOrder([TERM], order)).toEqual([
      TERM,
      { id: 'ordered', level: 'SILVER', from: '2018-07-01', until: '2019-07-01', refundedOn: null },
    ]);
  });

  it('end earlier or become empty if an upgrade replaces them', () => {
    const { order } = quoteFor({ on: '2018-06-15', level: 'GOLD', kind: 'UPGRADE', terms: [TERM, PAID] });
    if (order === null) throw new Error('The upgrade has no order.');
    expect(termsAfterOrder([PAID, TERM], order)).toMatchObject([
      { id: 'renewal', from: '2018-07-01', until: '2018-07-01' },
      { id: TERM.id, from: '2017-07-01', until: '2018-06-15' },
      { id: 'ordered', from: '2018-06-15', until: '2019-06-15' },
    ]);
  });
});

describe('the profile after an order', () => {
  const DEVOPS = 'devops';
  const changes = (request: Request) => {
    const { versions = [catalogue2017], terms = [], written = GOLD, on } = request;
    const { order } = quoteFor(request);
    if (order === null) throw new Error('The quote has no order.');
    return profileAfter(versions, memberFacts(terms, written), order, day(on));
  };

  it('shows the levels attained on the first day of a new term', () => {
    expect(changes({ on: '2017-07-01', written: SILVER })).toEqual({
      day: '2017-07-01',
      changes: [{ competency: KEY, before: null, after: 'SILVER' }],
    });
  });

  it('no longer shows a competency that was lost in the Silver term if the order is an upgrade', () => {
    const written = {
      people,
      overrides: [
        { competency: KEY, effect: 'GRANT', level: 'GOLD', from: '2017-10-01', until: null },
        { competency: DEVOPS, effect: 'GRANT', level: 'SILVER', from: '2017-08-01', until: '2017-09-01' },
      ],
    };
    expect(changes({ on: '2017-10-15', level: 'GOLD', kind: 'UPGRADE', terms: [TERM], written })).toEqual({
      day: '2017-10-15',
      changes: [
        { competency: KEY, before: 'SILVER', after: 'GOLD' },
        { competency: DEVOPS, before: 'SILVER', after: null },
      ],
    });
  });

  it('is compared with the profile on the day before the renewal begins', () => {
    const lost = { people: { ann: personHolding(['70-480', '2018-06-20']), bob: personHolding('70-532') } };
    expect(changes({ on: '2018-06-15', terms: [TERM], written: lost })).toEqual({
      day: '2018-07-01',
      changes: [{ competency: KEY, before: 'SILVER', after: null }],
    });
    expect(changes({ on: '2018-06-15', terms: [TERM], written: SILVER }).changes).toEqual([]);
  });

  it('counts as losses also levels that the profile begins to show later in the running term', () => {
    const grant = {
      competency: DEVOPS,
      effect: 'GRANT',
      level: 'SILVER',
      from: '2018-06-20',
      until: '2018-06-25',
    };
    expect(changes({ on: '2018-06-15', terms: [TERM], written: { people, overrides: [grant] } })).toEqual({
      day: '2018-07-01',
      changes: [{ competency: DEVOPS, before: 'SILVER', after: null }],
    });
  });

  it('shows, for a renewal in grace, all levels attained between the end of the old term and the given day', () => {
    const written = {
      people: { ann: personHolding(['70-480', '2018-07-05']), bob: personHolding('70-532') },
      ...GOLD_FROM('2018-07-10'),
    };
    expect(changes({ on: '2018-07-06', level: 'SILVER', terms: [TERM], written })).toEqual({
      day: '2018-07-06',
      changes: [{ competency: KEY, before: null, after: 'SILVER' }],
    });
  });
});
