import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  benefitDifference,
  entitlements,
  runningTerm,
  versionOn,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
  type Redemption,
} from '../../../../server/rules';
import { everyDay, bruteForceStatus } from '../../../support/brute-force-status';
import {
  FIRST_GENERATED_DAY,
  GENERATED_DAYS,
  facts,
  level,
  shuffled,
  someDay,
} from '../../../support/generated';
import { histories, versionsWithOffers } from '../../../support/generated-histories';

const RANK: Record<Level, number> = { SILVER: 1, GOLD: 2 };

/** By benefit key. `from` is the first day of the term on which the benefit had any quantity. */
type Quantities = Record<string, { readonly quantity: number; readonly from: Day }>;

/** The benefits of a catalogue by source, each at the highest level that is reached. */
function benefitsBySource(
  catalogue: Catalogue,
  membership: Level,
  displayed: Readonly<Record<string, Level>>,
) {
  const best = new Map<string, { key: string; level: Level; quantity: number }>();
  for (const { key, scope, quantity } of catalogue.benefits) {
    const reached = scope.competency === null ? membership : displayed[scope.competency];
    if (reached === undefined || RANK[scope.level] > RANK[reached]) continue;
    const source = JSON.stringify([key, scope.competency]);
    const other = best.get(source);
    if (other === undefined || RANK[other.level] < RANK[scope.level]) {
      best.set(source, { key, level: scope.level, quantity });
    }
  }
  return best;
}

/** A slow reference that evaluates every day of the term. */
function largestQuantities(versions: readonly Catalogue[], facts: Facts, day: Day): Quantities {
  const term = facts.memberships.find(({ from, until }) => from <= day && day < until);
  if (term === undefined) return {};
  const displayed: Record<string, Level> = {};
  const largest = new Map<string, { key: string; quantity: number; from: Day }>();
  for (const past of everyDay(term.from, day)) {
    for (const [key, attained] of Object.entries(bruteForceStatus(versions, facts, past).attained)) {
      const shown = RANK[attained] > RANK[term.level] ? term.level : attained;
      if (displayed[key] === undefined || RANK[shown] > RANK[displayed[key]]) displayed[key] = shown;
    }
    for (const [source, { key, quantity }] of benefitsBySource(
      versionOn(versions, past),
      term.level,
      displayed,
    )) {
      const before = largest.get(source);
      const from = before?.from ?? past;
      largest.set(source, { key, quantity: Math.max(before?.quantity ?? 0, quantity), from });
    }
  }
  const quantities: Quantities = {};
  for (const { key, quantity, from } of largest.values()) {
    const other = quantities[key];
    quantities[key] = {
      quantity: quantity + (other?.quantity ?? 0),
      from: other !== undefined && other.from < from ? other.from : from,
    };
  }
  return quantities;
}

const someRedemptions: fc.Arbitrary<readonly Redemption[]> = fc.array(
  fc.record({
    membership: fc.constantFrom('term-0', 'term-1', 'term-2'),
    benefit: fc.constantFrom('seats', 'hours', 'unknown'),
    quantity: fc.integer({ min: 1, max: 5 }),
    redeemedOn: someDay,
  }),
  { maxLength: 5 },
);

describe('the benefits of a term', () => {
  it('equal those of an exhaustive evaluation of each day of the term', () => {
    fc.assert(
      fc.property(versionsWithOffers, facts, someDay, (versions, facts, day) => {
        const result = entitlements(versions, facts, [], day);
        expect(
          Object.fromEntries(result.map(({ benefit, quantity, from }) => [benefit, { quantity, from }])),
        ).toEqual(largestQuantities(versions, facts, day));
      }),
      { numRuns: 500 },
    );
  });

  it('are the sums of their sources, and each source has had its quantity since a day in the term', () => {
    fc.assert(
      fc.property(versionsWithOffers, facts, someDay, (versions, facts, day) => {
        const term = runningTerm(facts.memberships, day);
        for (const { benefit, membership, quantity, until, sources } of entitlements(
          versions,
          facts,
          [],
          day,
        )) {
          expect([membership, until]).toEqual([term?.id, term?.until]);
          expect(sources.reduce((sum, source) => sum + source.benefit.quantity, 0)).toBe(quantity);
          for (const source of sources) {
            const { begins, from, version } = source;
            expect((term?.from ?? day) <= begins && begins <= from && from <= day).toBe(true);
            const sourceOn = (on: Day) =>
              entitlements(versions, facts, [], on)
                .find((one) => one.benefit === benefit)
                ?.sources.find((one) => one.benefit.scope.competency === source.benefit.scope.competency);
            // A source names the version that first gave the quantity, or a later version that gives the same
            // quantity at a higher level.
            const first = sourceOn(from);
            expect(first?.version).toBe(versionOn(versions, from).version);
            expect(first?.benefit.quantity).toBe(source.benefit.quantity);
            const higher =
              first !== undefined && RANK[first.benefit.scope.level] < RANK[source.benefit.scope.level];
            if (!higher) expect(source.benefit).toBe(first?.benefit);
            const applied = [...everyDay(from, day)].map((on) => versionOn(versions, on));
            const versionOfSource = applied.find((one) => one.version === version);
            expect(versionOfSource?.benefits).toContain(source.benefit);
            if (from === term?.from) continue;
            expect(sourceOn(addDays(from, -1))?.benefit.quantity ?? 0).toBeLessThan(source.benefit.quantity);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never decrease within the term', () => {
    fc.assert(
      fc.property(versionsWithOffers, facts, (versions, facts) => {
        let before = new Map<string, number>();
        let running: string | null = null;
        for (const day of everyDay(FIRST_GENERATED_DAY, addDays(FIRST_GENERATED_DAY, GENERATED_DAYS))) {
          const term = runningTerm(facts.memberships, day)?.id ?? null;
          const result = entitlements(versions, facts, [], day);
          const now = new Map(result.map(({ benefit, quantity }) => [benefit, quantity]));
          if (term === running) {
            for (const [key, quantity] of before) expect(now.get(key) ?? 0).toBeGreaterThanOrEqual(quantity);
          }
          [before, running] = [now, term];
        }
      }),
      { numRuns: 50 },
    );
  });

  it('have a used quantity that is the sum of the redemptions in their term up to the given day', () => {
    fc.assert(
      fc.property(
        versionsWithOffers,
        facts,
        someRedemptions,
        someDay,
        (versions, facts, redemptions, day) => {
          const without = entitlements(versions, facts, [], day);
          const result = entitlements(versions, facts, redemptions, day);
          expect(result.map(({ quantity, sources }) => [quantity, sources])).toEqual(
            without.map(({ quantity, sources }) => [quantity, sources]),
          );
          for (const { benefit, membership, quantity, used, remaining } of result) {
            const counted = redemptions.filter(
              (one) => one.benefit === benefit && one.membership === membership && one.redeemedOn <= day,
            );
            expect(used).toBe(counted.reduce((sum, one) => sum + one.quantity, 0));
            expect(remaining).toBe(used > quantity ? 0 : quantity - used);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are never overused on a later day if each redemption respects the remaining quantity', () => {
    fc.assert(
      fc.property(histories, ({ versions, moments, facts, redemptions }) => {
        for (const moment of moments) {
          if (moment.did !== 'redeem') continue;
          const term = facts.memberships.find(({ id }) => id === moment.of.membership);
          for (const day of everyDay(moment.day, addDays(term?.until ?? moment.day, -1))) {
            const left = entitlements(versions, facts, redemptions, day);
            const { quantity, used, remaining } =
              left.find(({ benefit }) => benefit === moment.of.benefit) ?? moment.of;
            expect(used).toBeLessThanOrEqual(quantity);
            expect(remaining).toBe(quantity - used);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on the order of facts, and are repeatable', () => {
    const mixed = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(
        versionsWithOffers,
        mixed,
        someRedemptions,
        someDay,
        (versions, [facts, mixed], redemptions, day) => {
          const expected = entitlements(versions, facts, redemptions, day);
          expect(entitlements(versions, facts, redemptions, day)).toEqual(expected);
          const reversed = versions
            .toReversed()
            .map((version) => ({ ...version, benefits: version.benefits.toReversed() }));
          expect(entitlements(reversed, mixed, redemptions.toReversed(), day)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('benefitDifference', () => {
  const levelOrNone = fc.option(level, { freq: 3 });
  const allAt = (catalogue: Catalogue, level: Level | null) =>
    level === null
      ? new Map<string, { quantity: number }>()
      : benefitsBySource(catalogue, level, { alpha: level, beta: level, gamma: level });

  it('returns exactly the differences between two levels, and their inverse in the other direction', () => {
    fc.assert(
      fc.property(versionsWithOffers, levelOrNone, levelOrNone, ([catalogue], from, to) => {
        if (catalogue === undefined) return;
        const [oldBenefits, newBenefits] = [allAt(catalogue, from), allAt(catalogue, to)];
        const expected: Record<string, readonly number[]> = {};
        for (const source of new Set([...oldBenefits.keys(), ...newBenefits.keys()])) {
          const before = oldBenefits.get(source)?.quantity ?? 0;
          const after = newBenefits.get(source)?.quantity ?? 0;
          if (before !== after) expected[source] = [before, after];
        }
        const differenceOf = (from: Level | null, to: Level | null) =>
          benefitDifference(catalogue, from, to).map(({ benefit: { key, scope }, before, after }) => ({
            source: JSON.stringify([key, scope.competency]),
            quantities: [before, after],
          }));
        const difference = differenceOf(from, to);
        expect(Object.fromEntries(difference.map(({ source, quantities }) => [source, quantities]))).toEqual(
          expected,
        );
        expect(differenceOf(to, from)).toEqual(
          difference.map(({ source, quantities }) => ({ source, quantities: quantities.toReversed() })),
        );
      }),
      { numRuns: 500 },
    );
  });
});
