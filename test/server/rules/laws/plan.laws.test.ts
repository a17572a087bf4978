import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canBeEarned,
  isAtLeast,
  LEVELS,
  month,
  plan,
  versionOn,
  type Achievement,
  type Catalogue,
  type Day,
  type Facts,
  type Person,
  type PlanWay,
} from '../../../../server/rules';
import { bruteForceStatus } from '../../../support/brute-force-status';
import { factsWith, shuffled, someDay, versions } from '../../../support/generated';

const facts = factsWith({ overrides: false });
const level = fc.constantFrom(...LEVELS);

describe('a plan', () => {
  it('proves the level once its credentials, hires and sales have been added', () => {
    fc.assert(
      fc.property(versions, facts, level, someDay, (versions, facts, level, day) => {
        for (const way of plan(versions, facts, level, null, day)) {
          const proven = bruteForceStatus(versions, afterWay(facts, way, day), day).proven[way.competency];
          expect({ way, reached: proven !== undefined && isAtLeast(proven, level) }).toEqual({
            way,
            reached: true,
          });
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('contains only credentials that can still be earned, each at most once per known person', () => {
    fc.assert(
      fc.property(versions, facts, level, someDay, (versions, facts, level, day) => {
        const { credentials } = versionOn(versions, day);
        for (const { steps } of plan(versions, facts, level, null, day)) {
          for (const { person, credentials: earned } of steps) {
            expect(new Set(earned).size).toBe(earned.length);
            for (const code of earned) {
              expect(credentials.filter((one) => one.code === code && canBeEarned(one, day))).toHaveLength(1);
            }
            if (person !== null) expect(facts.people.map(({ id }) => id)).toContain(person);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is minimal if provedMinimal is true: an exhaustive search finds nothing cheaper', () => {
    fc.assert(
      fc.property(
        versions,
        facts,
        level,
        fc.constantFrom('alpha', 'beta'),
        someDay,
        (versions, facts, level, key, day) => {
          const [best] = plan(versions, facts, level, key, day);
          const reachedBy = (changed: Facts) => {
            const proven = bruteForceStatus(versions, changed, day).proven[key];
            return proven !== undefined && isAtLeast(proven, level);
          };
          if (best === undefined) {
            // There is no plan only if the level is out of reach even with every credential, hires and all sales.
            expect(reachedBy(withEverything(versions, facts, day))).toBe(false);
            return;
          }
          expect(best.provedMinimal).toBe(true);
          if (best.missingSales.length > 0)
            expect(reachedBy(withEverything(versions, facts, day, false))).toBe(false);
          const sold = best.missingSales.length > 0 ? withAllSales(facts, day) : facts;
          for (const cheaper of cheaperOutcomes(best, versions, sold, day))
            expect(reachedBy(cheaper)).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is minimal for few people and up to five credentials: an exhaustive search finds nothing cheaper', () => {
    let tried = 0;
    const few = facts.map((facts) => ({ ...facts, people: facts.people.slice(0, 2) }));
    fc.assert(
      fc.property(
        versions,
        few,
        level,
        fc.constantFrom('alpha', 'beta'),
        someDay,
        (versions, facts, level, key, day) => {
          const [best] = plan(versions, facts, level, key, day);
          if (best === undefined || best.missingSales.length > 0 || best.credentials > 5) return;
          expect(best.provedMinimal).toBe(true);
          for (const cheaper of oneCredentialLess(best, versions, facts, day)) {
            tried++;
            const proven = bruteForceStatus(versions, cheaper, day).proven[key];
            expect(proven !== undefined && isAtLeast(proven, level)).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(tried).toBeGreaterThan(1000);
  });

  it('does not depend on the order of the facts', () => {
    const twins = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(versions, twins, level, someDay, (versions, [facts, mixed], level, day) => {
        expect(plan(versions, mixed, level, null, day)).toEqual(plan(versions, facts, level, null, day));
      }),
      { numRuns: 300 },
    );
  });
});

function earned(person: string, credential: string, day: Day): Achievement {
  return {
    id: `${person} ${credential} new`,
    credential,
    earnedOn: day,
    expiry: { kind: 'by-validity' },
    revokedOn: null,
  };
}

function hired(number: number, credentials: readonly string[], day: Day): Person {
  const id = `hire ${number}`;
  return {
    id,
    affiliations: [{ from: day, until: null }],
    achievements: credentials.map((code) => earned(id, code, day)),
  };
}

function afterWay(facts: Facts, way: PlanWay, day: Day): Facts {
  const hires = way.steps
    .filter(({ person }) => person === null)
    .map(({ credentials }, i) => hired(i, credentials, day));
  const people = facts.people.map((person) => ({
    ...person,
    achievements: [
      ...person.achievements,
      ...way.steps
        .filter((step) => step.person === person.id)
        .flatMap(({ credentials }) => credentials.map((code) => earned(person.id, code, day))),
    ],
  }));
  const changed = { ...facts, people: [...people, ...hires] };
  if (way.missingSales.length === 0) return changed;
  const closed = withClosedMonth(changed, day);
  const last = lastClosed(closed, day);
  const sales = way.missingSales.map(({ metric, hundredths }) => ({
    metric,
    month: month(last),
    hundredths,
  }));
  return { ...closed, metrics: [...closed.metrics, ...sales] };
}

function lastClosed(facts: Facts, day: Day): string {
  return (
    facts.closings
      .filter(({ closedOn }) => closedOn <= day)
      .map((one) => one.month as string)
      .sort()
      .at(-1) ?? ''
  );
}

function withClosedMonth(facts: Facts, day: Day): Facts {
  if (facts.closings.some(({ closedOn }) => closedOn <= day)) return facts;
  return { ...facts, closings: [...facts.closings, { month: month('2019-10'), closedOn: day }] };
}

function withAllSales(facts: Facts, day: Day): Facts {
  const closed = withClosedMonth(facts, day);
  const last = month(lastClosed(closed, day));
  const sales = ['sales', 'seats'].map((metric) => ({ metric, month: last, hundredths: 1_000_000 }));
  return { ...closed, metrics: [...closed.metrics, ...sales] };
}

function withEverything(versions: readonly Catalogue[], facts: Facts, day: Day, sales = true): Facts {
  const codes = earnable(versions, day);
  const people = facts.people.map((person) => ({
    ...person,
    achievements: [...person.achievements, ...codes.map((code) => earned(person.id, code, day))],
  }));
  const all = { ...facts, people: [...people, ...[1, 2, 3, 4].map((i) => hired(i, codes, day))] };
  return sales ? withAllSales(all, day) : all;
}

function earnable(versions: readonly Catalogue[], day: Day): readonly string[] {
  return versionOn(versions, day)
    .credentials.filter(({ lastRegistrationOn, retiresOn, acceptedUntil }) => {
      if (lastRegistrationOn !== null && day > lastRegistrationOn) return false;
      return (retiresOn === null || retiresOn > day) && (acceptedUntil === null || acceptedUntil > day);
    })
    .map(({ code }) => code);
}

/** Outcomes cheaper than `best`: fewer credentials, or the same number of credentials with fewer hires. */
function* cheaperOutcomes(
  best: PlanWay,
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Generator<Facts> {
  const affiliatedPeople = facts.people.filter(({ affiliations }) =>
    affiliations.some(({ from, until }) => (from === null || from <= day) && (until === null || day < until)),
  );
  // Larger sizes would take too long.
  const maxSize = Math.min(best.credentials, 3);
  for (let hires = 0; hires <= 2; hires++) {
    const size = hires < best.hires && best.credentials <= maxSize ? best.credentials : maxSize - 1;
    const ids = [
      ...affiliatedPeople.map(({ id }) => id),
      ...Array.from({ length: hires }, (_, i) => `hire ${i}`),
    ];
    const pairs = ids.flatMap((id) => earnable(versions, day).map((code) => ({ id, code })));
    for (const chosen of subsets(pairs, size)) {
      const earnedBy = (id: string) =>
        chosen.filter((pair) => pair.id === id).map(({ code }) => earned(id, code, day));
      const newPeople = Array.from({ length: hires }, (_, i) => ({
        ...hired(i, [], day),
        achievements: earnedBy(`hire ${i}`),
      }));
      const people = facts.people.map((person) => ({
        ...person,
        achievements: [...person.achievements, ...earnedBy(person.id)],
      }));
      yield { ...facts, people: [...people, ...newPeople] };
    }
  }
}

/**
 * All outcomes with one credential fewer than `best`, earned by affiliated people and hires, at most one hire per
 * credential. Hires are interchangeable, so each hire earns at most as many credentials as the hire before.
 */
function* oneCredentialLess(
  best: PlanWay,
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Generator<Facts> {
  const affiliatedPeople = facts.people.filter(({ affiliations }) =>
    affiliations.some(({ from, until }) => (from === null || from <= day) && (until === null || day < until)),
  );
  const codes = earnable(versions, day);
  const size = best.credentials - 1;
  const earners = [
    ...affiliatedPeople.map(({ id }) => id),
    ...Array.from({ length: size }, (_, i) => `hire ${i}`),
  ];
  for (const earnings of distributions(earners, codes, size, affiliatedPeople.length)) {
    const people = facts.people.map((person) => {
      const codes = earnings[affiliatedPeople.indexOf(person)] ?? [];
      return {
        ...person,
        achievements: [...person.achievements, ...codes.map((code) => earned(person.id, code, day))],
      };
    });
    const hires = earnings
      .slice(affiliatedPeople.length)
      .flatMap((codes, i) => (codes.length === 0 ? [] : [hired(i, codes, day)]));
    yield { ...facts, people: [...people, ...hires] };
  }
}

/** All ways to distribute `size` credentials: one list of codes per person, in the order of `ids`. */
function* distributions(
  ids: readonly string[],
  codes: readonly string[],
  size: number,
  affiliated: number,
  before: readonly (readonly string[])[] = [],
): Generator<readonly (readonly string[])[]> {
  if (before.length === ids.length || size <= 0) {
    if (size === 0) yield before;
    return;
  }
  const isHire = before.length >= affiliated;
  const maxCount = isHire && before.length > affiliated ? (before.at(-1)?.length ?? 0) : codes.length;
  for (let count = isHire ? 1 : 0; count <= Math.min(size, maxCount); count++) {
    for (const chosen of subsets(codes, count)) {
      yield* distributions(ids, codes, size - count, affiliated, [...before, chosen]);
    }
  }
}

/** Only subsets of exactly this size, because fewer credentials never prove more. */
function* subsets<T>(list: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size <= 0) {
    if (size === 0) yield [];
    return;
  }
  for (let i = from; i < list.length; i++) {
    for (const rest of subsets(list, size - 1, i + 1)) yield [list[i] as T, ...rest];
  }
}
