import { describe, expect, it } from '@jest/globals';
import { day, entitlements, redeemable, type PaidTerm, type Redemption } from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, mustRead, type Editable } from '../../../support/catalogue';
import { memberFacts, paidTerm, redemption } from '../../../support/paid-terms';
import { holding } from '../../../support/written-facts';

const KEY = 'application-development';
const people = { ann: holding('70-480'), bob: holding('70-532') };
const grant = (competency: string, level: string, from: string, until: string | null = null) => ({
  competency,
  effect: 'GRANT',
  level,
  from,
  until,
});
const SILVER = paidTerm('SILVER', '2017-07-01');
const GOLD = paidTerm('GOLD', '2017-07-01');

interface Asked {
  readonly on?: string;
  readonly written?: Editable;
  readonly redemptions?: readonly Redemption[];
  readonly versions?: readonly (typeof catalogue2017)[];
}

const ask = (
  terms: readonly PaidTerm[],
  { on = '2017-07-01', written = {}, redemptions = [], versions = [catalogue2017] }: Asked = {},
) => entitlements(versions, memberFacts(terms, written), redemptions, day(on));

/** How much of each. */
const quantities = (terms: readonly PaidTerm[], asked?: Asked) =>
  Object.fromEntries(ask(terms, asked).map(({ benefit, quantity }) => [benefit, quantity]));
const benefitOf = (terms: readonly PaidTerm[], benefit: string, asked: Asked) =>
  ask(terms, asked).find((one) => one.benefit === benefit);

interface Given {
  readonly level: string;
  readonly competency?: string;
  readonly quantity: number;
}

/** A version with only these seats. */
function seats(number: number, appliesFrom: string | null, ...given: readonly Given[]) {
  const document = catalogueDocument2017();
  document['appliesFrom'] = appliesFrom;
  document['benefits'] = given.map(({ quantity, ...scope }) => ({
    key: 'seats',
    name: 'Seats',
    scope,
    quantity,
  }));
  return mustRead(document, number);
}

describe('the benefits of a term', () => {
  it('are of the higher level where the lower one gives as much, since the day on which the lower one did', () => {
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
      since: '2017-07-01',
    });
    expect(sourceOn('2017-09-01')).toMatchObject({
      benefit: { scope: { level: 'GOLD' } },
      since: '2017-07-01',
    });
  });

  it('are none without a running membership, also in the days of grace', () => {
    expect(ask([])).toEqual([]);
    expect(ask([SILVER], { on: '2017-06-30' })).toEqual([]);
    expect(ask([SILVER], { on: '2018-06-30' })).not.toEqual([]);
    expect(ask([SILVER], { on: '2018-07-01' })).toEqual([]);
  });

  it('are those of its level, told with how much is left and until when', () => {
    expect(quantities([SILVER])).toEqual({ 'action-pack': 1, 'advisory-hours': 20, 'support-incidents': 15 });
    expect(ask([SILVER])[0]).toEqual({
      benefit: 'action-pack',
      membership: SILVER.id,
      quantity: 1,
      used: 0,
      remaining: 1,
      since: '2017-07-01',
      until: '2018-07-01',
      sources: [
        {
          benefit: catalogue2017.benefits[0],
          version: 1,
          begins: '2017-07-01',
          since: '2017-07-01',
        },
      ],
    });
  });

  it('are at Gold also what only Silver has, and of the same key what Gold has', () => {
    expect(quantities([GOLD])).toEqual({ 'action-pack': 1, 'advisory-hours': 50, 'support-incidents': 20 });
    const [pack, hours] = ask([GOLD]);
    expect(pack?.sources[0]?.benefit.scope.level).toBe('SILVER');
    expect(hours?.sources[0]?.benefit.scope.level).toBe('GOLD');
  });

  it('are as many as the higher level says, also where those are fewer, in whatever order they are written', () => {
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

  it('follow what is displayed, at the level at which it is', () => {
    expect(developer(GOLD, '2017-08-31')).toMatchObject({ quantity: 5, since: '2017-07-01' });
    expect(developer(GOLD, '2017-09-01')).toMatchObject({ quantity: 10 });
    // A Silver membership shows it at Silver.
    expect(developer(SILVER, '2017-09-01')).toMatchObject({ quantity: 5 });
    expect(benefitOf([GOLD], 'cloud-credit', { written })).toBeUndefined();
  });

  it('stay to the end of the term when the proof is lost', () => {
    expect(developer(GOLD, '2018-06-30')).toMatchObject({ quantity: 10, until: '2018-07-01' });
    const lost = { people: { ann: holding(['70-480', '2017-08-01']), bob: holding('70-532') } };
    for (const [on, found] of [
      ['2017-08-01', { quantity: 5 }],
      ['2018-06-30', { quantity: 5 }],
    ] as const) {
      expect(benefitOf([SILVER], 'developer-subscriptions', { on, written: lost })).toMatchObject(found);
    }
  });

  it('begin anew with a new term', () => {
    const next = paidTerm('GOLD', '2018-07-01');
    const on = (asked: string) => benefitOf([GOLD, next], 'developer-subscriptions', { on: asked, written });
    expect(on('2018-06-30')).toMatchObject({ membership: GOLD.id, quantity: 10 });
    expect(on('2018-07-01')).toMatchObject({ membership: next.id, quantity: 5, since: '2018-07-01' });
  });

  it('are there since the first day with any, each source since the first day with as much', () => {
    expect(developer(GOLD, '2017-10-01')).toMatchObject({
      quantity: 10,
      since: '2017-07-01',
      sources: [{ begins: '2017-07-01', since: '2017-09-01' }],
    });
    const later = { people, overrides: [grant('cloud-platform', 'GOLD', '2017-09-01')] };
    expect(benefitOf([GOLD], 'cloud-credit', { on: '2017-09-01', written: later })).toMatchObject({
      quantity: 6000,
      since: '2017-09-01',
    });
  });

  it('add to those of the membership and of other competencies, told in their order', () => {
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
    const found = benefitOf([GOLD], 'seats', { on: '2017-08-01', versions, written: both });
    expect(found).toMatchObject({ quantity: 7, since: '2017-07-01' });
    expect(found?.sources.map(({ benefit: { scope, quantity } }) => [scope.competency, quantity])).toEqual([
      [null, 1],
      [KEY, 2],
      ['devops', 4],
    ]);
  });
});

describe('within a term', () => {
  it('no level takes away what a lower one gave', () => {
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

  it('no later version takes anything away, and what one adds is there from that day on', () => {
    const versions = [
      seats(1, null, { level: 'SILVER', quantity: 5 }),
      seats(2, '2017-09-01', { level: 'SILVER', quantity: 8 }),
      seats(3, '2017-11-01', { level: 'SILVER', quantity: 3 }),
      seats(4, '2018-02-01'),
    ];
    const on = (asked: string) => benefitOf([SILVER], 'seats', { on: asked, versions });
    expect(on('2017-08-31')).toMatchObject({ quantity: 5, sources: [{ version: 1 }] });
    for (const asked of ['2017-09-01', '2017-11-01', '2018-06-30']) {
      expect(on(asked)).toMatchObject({
        quantity: 8,
        since: '2017-07-01',
        sources: [{ version: 2, begins: '2017-07-01', since: '2017-09-01' }],
      });
    }
    const next = paidTerm('SILVER', '2018-07-01');
    expect(ask([SILVER, next], { on: '2018-07-01', versions })).toEqual([]);
  });

  it('versions that applied before it give nothing', () => {
    const versions = [
      seats(1, null, { level: 'SILVER', quantity: 5 }),
      seats(2, '2017-07-01', { level: 'SILVER', quantity: 3 }),
    ];
    expect(quantities([SILVER], { versions })).toEqual({ seats: 3 });
  });
});

describe('what is redeemed', () => {
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

  it('counts for its term: the next begins anew', () => {
    expect(hours('2018-06-30')).toMatchObject({ used: 7, remaining: 13 });
    expect(hours('2018-07-01')).toMatchObject({ membership: next.id, used: 0, remaining: 20 });
  });

  it('leaves nothing where a correction has left less than was used', () => {
    const used = [redemption(SILVER.id, 'advisory-hours', 21, '2017-08-01')];
    expect(benefitOf([SILVER], 'advisory-hours', { on: '2017-08-01', redemptions: used })).toMatchObject({
      quantity: 20,
      used: 21,
      remaining: 0,
    });
  });

  it('is gone on every day for whoever wants more: the request of the day before may be the last one', () => {
    const left = (on: string) => {
      const found = redeemable([catalogue2017], memberFacts([SILVER, next]), redemptions, day(on));
      return found.find(({ benefit }) => benefit === 'advisory-hours');
    };
    for (const on of ['2017-07-01', '2017-09-30', '2017-10-01', '2018-06-30']) {
      expect(left(on)).toMatchObject({ membership: SILVER.id, quantity: 20, used: 7, remaining: 13 });
    }
    expect(left('2018-07-01')).toMatchObject({ membership: next.id, used: 0, remaining: 20 });
    expect(left('2019-07-01')).toBeUndefined();
  });

  it('can be nothing of a refunded term, also on the days that it had', () => {
    const refunded = paidTerm('SILVER', '2017-07-01', { endsOn: '2017-07-10', refundedOn: '2017-07-10' });
    expect(redeemable([catalogue2017], memberFacts([refunded]), [], day('2017-07-09'))).toEqual([]);
    expect(ask([refunded], { on: '2017-07-09' })).not.toEqual([]);
  });
});
