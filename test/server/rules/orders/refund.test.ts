import { describe, expect, it } from '@jest/globals';
import {
  amountToPayBack,
  day,
  refundChecks,
  termAfterRefund,
  type PaidTerm,
  type Redemption,
} from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { paidTerm, redemption, usd, withPolicy } from '../../../support/paid-terms';

const TERM = paidTerm('SILVER', '2017-07-01');

interface Request {
  readonly on: string;
  readonly terms?: readonly PaidTerm[];
  readonly redemptions?: readonly Redemption[];
  readonly versions?: readonly (typeof catalogue2017)[];
}

const checks = (term: PaidTerm, { on, terms = [], redemptions = [], versions = [catalogue2017] }: Request) =>
  refundChecks(versions, [...terms, term], redemptions, term, day(on));
const failed = (term: PaidTerm, request: Request) =>
  checks(term, request)
    .filter(({ passed }) => !passed)
    .map(({ key }) => key);
const checkOf = (term: PaidTerm, request: Request, wantedKey: string) =>
  checks(term, request).find(({ key }) => key === wantedKey);

describe('refundChecks', () => {
  it('returns every check if all pass', () => {
    expect(checks(TERM, { on: '2017-07-01' })).toEqual([
      { key: 'not-refunded', passed: true, refundedOn: null },
      { key: 'not-ended', passed: true, until: '2018-07-01' },
      { key: 'refund-days', passed: true, purchasedOn: '2017-07-01', until: '2017-07-31' },
      { key: 'unused', passed: true, benefits: [] },
      { key: 'last-of-chain', passed: true, next: null },
    ]);
  });

  it.each([
    ['2017-07-01', '2017-07-30', '2017-07-31'],
    ['2020-02-29', '2020-03-29', '2020-03-30'],
    ['2019-01-31', '2019-03-01', '2019-03-02'],
    ['2020-01-31', '2020-02-29', '2020-03-01'],
  ])('permits, for a purchase on %s, a refund on %s but not on %s', (purchasedOn, last, after) => {
    const until = '2021-02-28';
    const term = paidTerm('SILVER', purchasedOn, { until });
    for (const on of [purchasedOn, last]) expect(failed(term, { on })).toEqual([]);
    expect(failed(term, { on: after })).toEqual(['refund-days']);
    expect(checkOf(term, { on: after }, 'refund-days')).toMatchObject({ until: after });
  });

  it('permits the refund of a term from the day of its purchase on, even before the term begins', () => {
    const renewal = paidTerm('SILVER', '2018-07-01', { purchasedOn: '2018-05-10' });
    expect(failed(renewal, { on: '2018-05-09' })).toEqual(['refund-days']);
    expect(failed(renewal, { on: '2018-05-10', terms: [TERM] })).toEqual([]);
    expect(failed(renewal, { on: '2018-06-08', terms: [TERM] })).toEqual([]);
    expect(failed(renewal, { on: '2018-06-09', terms: [TERM] })).toEqual(['refund-days']);
    expect(failed(renewal, { on: '2018-07-01', terms: [TERM] })).toEqual(['refund-days']);
  });

  it('applies the refund days of the policy in force on the given day', () => {
    const versions = [
      catalogue2017,
      { ...withPolicy({ refundDays: 14 }), version: 2, appliesFrom: day('2017-07-20') },
    ];
    expect(failed(TERM, { on: '2017-07-19', versions })).toEqual([]);
    expect(failed(TERM, { on: '2017-07-20', versions })).toEqual(['refund-days']);
    expect(failed(TERM, { on: '2017-07-01', versions: [withPolicy({ refundDays: 0 })] })).toEqual([
      'refund-days',
    ]);
  });

  it('ends the refund days at the end of the calendar', () => {
    const last = paidTerm('SILVER', '9999-12-20', { until: '9999-12-31' });
    expect(checkOf(last, { on: '9999-12-30' }, 'refund-days')).toMatchObject({
      passed: true,
      until: '9999-12-31',
    });
  });

  it('refuses the refund of a used term, but ignores redemptions of another term', () => {
    const used = [
      redemption(TERM.id, 'support-incidents', 1, '2017-07-02'),
      redemption(TERM.id, 'advisory-hours', 2, '2017-07-02'),
      redemption(TERM.id, 'support-incidents', 1, '2017-07-03'),
    ];
    expect(failed(TERM, { on: '2017-07-05', redemptions: used })).toEqual(['unused']);
    expect(checkOf(TERM, { on: '2017-07-05', redemptions: used }, 'unused')).toMatchObject({
      benefits: ['advisory-hours', 'support-incidents'],
    });
    const ofAnother = [redemption('another', 'support-incidents', 1, '2017-07-02')];
    expect(failed(TERM, { on: '2017-07-05', redemptions: ofAnother })).toEqual([]);
  });

  it('refuses the refund of a term that has ended', () => {
    const short = paidTerm('SILVER', '2017-07-01', { until: '2017-07-15' });
    expect(failed(short, { on: '2017-07-14' })).toEqual([]);
    expect(failed(short, { on: '2017-07-15' })).toEqual(['not-ended']);
  });

  it('does not report a later term if another check already fails', () => {
    const next = paidTerm('SILVER', '2018-07-01', { purchasedOn: '2017-07-05' });
    const redemptions = [redemption(TERM.id, 'advisory-hours', 2, '2017-07-02')];
    expect(failed(TERM, { on: '2017-07-10', terms: [next], redemptions })).toEqual(['unused']);
    expect(failed(TERM, { on: '2017-08-10', terms: [next] })).toEqual(['refund-days']);
    expect(failed(TERM, { on: '2017-08-10', terms: [next], redemptions })).toEqual(['refund-days', 'unused']);
    expect(failed(TERM, { on: '2018-07-01', terms: [next], redemptions })).toEqual(['not-ended']);
  });

  it('refuses a second refund', () => {
    const term = paidTerm('SILVER', '2017-07-01', { until: '2017-07-10', refundedOn: '2017-07-10' });
    for (const on of ['2017-07-05', '2017-07-10', '2017-07-11']) {
      expect(checks(term, { on })).toEqual([
        { key: 'not-refunded', passed: false, refundedOn: '2017-07-10' },
      ]);
    }
  });

  it('refuses the refund of a term if another term begins at its end', () => {
    const next = paidTerm('SILVER', '2018-07-01', { purchasedOn: '2017-07-05' });
    expect(failed(TERM, { on: '2017-07-10', terms: [next] })).toEqual(['last-of-chain']);
    expect(checkOf(TERM, { on: '2017-07-10', terms: [next] }, 'last-of-chain')).toMatchObject({ next });
    const gap = paidTerm('SILVER', '2018-07-02');
    const empty = paidTerm('SILVER', '2018-07-01', { until: '2018-07-01', refundedOn: '2017-07-06' });
    expect(failed(TERM, { on: '2017-07-10', terms: [empty, gap] })).toEqual([]);
    // The later term itself can be refunded.
    expect(failed(next, { on: '2017-07-10', terms: [TERM] })).toEqual([]);
  });
});

describe('an upgrade', () => {
  const upgrade = paidTerm('GOLD', '2017-07-10', { id: 'upgrade' });
  const silver = paidTerm('SILVER', '2017-07-01', { until: '2017-07-10' });
  const renewal = paidTerm('SILVER', '2018-07-01', { until: '2018-07-01', purchasedOn: '2017-07-05' });

  it('may be refunded, unlike the Silver term that it ended and the renewal that it made empty', () => {
    expect(failed(upgrade, { on: '2017-07-12', terms: [silver, renewal] })).toEqual([]);
    expect(failed(silver, { on: '2017-07-12', terms: [upgrade, renewal] })).toEqual(['not-ended']);
    expect(failed(renewal, { on: '2017-07-12', terms: [silver, upgrade] })).toEqual(['not-ended']);
    const refundedUpgrade = { ...upgrade, ...termAfterRefund(upgrade, day('2017-07-12')) };
    expect(failed(silver, { on: '2017-07-12', terms: [refundedUpgrade, renewal] })).toContain('not-ended');
    expect(failed(renewal, { on: '2017-07-12', terms: [silver, refundedUpgrade] })).toEqual(['not-ended']);
  });
});

describe('the amount to pay back', () => {
  it('is the price paid plus the credits, and never negative', () => {
    expect(amountToPayBack(usd(185_000), [])).toEqual(usd(185_000));
    expect(amountToPayBack(usd(209_500), [usd(185_000)])).toEqual(usd(394_500));
    expect(amountToPayBack(usd(-5_500), [usd(100_000), usd(300_000)])).toEqual(usd(394_500));
  });
});

describe('a refunded term', () => {
  it('ends on the day of the refund', () => {
    expect(termAfterRefund(TERM, day('2017-07-10'))).toEqual({
      until: '2017-07-10',
      refundedOn: '2017-07-10',
    });
  });

  it('is empty if it was refunded on its first day or earlier', () => {
    for (const on of ['2017-06-20', '2017-06-30', '2017-07-01']) {
      expect(termAfterRefund(TERM, day(on))).toEqual({ until: '2017-07-01', refundedOn: on });
    }
  });
});
