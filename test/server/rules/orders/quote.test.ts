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
import { catalogue2017, type Editable } from '../../../support/catalogue';
import { memberFacts, offerOf, paidTerm, usd, withPolicy } from '../../../support/paid-terms';
import { holding } from '../../../support/written-facts';

const KEY = 'application-development';
const people = { ann: holding('70-480'), bob: holding('70-532') };
const GOLD_FROM = (from: string, until: string | null = null) => ({
  overrides: [{ competency: KEY, effect: 'GRANT', level: 'GOLD', from, until }],
});
/** Proven at Silver from 1 January 2017; at Gold by a grant. */
const GOLD = { people, ...GOLD_FROM('2017-01-01') };
const SILVER = { people };

interface Asked {
  readonly level?: Level;
  readonly kind?: OrderKind | null;
  readonly on: string;
  readonly terms?: readonly PaidTerm[];
  readonly written?: Editable;
  readonly versions?: readonly (typeof catalogue2017)[];
}

function ask({
  level = 'SILVER',
  kind = null,
  on,
  terms = [],
  written = GOLD,
  versions = [catalogue2017],
}: Asked) {
  const offer = offerOf(versions, level, day(on));
  return quote(versions, memberFacts(terms, written), offer, kind, day(on));
}

const failed = ({ checks }: Quote) => checks.filter(({ passed }) => !passed).map(({ key }) => key);
const checkOf = ({ checks }: Quote, asked: string) => checks.find(({ key }) => key === asked);
const daysOf = ({ order }: Quote) => order && [order.startsOn, order.endsOn];

const TERM = paidTerm('SILVER', '2017-07-01');
/** Renewed in advance, for as much as a Silver membership costs. */
const PAID = paidTerm('SILVER', '2018-07-01', { id: 'renewal', purchasedOn: '2018-05-01' });

describe('a new term', () => {
  it('begins on the day of the purchase and lasts twelve months', () => {
    const found = ask({ on: '2017-07-01' });
    expect(found).toMatchObject({
      kind: 'NEW',
      possibleKinds: ['NEW'],
      order: {
        kind: 'NEW',
        level: 'SILVER',
        startsOn: '2017-07-01',
        endsOn: '2018-07-01',
        listPrice: usd(185_000),
        discounts: [],
        credits: [],
        total: usd(185_000),
        ends: [],
      },
    });
    expect(found.checks.map(({ key, passed }) => [key, passed])).toEqual([
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
    // The calendar has no day after it.
    ['9999-03-01', '9999-12-31'],
    ['9999-12-31', '9999-12-31'],
  ])('that begins on %s ends on %s', (on, endsOn) => {
    expect(daysOf(ask({ on }))).toEqual([on, endsOn]);
  });

  it.each([
    ['2017-11-30', 3, '2018-02-28'],
    ['2019-11-30', 3, '2020-02-29'],
    ['2018-01-31', 1, '2018-02-28'],
    ['2018-08-31', 18, '2020-02-29'],
  ])('that begins on %s for %d months ends on %s, with the month', (on, termMonths, endsOn) => {
    expect(daysOf(ask({ on, versions: [withPolicy({ termMonths })] }))).toEqual([on, endsOn]);
  });

  it('lasts as long as the policy in force on the day of the purchase says', () => {
    const versions = [
      catalogue2017,
      { ...withPolicy({ termMonths: 6 }), version: 2, appliesFrom: day('2017-08-01') },
    ];
    expect(daysOf(ask({ on: '2017-07-31', versions }))).toEqual(['2017-07-31', '2018-07-31']);
    expect(daysOf(ask({ on: '2017-08-01', versions }))).toEqual(['2017-08-01', '2018-02-01']);
  });

  it('has at least one day: none begins on the last day of the calendar', () => {
    expect(failed(ask({ on: '9999-12-30' }))).toEqual([]);
    const never = ask({ on: '9999-12-31' });
    expect(failed(never)).toEqual(['within-calendar']);
    expect(checkOf(never, 'within-calendar')).toMatchObject({ startsOn: '9999-12-31', passesFrom: null });
    const last = paidTerm('SILVER', '9999-06-01', { endsOn: '9999-12-31' });
    const renewal = ask({ on: '9999-12-30', kind: 'RENEWAL', terms: [last] });
    expect(failed(renewal)).toEqual(['within-calendar']);
    expect(failed(ask({ on: '9999-12-30', level: 'GOLD', kind: 'UPGRADE', terms: [last] }))).toEqual([]);
  });

  it('needs a level that is eligible on the day of the purchase, and only then', () => {
    const written = { people: { ann: holding(['70-480', '2017-08-01']), bob: holding('70-532') } };
    expect(failed(ask({ on: '2017-07-31', written }))).toEqual([]);
    const later = ask({ on: '2017-08-01', written });
    expect(failed(later)).toEqual(['eligible-level']);
    expect(checkOf(later, 'eligible-level')).toMatchObject({ level: 'SILVER', eligible: [] });
    const gold = ask({ on: '2017-07-31', level: 'GOLD', written });
    expect(failed(gold)).toEqual(['eligible-level']);
    expect(checkOf(gold, 'eligible-level')).toMatchObject({ level: 'GOLD', eligible: ['SILVER'] });
    expect(failed(ask({ on: '2017-07-31', level: 'GOLD' }))).toEqual([]);
  });

  it('tells from which day a level will be eligible by what is known, where such a day is known', () => {
    const grant = {
      competency: 'devops',
      effect: 'GRANT',
      level: 'SILVER',
      from: '2017-09-01',
      until: '2017-10-01',
    };
    const before = ask({ on: '2017-08-31', written: { overrides: [grant] } });
    expect(checkOf(before, 'eligible-level')).toMatchObject({ passed: false, passesFrom: '2017-09-01' });
    const within = ask({ on: '2017-09-01', written: { overrides: [grant] } });
    expect(checkOf(within, 'eligible-level')).toMatchObject({ passed: true, passesFrom: null });
    const after = ask({ on: '2017-10-01', written: { overrides: [grant] } });
    expect(checkOf(after, 'eligible-level')).toMatchObject({ passed: false, passesFrom: null });
    const gold = ask({ on: '2017-08-31', level: 'GOLD', written: { overrides: [grant] } });
    expect(checkOf(gold, 'eligible-level')).toMatchObject({ passed: false, passesFrom: null });
  });

  it('tells which competencies would make a level eligible, if they were not withheld', () => {
    const withhold = (competency: string, until = '2017-10-01') => ({
      competency,
      effect: 'WITHHOLD',
      from: '2017-08-01',
      until,
    });
    const grant = { competency: 'devops', effect: 'GRANT', level: 'GOLD', from: '2017-01-01', until: null };
    const withheldAt = (level: Level, on: string, ...overrides: readonly object[]) => {
      const check = checkOf(ask({ on, level, written: { people, overrides } }), 'eligible-level');
      return check?.key === 'eligible-level' ? [check.passed, check.passesFrom, check.withheld] : check;
    };
    const both = [grant, withhold('devops', '2017-09-01'), withhold(KEY)];
    // The first is proven, the second granted; of messaging there is nothing to withhold.
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

  it('is not possible while a term runs: from the end of the days of grace after the last one on', () => {
    const found = ask({ on: '2018-05-02', kind: 'NEW', terms: [TERM, PAID] });
    expect(failed(found)).toEqual(['no-running-term', 'no-later-term']);
    expect(checkOf(found, 'no-running-term')).toMatchObject({
      running: TERM,
      passesFrom: '2019-07-31',
      higher: ['GOLD'],
      window: { from: '2019-04-02', until: '2019-07-31' },
    });
    expect(checkOf(found, 'no-later-term')).toMatchObject({ other: PAID });
  });

  it('is promised for a day on which no other term runs, and none is in grace', () => {
    const promised = (...terms: readonly PaidTerm[]) =>
      checkOf(ask({ on: '2017-08-01', kind: 'NEW', terms }), 'no-running-term')?.passesFrom;
    expect(promised(TERM)).toBe('2018-07-31');
    // One that begins in the days of grace after a gap, and one that begins on their end.
    for (const startsOn of ['2018-07-15', '2018-07-31']) {
      expect(promised(TERM, paidTerm('SILVER', startsOn, { endsOn: '2018-09-01' }))).toBe('2018-10-01');
    }
    expect(promised(TERM, paidTerm('SILVER', '2018-08-01'))).toBe('2018-07-31');
    // What is paid back later leaves no window.
    expect(
      promised(paidTerm('SILVER', '2017-07-01', { endsOn: '2017-09-01', refundedOn: '2017-09-01' })),
    ).toBe('2017-09-01');
    const last = paidTerm('GOLD', '2017-07-01', { endsOn: '9999-12-31' });
    expect(checkOf(ask({ on: '2017-08-01', kind: 'NEW', terms: [last] }), 'no-running-term')).toMatchObject({
      passesFrom: '9999-12-31',
      higher: [],
    });
  });

  it('waits for the days of grace that a later version grants', () => {
    const second = { ...catalogue2017, version: 2, appliesFrom: day('2018-07-20') };
    const longer = withPolicy({ renewalClosesDaysAfter: 60 }, second);
    const found = ask({ kind: 'NEW', on: '2018-07-10', terms: [TERM], versions: [catalogue2017, longer] });
    expect(failed(found)).toEqual(['not-in-grace']);
    expect(checkOf(found, 'not-in-grace')).toMatchObject({ passesFrom: '2018-08-30' });
  });

  it('is not possible within the days of grace, in which only a renewal is', () => {
    expect(failed(ask({ on: '2018-06-30', kind: 'NEW', terms: [TERM] }))).toEqual(['no-running-term']);
    for (const on of ['2018-07-01', '2018-07-30']) {
      const found = ask({ on, kind: 'NEW', terms: [TERM] });
      expect(found.possibleKinds).toEqual(['RENEWAL']);
      expect(failed(found)).toEqual(['not-in-grace']);
      expect(checkOf(found, 'not-in-grace')).toMatchObject({ passesFrom: '2018-07-31' });
    }
    expect(failed(ask({ on: '2018-07-31', kind: 'NEW', terms: [TERM] }))).toEqual([]);
  });

  it('is possible on the day of a refund, which leaves nothing to renew', () => {
    const refunded = paidTerm('SILVER', '2018-07-01', { endsOn: '2018-07-10', refundedOn: '2018-07-10' });
    const found = ask({ on: '2018-07-10', terms: [TERM, refunded] });
    expect(found).toMatchObject({ kind: 'NEW', possibleKinds: ['NEW'] });
    expect(failed(found)).toEqual([]);
    const renewal = ask({ on: '2018-07-10', kind: 'RENEWAL', terms: [TERM, refunded] });
    expect(failed(renewal)).toEqual(['renewal-window']);
    expect(renewal.order).toBeNull();
    expect(checkOf(renewal, 'renewal-window')).toMatchObject({ window: null, passesFrom: null });
  });

  it('is not possible where a term that begins later would overlap it', () => {
    const [next, afterNext] = [paidTerm('SILVER', '2018-06-30'), paidTerm('GOLD', '2019-06-30')];
    const found = ask({ on: '2017-07-01', terms: [afterNext, next] });
    expect(failed(found)).toEqual(['no-later-term']);
    expect(checkOf(found, 'no-later-term')).toMatchObject({ other: next });
    // It begins where the new one ends.
    expect(failed(ask({ on: '2017-06-30', terms: [afterNext, next] }))).toEqual([]);
    const empty = paidTerm('SILVER', '2018-01-01', { endsOn: '2018-01-01' });
    expect(failed(ask({ on: '2017-07-01', terms: [empty] }))).toEqual([]);
  });

  it('is compared with a term that overlaps it first, whatever the order of the terms', () => {
    const terms = [
      paidTerm('SILVER', '2017-09-01', { endsOn: '2017-10-01' }),
      paidTerm('GOLD', '2017-12-01'),
    ];
    for (const mixed of [terms, terms.toReversed()]) {
      expect(checkOf(ask({ on: '2017-08-01', terms: mixed }), 'no-later-term')).toMatchObject({
        other: { id: '2017-09-01' },
      });
    }
  });
});

describe('a renewal', () => {
  it.each(['2018-04-02', '2018-06-30', '2018-07-01', '2018-07-30'])(
    'bought on %s begins at the end of the term',
    (on) => {
      const found = ask({ on, terms: [TERM] });
      expect(found).toMatchObject({ kind: 'RENEWAL', possibleKinds: ['RENEWAL'] });
      expect(failed(found)).toEqual([]);
      expect(found.order).toMatchObject({
        startsOn: '2018-07-01',
        endsOn: '2019-07-01',
        total: usd(185_000),
        ends: [],
      });
    },
  );

  it('is not possible on the day before its window, and on the one after it', () => {
    const early = ask({ on: '2018-04-01', kind: 'RENEWAL', terms: [TERM] });
    expect(failed(early)).toEqual(['renewal-window']);
    expect(checkOf(early, 'renewal-window')).toMatchObject({ passesFrom: '2018-04-02' });
    const late = ask({ on: '2018-07-31', kind: 'RENEWAL', terms: [TERM] });
    expect(failed(late)).toEqual(['renewal-window']);
    expect(checkOf(late, 'renewal-window')).toMatchObject({ passesFrom: null, window: { state: 'missed' } });
  });

  it('is of the last term: who has renewed waits for the next window', () => {
    const found = ask({ on: '2018-06-15', terms: [TERM, PAID] });
    expect(found).toMatchObject({ kind: 'RENEWAL', possibleKinds: [] });
    expect(failed(found)).toEqual(['renewal-window']);
    expect(checkOf(found, 'renewal-window')).toMatchObject({ passesFrom: '2019-04-02' });
    expect(daysOf(found)).toEqual(['2019-07-01', '2020-07-01']);
  });

  it('is of a term that an empty one follows, as if that were not there', () => {
    const empty = paidTerm('SILVER', '2018-07-01', { endsOn: '2018-07-01', refundedOn: '2018-05-01' });
    const found = ask({ on: '2018-06-15', terms: [empty, TERM] });
    expect([failed(found), daysOf(found)]).toEqual([[], ['2018-07-01', '2019-07-01']]);
  });

  it('may be of any eligible level, without a discount', () => {
    const up = ask({ on: '2018-06-15', level: 'GOLD', kind: 'RENEWAL', terms: [TERM] });
    expect([failed(up), up.order?.total, up.order?.discounts]).toEqual([[], usd(526_000), []]);
    const gold = paidTerm('GOLD', '2017-07-01');
    const down = ask({ on: '2018-06-15', kind: 'RENEWAL', terms: [gold], written: SILVER });
    expect([failed(down), down.order?.level]).toEqual([[], 'SILVER']);
    const lost = ask({ on: '2018-06-15', level: 'GOLD', kind: 'RENEWAL', terms: [gold], written: SILVER });
    expect(failed(lost)).toEqual(['eligible-level']);
  });

  it('is judged by what is eligible on the day of the purchase, not on its first day', () => {
    const written = { people: { ann: holding(['70-480', '2018-06-20']), bob: holding('70-532') } };
    expect(failed(ask({ on: '2018-06-19', terms: [TERM], written }))).toEqual([]);
    expect(failed(ask({ on: '2018-06-20', terms: [TERM], written }))).toEqual(['eligible-level']);
  });

  it('of a term that began on a 29th of February ends with the month', () => {
    const leap = paidTerm('SILVER', '2020-02-29', { endsOn: '2021-02-28' });
    expect(daysOf(ask({ on: '2021-02-28', terms: [leap] }))).toEqual(['2021-02-28', '2022-02-28']);
  });

  it('is not possible where another term has begun in its days', () => {
    const other = paidTerm('SILVER', '2018-07-20');
    const found = ask({ on: '2018-07-10', kind: 'RENEWAL', terms: [TERM, other] });
    expect(failed(found)).toEqual(['no-later-term']);
  });

  it('is meant by who has a term that is neither renewed nor upgraded yet', () => {
    const found = ask({ on: '2017-08-01', terms: [TERM] });
    expect(found).toMatchObject({ kind: 'RENEWAL', possibleKinds: [] });
    expect(failed(found)).toEqual(['renewal-window']);
  });
});

describe('an upgrade', () => {
  const upgrade = (asked: Omit<Asked, 'kind'>) => ask({ level: 'GOLD', kind: 'UPGRADE', ...asked });

  it('begins on the day of the purchase, ends the Silver term on it, and costs a quarter less', () => {
    const found = upgrade({ on: '2017-10-15', terms: [TERM] });
    expect(failed(found)).toEqual([]);
    expect(found.order).toEqual({
      kind: 'UPGRADE',
      level: 'GOLD',
      startsOn: '2017-10-15',
      endsOn: '2018-10-15',
      listPrice: usd(526_000),
      discounts: [{ reason: 'upgrade', percent: 25, price: usd(131_500) }],
      credits: [],
      total: usd(394_500),
      ends: [{ term: TERM.id, endsOn: '2017-10-15' }],
    });
    expect(ask({ on: '2017-10-15', level: 'GOLD', terms: [TERM] })).toMatchObject({
      kind: 'UPGRADE',
      possibleKinds: ['UPGRADE'],
    });
  });

  it('on the first day of the Silver term makes that empty', () => {
    const found = upgrade({ on: '2017-07-01', terms: [TERM] });
    expect(found.order?.ends).toEqual([{ term: TERM.id, endsOn: '2017-07-01' }]);
  });

  it.each([
    // Half a hundredth is rounded up, in favour of the buyer; less than half is not.
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
    // A product of the two would not be exact.
    [9_007_199_254_740_989, 25, 2_251_799_813_685_247],
  ])('of %d hundredths at %d %% is discounted by %d', (price, percent, discount) => {
    const versions = [withPolicy({ upgradeDiscountPercent: percent })];
    const offer = { key: 'gold', level: 'GOLD' as const, price: usd(price) };
    const found = quote(versions, memberFacts([TERM], GOLD), offer, 'UPGRADE', day('2017-10-15'));
    expect(found.order?.discounts).toEqual([{ reason: 'upgrade', percent, price: usd(discount) }]);
    expect(found.order?.total).toEqual(usd(price - discount));
  });

  it('without a discount in the policy has none', () => {
    const versions = [withPolicy({ upgradeDiscountPercent: 0 })];
    const { order } = upgrade({ on: '2017-10-15', terms: [TERM], versions });
    expect([order?.discounts, order?.total]).toEqual([[], usd(526_000)]);
  });

  it('is chosen by its kind within the renewal window of the Silver term', () => {
    const open = ask({ on: '2018-06-15', level: 'GOLD', terms: [TERM] });
    expect(open).toMatchObject({ kind: null, possibleKinds: ['RENEWAL', 'UPGRADE'], order: null });
    expect(failed(open)).toEqual(['kind-chosen']);
    expect(checkOf(open, 'kind-chosen')).toMatchObject({ kinds: ['RENEWAL', 'UPGRADE'] });
    for (const kind of ['RENEWAL', 'UPGRADE'] as const) {
      expect(failed(ask({ on: '2018-06-15', level: 'GOLD', kind, terms: [TERM] }))).toEqual([]);
    }
  });

  it('is not possible to a level that runs, or a lower one, or without a running term', () => {
    for (const level of ['SILVER', 'GOLD'] as const) {
      const found = upgrade({ on: '2017-10-15', level, terms: [paidTerm('GOLD', '2017-07-01')] });
      expect(failed(found)).toEqual(['lower-running-term']);
    }
    expect(failed(upgrade({ on: '2017-10-15', level: 'SILVER', terms: [TERM] }))).toEqual([
      'lower-running-term',
    ]);
    expect(failed(upgrade({ on: '2017-10-15' }))).toEqual(['lower-running-term']);
    // Within the days of grace only a renewal is possible.
    expect(failed(upgrade({ on: '2018-07-01', terms: [TERM] }))).toEqual(['lower-running-term']);
    expect(failed(upgrade({ on: '2018-06-30', terms: [TERM] }))).toEqual([]);
  });

  it('needs the higher level to be eligible', () => {
    expect(failed(upgrade({ on: '2017-10-15', terms: [TERM], written: SILVER }))).toEqual(['eligible-level']);
  });

  it('makes a renewal empty that is paid but has not begun, and credits its price', () => {
    for (const terms of [
      [TERM, PAID],
      [PAID, TERM],
    ]) {
      const found = upgrade({ on: '2018-06-15', terms });
      expect(failed(found)).toEqual([]);
      expect(found.order).toMatchObject({
        startsOn: '2018-06-15',
        endsOn: '2019-06-15',
        credits: [{ term: 'renewal', price: usd(185_000) }],
        total: usd(526_000 - 131_500 - 185_000),
        ends: [
          { term: TERM.id, endsOn: '2018-06-15' },
          { term: 'renewal', endsOn: '2018-07-01' },
        ],
      });
    }
  });

  it('credits each of several terms, and may cost less than nothing', () => {
    const second = paidTerm('GOLD', '2019-07-01', { id: 'second', paid: usd(400_000) });
    const { order } = upgrade({ on: '2018-06-15', terms: [second, TERM, PAID] });
    expect(order?.credits.map(({ term }) => term)).toEqual(['renewal', 'second']);
    expect(order?.total).toEqual(usd(526_000 - 131_500 - 185_000 - 400_000));
    expect(order?.total.hundredths).toBeLessThan(0);
  });

  it('credits nothing for what is empty, or was paid back', () => {
    const empty = { endsOn: '2018-07-01', refundedOn: '2018-06-01' };
    const back = { endsOn: '2018-08-01', refundedOn: '2018-08-01' };
    for (const given of [empty, back]) {
      const { order } = upgrade({ on: '2018-06-15', terms: [TERM, paidTerm('SILVER', '2018-07-01', given)] });
      expect([order?.credits, order?.total]).toEqual([[], usd(394_500)]);
    }
  });

  it('is not possible where the renewal was paid in another currency', () => {
    const paid = { hundredths: 170_000, currency: 'EUR' };
    const inEuro = paidTerm('SILVER', '2018-07-01', { id: 'euro', paid });
    const found = upgrade({ on: '2018-06-15', terms: [TERM, inEuro] });
    expect(failed(found)).toEqual(['credit-in-currency']);
    expect(checkOf(found, 'credit-in-currency')).toMatchObject({ currency: 'USD', other: 'EUR' });
    // Nothing is taken off that cannot be.
    expect(found.order).toMatchObject({ credits: [{ term: 'euro', price: paid }], total: usd(394_500) });
    expect(checkOf(upgrade({ on: '2018-06-15', terms: [TERM, PAID] }), 'credit-in-currency')).toMatchObject({
      passed: true,
      other: null,
    });
    expect(checkOf(upgrade({ on: '2018-06-15', terms: [TERM] }), 'credit-in-currency')).toBeUndefined();
  });

  it('is not possible where a later term that leaves a gap would overlap it', () => {
    const later = paidTerm('SILVER', '2018-08-01');
    const found = upgrade({ on: '2018-06-15', terms: [TERM, later] });
    expect(failed(found)).toEqual(['no-later-term']);
    expect(found.order?.ends).toEqual([{ term: TERM.id, endsOn: '2018-06-15' }]);
  });
});

describe('the terms after an order', () => {
  it('are the same where it ends none, and the ordered one', () => {
    const { order } = ask({ on: '2018-06-15', kind: 'RENEWAL', terms: [TERM] });
    if (order === null) throw new Error('There is a term to renew.');
    expect(termsAfterOrder([TERM], order)).toEqual([
      TERM,
      { id: 'ordered', level: 'SILVER', startsOn: '2018-07-01', endsOn: '2019-07-01', refundedOn: null },
    ]);
  });

  it('end earlier where an upgrade ends them, or are empty', () => {
    const { order } = ask({ on: '2018-06-15', level: 'GOLD', kind: 'UPGRADE', terms: [TERM, PAID] });
    if (order === null) throw new Error('Only a renewal can be none.');
    expect(termsAfterOrder([PAID, TERM], order)).toMatchObject([
      { id: 'renewal', startsOn: '2018-07-01', endsOn: '2018-07-01' },
      { id: TERM.id, startsOn: '2017-07-01', endsOn: '2018-06-15' },
      { id: 'ordered', startsOn: '2018-06-15', endsOn: '2019-06-15' },
    ]);
  });
});

describe('the profile after an order', () => {
  const DEVOPS = 'devops';
  const changes = (asked: Asked) => {
    const { versions = [catalogue2017], terms = [], written = GOLD, on } = asked;
    const { order } = ask(asked);
    if (order === null) throw new Error('There is nothing to order.');
    return profileAfter(versions, memberFacts(terms, written), order, day(on));
  };

  it('shows with a new term what is attained on its first day', () => {
    expect(changes({ on: '2017-07-01', written: SILVER })).toEqual({
      day: '2017-07-01',
      changes: [{ competency: KEY, before: null, after: 'SILVER' }],
    });
  });

  it('no longer shows with an upgrade what was lost in the Silver term', () => {
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

  it('is that of the first day of a renewal, beside that of the last day before it', () => {
    const lost = { people: { ann: holding(['70-480', '2018-06-20']), bob: holding('70-532') } };
    expect(changes({ on: '2018-06-15', terms: [TERM], written: lost })).toEqual({
      day: '2018-07-01',
      changes: [{ competency: KEY, before: 'SILVER', after: null }],
    });
    expect(changes({ on: '2018-06-15', terms: [TERM], written: SILVER }).changes).toEqual([]);
  });

  it('is compared with what the term will have shown to its end, also what it does not show today', () => {
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

  it('is that of the day asked within the days of grace, with all since the old end', () => {
    const written = {
      people: { ann: holding(['70-480', '2018-07-05']), bob: holding('70-532') },
      ...GOLD_FROM('2018-07-10'),
    };
    expect(changes({ on: '2018-07-06', level: 'SILVER', terms: [TERM], written })).toEqual({
      day: '2018-07-06',
      changes: [{ competency: KEY, before: null, after: 'SILVER' }],
    });
  });
});
