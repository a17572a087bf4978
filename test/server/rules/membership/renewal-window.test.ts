import { describe, expect, it } from '@jest/globals';
import { day, renewalWindow, type Catalogue, type Membership } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { paidTerm, withPolicy } from '../../../support/paid-terms';

const TERM = paidTerm('SILVER', '2017-07-01');
const windowOf = (
  terms: readonly Membership[],
  on: string,
  versions: readonly Catalogue[] = [catalogue2017],
) => renewalWindow(versions, terms, day(on));
const stateOf = (terms: readonly Membership[], on: string) => windowOf(terms, on)?.state ?? null;
const termOf = (terms: readonly Membership[], on: string) => windowOf(terms, on)?.term.id ?? null;

describe('the renewal window', () => {
  it('lasts from 90 days before the end of the term to 30 days after it', () => {
    expect(windowOf([TERM], '2017-07-01')).toEqual({
      term: TERM,
      from: '2018-04-02',
      until: '2018-07-31',
      state: 'not-yet',
    });
  });

  it.each([
    ['2017-07-01', 'not-yet'],
    ['2018-04-01', 'not-yet'],
    ['2018-04-02', 'open'],
    ['2018-06-30', 'open'],
    // The end of the term is the first day of grace.
    ['2018-07-01', 'in-grace'],
    ['2018-07-30', 'in-grace'],
    ['2018-07-31', 'missed'],
    ['2030-01-01', 'missed'],
  ])('on %s is %s', (on, state) => {
    expect(stateOf([TERM], on)).toBe(state);
  });

  it('is counted in days, across 29 February', () => {
    const terms = [paidTerm('SILVER', '2019-03-01')];
    expect(windowOf(terms, '2020-01-01')).toMatchObject({ from: '2019-12-02', until: '2020-03-31' });
    const clamped = [paidTerm('SILVER', '2020-02-29', { until: '2021-02-28' })];
    expect(windowOf(clamped, '2021-01-01')).toMatchObject({ from: '2020-11-30', until: '2021-03-30' });
  });

  it('does not exist before the first term', () => {
    expect(windowOf([], '2018-01-01')).toBeNull();
    expect(windowOf([TERM], '2017-06-30')).toBeNull();
  });

  it('follows the policy in force on the given day', () => {
    const { version, ...later } = withPolicy({ renewalOpensDaysBefore: 10, renewalClosesDaysAfter: 0 });
    const versions = [catalogue2017, { ...later, version: version + 1, appliesFrom: day('2018-06-25') }];
    expect(windowOf([TERM], '2018-06-24', versions)).toMatchObject({ from: '2018-04-02', state: 'open' });
    expect(windowOf([TERM], '2018-06-25', versions)).toMatchObject({ from: '2018-06-21', state: 'open' });
    expect(windowOf([TERM], '2018-07-01', versions)).toMatchObject({ until: '2018-07-01', state: 'missed' });
  });

  it('is clamped to the calendar', () => {
    const first = [paidTerm('SILVER', '0000-01-01', { until: '0000-02-01' })];
    expect(windowOf(first, '0000-01-01')).toMatchObject({ from: '0000-01-01', state: 'open' });
    const last = [paidTerm('SILVER', '9998-12-25', { until: '9999-12-25' })];
    expect(windowOf(last, '9999-12-30')).toMatchObject({ until: '9999-12-31', state: 'in-grace' });
    expect(stateOf(last, '9999-12-31')).toBe('missed');
  });
});

describe('the term to renew', () => {
  const NEXT = paidTerm('GOLD', '2018-07-01', { purchasedOn: '2018-05-01' });

  it('is the last term that follows the running term without a gap', () => {
    expect(termOf([NEXT, TERM], '2018-05-01')).toBe(NEXT.id);
    expect(stateOf([NEXT, TERM], '2018-05-01')).toBe('not-yet');
    const gap = paidTerm('SILVER', '2018-07-02');
    expect(termOf([gap, TERM], '2018-05-01')).toBe(TERM.id);
  });

  it('is never an empty term, because chains skip empty terms', () => {
    const fields = { id: 'empty', until: '2018-07-01', refundedOn: '2018-05-20' };
    const empty = paidTerm('SILVER', '2018-07-01', fields);
    for (const terms of [
      [empty, TERM],
      [TERM, empty],
    ]) {
      expect(termOf(terms, '2018-06-01')).toBe(TERM.id);
    }
    for (const terms of [
      [empty, TERM, NEXT],
      [NEXT, TERM, empty],
    ]) {
      expect(termOf(terms, '2018-06-01')).toBe(NEXT.id);
    }
  });

  it('is the term that ended last if no term runs', () => {
    const older = paidTerm('GOLD', '2016-07-01');
    expect(termOf([TERM, older], '2018-07-10')).toBe(TERM.id);
    expect(termOf([older, TERM], '2018-07-10')).toBe(TERM.id);
  });

  it('is never a term that begins after a gap', () => {
    expect(termOf([TERM, paidTerm('SILVER', '2018-07-20')], '2018-07-10')).toBe(TERM.id);
  });
});

describe('a refunded term', () => {
  const refund = (from: string, refundedOn: string) =>
    paidTerm('GOLD', from, {
      id: 'refunded',
      purchasedOn: '2018-06-20',
      until: refundedOn > from ? refundedOn : from,
      refundedOn,
    });

  it('opens no window, and neither does the term before it', () => {
    expect(windowOf([TERM, refund('2018-07-01', '2018-07-05')], '2018-07-05')).toBeNull();
    expect(windowOf([refund('2018-07-01', '2018-07-05')], '2018-07-05')).toBeNull();
  });

  it('opens no window on days before the refund', () => {
    expect(
      windowOf(
        [paidTerm('SILVER', '2018-05-25', { refundedOn: '2018-06-10', until: '2018-06-10' })],
        '2018-06-01',
      ),
    ).toBeNull();
  });

  it('opens no window if it was refunded on its first day and is empty', () => {
    const terms = [TERM, refund('2018-07-01', '2018-07-01')];
    expect(windowOf(terms, '2018-07-01')).toBeNull();
    expect(windowOf(terms.toReversed(), '2018-07-20')).toBeNull();
  });

  it('does not affect the window of the previous term if it was refunded before it began', () => {
    const terms = [TERM, refund('2018-07-01', '2018-06-30')];
    expect(termOf(terms, '2018-06-30')).toBe(TERM.id);
    expect(stateOf(terms, '2018-07-01')).toBe('in-grace');
  });

  it('that was an upgrade leaves no window for the Silver term that it ended', () => {
    const silver = paidTerm('SILVER', '2017-07-01', { until: '2018-06-20' });
    expect(windowOf([silver, refund('2018-06-20', '2018-06-25')], '2018-06-25')).toBeNull();
    expect(windowOf([silver, refund('2018-06-20', '2018-06-20')], '2018-06-20')).toBeNull();
    // The Silver term is bought and upgraded, and the upgrade refunded, on the same day.
    const empty = paidTerm('SILVER', '2018-06-20', { until: '2018-06-20' });
    expect(windowOf([empty, refund('2018-06-20', '2018-06-20')], '2018-06-20')).toBeNull();
  });

  it('that was an upgrade leaves no window for a renewal that the upgrade had replaced', () => {
    const silver = paidTerm('SILVER', '2017-07-01', { until: '2018-06-20' });
    const renewal = paidTerm('SILVER', '2018-07-01', { id: 'renewal', until: '2018-07-01' });
    const terms = [silver, renewal, refund('2018-06-20', '2018-06-25')];
    expect(windowOf(terms, '2018-07-05')).toBeNull();
  });
});
