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
import { everyDay, exhaustive } from '../../../support/exhaustive';
import { FIRST, LENGTH, facts, level, shuffled, someDay } from '../../../support/generated';
import { histories, sellingVersions } from '../../../support/generated-histories';

const RANK: Record<Level, number> = { SILVER: 1, GOLD: 2 };

/** By benefit: how much there is of it, and the first day of the term with any. */
type Given = Record<string, { readonly quantity: number; readonly since: Day }>;

/** What the catalogue of one day gives, source by source: the scope with the highest level that is reached. */
function givenOn(catalogue: Catalogue, membership: Level, displayed: Readonly<Record<string, Level>>) {
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

/** The slow way: each day of the term is asked. */
function everyDaysMost(versions: readonly Catalogue[], facts: Facts, day: Day): Given {
  const term = facts.memberships.find(({ startsOn, endsOn }) => startsOn <= day && day < endsOn);
  if (term === undefined) return {};
  const displayed: Record<string, Level> = {};
  const most = new Map<string, { key: string; quantity: number; since: Day }>();
  for (const past of everyDay(term.startsOn, day)) {
    for (const [key, attained] of Object.entries(exhaustive(versions, facts, past).attained)) {
      const shown = RANK[attained] > RANK[term.level] ? term.level : attained;
      if (displayed[key] === undefined || RANK[shown] > RANK[displayed[key]]) displayed[key] = shown;
    }
    for (const [source, { key, quantity }] of givenOn(versionOn(versions, past), term.level, displayed)) {
      const before = most.get(source);
      const since = before?.since ?? past;
      most.set(source, { key, quantity: Math.max(before?.quantity ?? 0, quantity), since });
    }
  }
  const given: Given = {};
  for (const { key, quantity, since } of most.values()) {
    const other = given[key];
    given[key] = {
      quantity: quantity + (other?.quantity ?? 0),
      since: other !== undefined && other.since < since ? other.since : since,
    };
  }
  return given;
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
  it('are what asking each of its days gives', () => {
    fc.assert(
      fc.property(sellingVersions, facts, someDay, (versions, facts, day) => {
        const found = entitlements(versions, facts, [], day);
        expect(
          Object.fromEntries(found.map(({ benefit, quantity, since }) => [benefit, { quantity, since }])),
        ).toEqual(everyDaysMost(versions, facts, day));
      }),
      { numRuns: 500 },
    );
  });

  it('come from sources that add up to them, each with as much since a day of the term', () => {
    fc.assert(
      fc.property(sellingVersions, facts, someDay, (versions, facts, day) => {
        const term = runningTerm(facts.memberships, day);
        for (const { benefit, membership, quantity, until, sources } of entitlements(
          versions,
          facts,
          [],
          day,
        )) {
          expect([membership, until]).toEqual([term?.id, term?.endsOn]);
          expect(sources.reduce((sum, source) => sum + source.benefit.quantity, 0)).toBe(quantity);
          for (const source of sources) {
            const { begins, since, version } = source;
            expect((term?.startsOn ?? day) <= begins && begins <= since && since <= day).toBe(true);
            const sourceOn = (on: Day) =>
              entitlements(versions, facts, [], on)
                .find((one) => one.benefit === benefit)
                ?.sources.find((one) => one.benefit.scope.competency === source.benefit.scope.competency);
            // The version that gave as much first; a later one only where it gives that with a higher level.
            const first = sourceOn(since);
            expect(first?.version).toBe(versionOn(versions, since).version);
            expect(first?.benefit.quantity).toBe(source.benefit.quantity);
            const higher =
              first !== undefined && RANK[first.benefit.scope.level] < RANK[source.benefit.scope.level];
            if (!higher) expect(source.benefit).toBe(first?.benefit);
            const applied = [...everyDay(since, day)].map((on) => versionOn(versions, on));
            const versionOfSource = applied.find((one) => one.version === version);
            expect(versionOfSource?.benefits).toContain(source.benefit);
            if (since === term?.startsOn) continue;
            expect(sourceOn(addDays(since, -1))?.benefit.quantity ?? 0).toBeLessThan(source.benefit.quantity);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never decrease from day to day', () => {
    fc.assert(
      fc.property(sellingVersions, facts, (versions, facts) => {
        let before = new Map<string, number>();
        let running: string | null = null;
        for (const day of everyDay(FIRST, addDays(FIRST, LENGTH))) {
          const term = runningTerm(facts.memberships, day)?.id ?? null;
          const found = entitlements(versions, facts, [], day);
          const now = new Map(found.map(({ benefit, quantity }) => [benefit, quantity]));
          if (term === running) {
            for (const [key, quantity] of before) expect(now.get(key) ?? 0).toBeGreaterThanOrEqual(quantity);
          }
          [before, running] = [now, term];
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are used by what was redeemed of them in their term so far', () => {
    fc.assert(
      fc.property(sellingVersions, facts, someRedemptions, someDay, (versions, facts, redemptions, day) => {
        const without = entitlements(versions, facts, [], day);
        const found = entitlements(versions, facts, redemptions, day);
        expect(found.map(({ quantity, sources }) => [quantity, sources])).toEqual(
          without.map(({ quantity, sources }) => [quantity, sources]),
        );
        for (const { benefit, membership, quantity, used, remaining } of found) {
          const counted = redemptions.filter(
            (one) => one.benefit === benefit && one.membership === membership && one.redeemedOn <= day,
          );
          expect(used).toBe(counted.reduce((sum, one) => sum + one.quantity, 0));
          expect(remaining).toBe(used > quantity ? 0 : quantity - used);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are never used beyond their quantity where what remains is obeyed, on any later day of the term', () => {
    fc.assert(
      fc.property(histories, ({ versions, moments, facts, redemptions }) => {
        for (const moment of moments) {
          if (moment.did !== 'redeem') continue;
          const term = facts.memberships.find(({ id }) => id === moment.of.membership);
          for (const day of everyDay(moment.day, addDays(term?.endsOn ?? moment.day, -1))) {
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

  it('do not depend on the order of facts, and asking twice says the same', () => {
    const mixed = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(
        sellingVersions,
        mixed,
        someRedemptions,
        someDay,
        (versions, [facts, mixed], redemptions, day) => {
          const asked = entitlements(versions, facts, redemptions, day);
          expect(entitlements(versions, facts, redemptions, day)).toEqual(asked);
          const turned = versions
            .toReversed()
            .map((version) => ({ ...version, benefits: version.benefits.toReversed() }));
          expect(entitlements(turned, mixed, redemptions.toReversed(), day)).toEqual(asked);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('what another level changes in the benefits', () => {
  const levelOrNone = fc.option(level, { freq: 3 });
  /** As if everything were displayed at the level. */
  const allAt = (catalogue: Catalogue, level: Level | null) =>
    level === null
      ? new Map<string, { quantity: number }>()
      : givenOn(catalogue, level, { alpha: level, beta: level, gamma: level });

  it('is what the two have not in common, and the other way round the opposite', () => {
    fc.assert(
      fc.property(sellingVersions, levelOrNone, levelOrNone, ([catalogue], from, to) => {
        if (catalogue === undefined) return;
        const [was, becomes] = [allAt(catalogue, from), allAt(catalogue, to)];
        const expected: Record<string, readonly number[]> = {};
        for (const source of new Set([...was.keys(), ...becomes.keys()])) {
          const [before, after] = [was.get(source)?.quantity ?? 0, becomes.get(source)?.quantity ?? 0];
          if (before !== after) expected[source] = [before, after];
        }
        const said = (from: Level | null, to: Level | null) =>
          benefitDifference(catalogue, from, to).map(({ benefit: { key, scope }, before, after }) => ({
            source: JSON.stringify([key, scope.competency]),
            quantities: [before, after],
          }));
        const found = said(from, to);
        expect(Object.fromEntries(found.map(({ source, quantities }) => [source, quantities]))).toEqual(
          expected,
        );
        expect(said(to, from)).toEqual(
          found.map(({ source, quantities }) => ({ source, quantities: quantities.toReversed() })),
        );
      }),
      { numRuns: 500 },
    );
  });
});
