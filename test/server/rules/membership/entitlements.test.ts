import { describe, expect, it } from '@jest/globals';
import {
  day,
  entitlements,
  redeemableEntitlements,
  type PaidTerm,
  type Redemption,
} from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { memberFacts, paidTerm, redemption } from '../../../support/paid-terms';
import { personHolding } from '../../../support/written-facts';

const KEY = 'application-development';
const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };
const grant = (competency: string, level: string, from: string, until: string | null = null) => ({
  competency,
  effect: 'GRANT',
  level,
  from,
  until,
});
const SILVER = paidTerm('SILVER', '2017-07-01');
const GOLD = paidTerm('GOLD', '2017-07-01');

interface Request {
  readonly on?: string;
  readonly written?: EditableJson;
  readonly redemptions?: readonly Redemption[];
  readonly versions?: readonly (typeof catalogue2017)[];
}

const entitlementsOf = (
  terms: readonly PaidTerm[],
  { on = '2017-07-01', written = {}, redemptions = [], versions = [catalogue2017] }: Request = {},
) => entitlements(versions, memberFacts(terms, written), redemptions, day(on));

const quantities = (terms: readonly PaidTerm[], request?: Request) =>
  Object.fromEntries(entitlementsOf(terms, request).map(({ benefit, quantity }) => [benefit, quantity]));
const benefitOf = (terms: readonly PaidTerm[], benefit: string, request: Request) =>
  entitlementsOf(terms, request).find((one) => one.benefit === benefit);

interface SeatBenefit {
  readonly level: string;
  readonly competency?: string;
  readonly quantity: number;
}

function seats(number: number, appliesFrom: string | null, ...benefits: readonly SeatBenefit[]) {
  const document = catalogueDocument2017();
  document['appliesFrom'] = appliesFrom;
  document['benefits'] = benefits.map(({ quantity, ...scope }) => ({
    key: 'seats',
    name: 'Seats',
    scope,
    quantity,
  }));
  return readValidCatalogue(document, number);
}

describe('the benefits of a term', () => {
  it('come from the higher level if two levels give the same quantity, but keep the day of the lower level', () => {
    const version = seats(
      1,
      null,
      { level: 'SILVER', competency: KEY, quantity: 5 },
      { level: 'GOLD', competency: KEY, quantity: 5 },
    );
    const written = {
      overrides: [grant(KEY, 'SILVER', '2017-07-01'), grant(KEY, 'GOLD', '2017-09-01')],
    };
    const sourceOn = (on: string) =>
      benefitOf([GOLD], 'seats', { on, written, versions: [version] })?.sources[0];
    expect(sourceOn('2017-08-31')).toMatchObject({
      benefit: { scope: { level: 'SILVER' } },
      from: '2017-07-01',
    });
    expect(sourceOn('2017-09-01')).toMatchObject({
      benefit: { scope: { level: 'GOLD' } },
      from: '2017-07-01',
    });
  });

  it('are empty without a running membership, even in the grace period', () => {
    expect(entitlementsOf([])).toEqual([]);
    expect(entitlementsOf([SILVER], { on: '2017-06-30' })).toEqual([]);
    expect(entitlementsOf([SILVER], { on: '2018-06-30' })).not.toEqual([]);
    expect(entitlementsOf([SILVER], { on: '2018-07-01' })).toEqual([]);
  });

  it('are the benefits of its level, with the remaining quantity and the end of the term', () => {
    expect(quantities([SILVER])).toEqual({ 'action-pack': 1, 'advisory-hours': 20, 'support-incidents': 15 });
    expect(entitlementsOf([SILVER])[0]).toEqual({
      benefit: 'action-pack',
      membership: SILVER.id,
      quantity: 1,
      used: 0,
      remaining: 1,
      from: '2017-07-01',
      until: '2018-07-01',
      sources: [
        {
          benefit: catalogue2017.benefits[0],
          version: 1,
          begins: '2017-07-01',
          from: '2017-07-01',
        },
      ],
    });
  });

  it('include the Silver benefits at Gold, but replace the quantity of a benefit with the same key', () => {
    expect(quantities([GOLD])).toEqual({ 'action-pack': 1, 'advisory-hours': 50, 'support-incidents': 20 });
    const [pack, hours] = entitlementsOf([GOLD]);
    expect(pack?.sources[0]?.benefit.scope.level).toBe('SILVER');
    expect(hours?.sources[0]?.benefit.scope.level).toBe('GOLD');
  });

  it('have the quantity of the higher level even if it is smaller, whatever the order in the catalogue', () => {
    const [few, many] = [
      { level: 'GOLD', quantity: 2 },
      { level: 'SILVER', quantity: 5 },
    ];
    for (const versions of [[seats(1, null, few, many)], [seats(1, null, many, few)]]) {
      expect(quantities([GOLD], { versions })).toEqual({ seats: 2 });
      expect(quantities([SILVER], { versions })).toEqual({ seats: 5 });
    }
  });
});

describe('the benefits of a competency', () => {
  const written = { people, overrides: [grant(KEY, 'GOLD', '2017-09-01', '2017-09-02')] };
  const developer = (term: PaidTerm, on: string) =>
    benefitOf([term], 'developer-subscriptions', { on, written });

  it('follow the displayed competency and its level', () => {
    expect(developer(GOLD, '2017-08-31')).toMatchObject({ quantity: 5, from: '2017-07-01' });
    expect(developer(GOLD, '2017-09-01')).toMatchObject({ quantity: 10 });
    // With a Silver membership, the competency is displayed at Silver.
    expect(developer(SILVER, '2017-09-01')).toMatchObject({ quantity: 5 });
    expect(benefitOf([GOLD], 'cloud-credit', { written })).toBeUndefined();
  });

  it('last until the end of the term when the proof is lost', () => {
    expect(developer(GOLD, '2018-06-30')).toMatchObject({ quantity: 10, until: '2018-07-01' });
    const lost = { people: { ann: personHolding(['70-480', '2017-08-01']), bob: personHolding('70-532') } };
    for (const [on, expected] of [
      ['2017-08-01', { quantity: 5 }],
      ['2018-06-30', { quantity: 5 }],
    ] as const) {
      expect(benefitOf([SILVER], 'developer-subscriptions', { on, written: lost })).toMatchObject(expected);
    }
  });

  it('start over with a new term', () => {
    const next = paidTerm('GOLD', '2018-07-01');
    const benefitOn = (on: string) => benefitOf([GOLD, next], 'developer-subscriptions', { on, written });
    expect(benefitOn('2018-06-30')).toMatchObject({ membership: GOLD.id, quantity: 10 });
    expect(benefitOn('2018-07-01')).toMatchObject({ membership: next.id, quantity: 5, from: '2018-07-01' });
  });

  it('begin on the first day with any quantity, and each source keeps the day of its current quantity', () => {
    expect(developer(GOLD, '2017-10-01')).toMatchObject({
      quantity: 10,
      from: '2017-07-01',
      sources: [{ begins: '2017-07-01', from: '2017-09-01' }],
    });
    const later = { people, overrides: [grant('cloud-platform', 'GOLD', '2017-09-01')] };
    expect(benefitOf([GOLD], 'cloud-credit', { on: '2017-09-01', written: later })).toMatchObject({
      quantity: 6000,
      from: '2017-09-01',
    });
  });

  it('are added to the benefits of the membership and of other competencies, in order', () => {
    const versions = [
      seats(
        1,
        null,
        { level: 'SILVER', competency: 'devops', quantity: 4 },
        { level: 'SILVER', competency: KEY, quantity: 2 },
        { level: 'SILVER', quantity: 1 },
        { level: 'GOLD', competency: KEY, quantity: 3 },
      ),
    ];
    const both = { people, overrides: [grant('devops', 'SILVER', '2017-08-01')] };
    expect(quantities([GOLD], { versions, written: both })).toEqual({ seats: 3 });
    const entitlement = benefitOf([GOLD], 'seats', { on: '2017-08-01', versions, written: both });
    expect(entitlement).toMatchObject({ quantity: 7, from: '2017-07-01' });
    expect(
      entitlement?.sources.map(({ benefit: { scope, quantity } }) => [scope.competency, quantity]),
    ).toEqual([
      [null, 1],
      [KEY, 2],
      ['devops', 4],
    ]);
  });
});

describe('within a term', () => {
  it('a higher level does not reduce the quantity of a lower level', () => {
    const versions = [
      seats(
        1,
        null,
        { level: 'SILVER', competency: KEY, quantity: 5 },
        { level: 'GOLD', competency: KEY, quantity: 2 },
      ),
    ];
    const written = { people, overrides: [grant(KEY, 'GOLD', '2017-09-01')] };
    for (const on of ['2017-08-31', '2017-09-01', '2018-06-30']) {
      expect(quantities([GOLD], { on, versions, written })).toEqual({ seats: 5 });
    }
    const next = paidTerm('GOLD', '2018-07-01');
    expect(quantities([GOLD, next], { on: '2018-07-01', versions, written })).toEqual({ seats: 2 });
  });

  it('a later version reduces nothing, and can increase a quantity from its first day on', () => {
    const versions = [
      seats(1, null, { level: 'SILVER', quantity: 5 }),
      seats(2, '2017-09-01', { level: 'SILVER', quantity: 8 }),
      seats(3, '2017-11-01', { level: 'SILVER', quantity: 3 }),
      seats(4, '2018-02-01'),
    ];
    const seatsOn = (on: string) => benefitOf([SILVER], 'seats', { on, versions });
    expect(seatsOn('2017-08-31')).toMatchObject({ quantity: 5, sources: [{ version: 1 }] });
    for (const on of ['2017-09-01', '2017-11-01', '2018-06-30']) {
      expect(seatsOn(on)).toMatchObject({
        quantity: 8,
        from: '2017-07-01',
        sources: [{ version: 2, begins: '2017-07-01', from: '2017-09-01' }],
      });
    }
    const next = paidTerm('SILVER', '2018-07-01');
    expect(entitlementsOf([SILVER, next], { on: '2018-07-01', versions })).toEqual([]);
  });

  it('a version that was in force only before the term gives nothing', () => {
    const versions = [
      seats(1, null, { level: 'SILVER', quantity: 5 }),
      seats(2, '2017-07-01', { level: 'SILVER', quantity: 3 }),
    ];
    expect(quantities([SILVER], { versions })).toEqual({ seats: 3 });
  });
});

describe('a redemption', () => {
  const next = paidTerm('SILVER', '2018-07-01');
  const redemptions = [
    redemption(SILVER.id, 'advisory-hours', 3, '2017-08-01'),
    redemption(SILVER.id, 'advisory-hours', 4, '2017-10-01'),
    redemption(SILVER.id, 'action-pack', 1, '2017-10-01'),
  ];
  const hours = (on: string) => benefitOf([SILVER, next], 'advisory-hours', { on, redemptions });

  it('counts from its day on', () => {
    expect(hours('2017-07-31')).toMatchObject({ quantity: 20, used: 0, remaining: 20 });
    expect(hours('2017-08-01')).toMatchObject({ quantity: 20, used: 3, remaining: 17 });
    expect(hours('2017-10-01')).toMatchObject({ quantity: 20, used: 7, remaining: 13 });
    const pack = benefitOf([SILVER], 'action-pack', { on: '2017-10-01', redemptions });
    expect(pack).toMatchObject({ quantity: 1, used: 1, remaining: 0 });
  });

  it('counts only for its term', () => {
    expect(hours('2018-06-30')).toMatchObject({ used: 7, remaining: 13 });
    expect(hours('2018-07-01')).toMatchObject({ membership: next.id, used: 0, remaining: 20 });
  });

  it('leaves a remaining quantity of 0 if a correction has reduced the quantity below the used amount', () => {
    const used = [redemption(SILVER.id, 'advisory-hours', 21, '2017-08-01')];
    expect(benefitOf([SILVER], 'advisory-hours', { on: '2017-08-01', redemptions: used })).toMatchObject({
      quantity: 20,
      used: 21,
      remaining: 0,
    });
  });

  it('also reduces the remaining quantity on earlier days of its term', () => {
    const hoursLeft = (on: string) => {
      const left = redeemableEntitlements([catalogue2017], memberFacts([SILVER, next]), redemptions, day(on));
      return left.find(({ benefit }) => benefit === 'advisory-hours');
    };
    for (const on of ['2017-07-01', '2017-09-30', '2017-10-01', '2018-06-30']) {
      expect(hoursLeft(on)).toMatchObject({ membership: SILVER.id, quantity: 20, used: 7, remaining: 13 });
    }
    expect(hoursLeft('2018-07-01')).toMatchObject({ membership: next.id, used: 0, remaining: 20 });
    expect(hoursLeft('2019-07-01')).toBeUndefined();
  });

  it('is impossible for a refunded term, even on days before the refund', () => {
    const refunded = paidTerm('SILVER', '2017-07-01', { until: '2017-07-10', refundedOn: '2017-07-10' });
    expect(redeemableEntitlements([catalogue2017], memberFacts([refunded]), [], day('2017-07-09'))).toEqual(
      [],
    );
    expect(entitlementsOf([refunded], { on: '2017-07-09' })).not.toEqual([]);
  });
});
