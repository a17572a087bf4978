import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  explainAll,
  isAtLeast,
  missingIn,
  nearestPath,
  nextLevel,
  pathPercent,
  progressTowards,
  versionOn,
  type Catalogue,
  type Day,
  type Explanation,
  type Facts,
  type MissingPart,
  type Need,
  type PathProgress,
  type Person,
  type RequirementProgress,
} from '../../../../server/rules';
import { facts, level, someDay, versions } from '../../../support/generated';

function forEachPath(check: (progress: PathProgress) => void): void {
  fc.assert(
    fc.property(versions, facts, someDay, (versions, facts, day) => {
      for (const { paths } of explainAll(versions, facts, day)) paths.forEach(check);
    }),
    { numRuns: 400 },
  );
}

/** The definition in README.md, with floating-point numbers. */
function reached(progress: RequirementProgress): { readonly weight: number; readonly share: number } {
  if (progress.kind === 'people') return { weight: progress.need, share: progress.have / progress.need };
  if (progress.kind === 'metric') {
    const { holds, have, need } = progress;
    return { weight: 1, share: holds ? 1 : need === null || need === 0 ? 0 : have / need };
  }
  const parts = progress.of.map(reached);
  const weights = parts.map(({ weight }) => weight);
  if (progress.kind === 'all') return { weight: sum(weights), share: mean(parts) };
  return { weight: Math.max(...weights), share: Math.max(...parts.map(({ share }) => share)) };
}

function mean(parts: readonly { readonly weight: number; readonly share: number }[]): number {
  return sum(parts.map(({ weight, share }) => weight * share)) / sum(parts.map(({ weight }) => weight));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

describe('the percentage of a path', () => {
  it('is the reached share of slots and metrics, rounded down, and 100 if and only if the path holds', () => {
    forEachPath((progress) => {
      const percent = pathPercent(progress);
      expect(percent === 100).toBe(progress.holds);
      const exact = 100 * mean(progress.requirements.map(reached));
      if (exact < 99) {
        expect(percent).toBeLessThanOrEqual(exact + 1e-9);
        expect(percent).toBeGreaterThan(exact - 1 - 1e-9);
      } else {
        expect(percent).toBeGreaterThanOrEqual(99);
      }
    });
  });

  it('never falls when a person joins or sales are added', () => {
    fc.assert(
      fc.property(versions, facts, someDay, fc.nat(600), (versions, facts, day, more) => {
        const helped: Facts = {
          ...facts,
          people: [...facts.people, holderOfAll(versionOn(versions, day), day, 0)],
          metrics: facts.metrics.map((record) => ({ ...record, hundredths: record.hundredths + more })),
        };
        const before = percentages(versions, facts, day);
        const after = percentages(versions, helped, day);
        for (const [path, percent] of before) expect(after.get(path)).toBeGreaterThanOrEqual(percent);
      }),
      { numRuns: 300 },
    );
  });
});

function percentages(versions: readonly Catalogue[], facts: Facts, day: Day): ReadonlyMap<string, number> {
  const explanations = explainAll(versions, facts, day);
  return new Map(
    explanations.flatMap(({ competency, paths }) =>
      paths.map((progress) => [`${competency} ${progress.path.key}`, pathPercent(progress)] as const),
    ),
  );
}

/** A person who holds all credentials of a catalogue. */
function holderOfAll({ credentials }: Catalogue, day: Day, number: number): Person {
  return {
    id: `z-${number}`,
    affiliations: [{ from: null, until: null }],
    achievements: credentials.map(({ code }) => ({
      id: `z-${number}-${code}`,
      credential: code,
      earnedOn: day,
      expiry: { kind: 'never' },
      revokedOn: null,
    })),
  };
}

function isSatisfiable(need: Need, accepted: ReadonlySet<string>): boolean {
  if (need.kind === 'credential') return accepted.has(need.code);
  return need.kind === 'all'
    ? need.of.every((part) => isSatisfiable(part, accepted))
    : need.of.some((part) => isSatisfiable(part, accepted));
}

describe('the missing parts of a path', () => {
  it('are empty if and only if the path holds', () => {
    forEachPath((progress) => expect(missingIn(progress).length === 0).toBe(progress.holds));
  });

  it('name an ineffective path, and all amounts are positive unless a closed month is missing', () => {
    forEachPath((progress) => {
      const missing = missingIn(progress);
      expect(missing.some(({ kind }) => kind === 'effect')).toBe(!progress.effective);
      for (const part of missing) {
        if (part.kind === 'amount') expect(part.hundredths).toBeGreaterThanOrEqual(0);
        if (part.kind === 'people') expect(part.count).toBeGreaterThan(0);
      }
    });
  });

  it('suffice: with that many people who satisfy the needs, the path holds', () => {
    let tried = 0;
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const catalogue = versionOn(versions, day);
        const accepted = new Set(
          catalogue.credentials
            .filter(({ acceptedUntil }) => acceptedUntil === null || day < acceptedUntil)
            .map(({ code }) => code),
        );
        const canHelp = (part: MissingPart) => part.kind === 'people' && isSatisfiable(part.need, accepted);
        for (const { competency, paths } of explainAll(versions, facts, day)) {
          for (const progress of paths.filter(({ holds }) => !holds)) {
            const missing = missingIn(progress);
            if (!missing.every(canHelp)) continue;
            const count = sum(missing.map((part) => (part.kind === 'people' ? part.count : 0)));
            const people = Array.from({ length: count }, (_, i) => holderOfAll(catalogue, day, i));
            const helped = { ...facts, people: [...facts.people, ...people] };
            const after = explainAll(versions, helped, day)
              .find((one) => one.competency === competency)
              ?.paths.find(({ path }) => path.key === progress.path.key);
            expect(after?.holds).toBe(true);
            tried += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(tried).toBeGreaterThan(100);
  });
});

describe('the nearest path', () => {
  const isProven = ({ levelWithoutOverrides: proven }: Explanation, floor: 'SILVER' | 'GOLD') =>
    proven !== null && isAtLeast(proven, floor);
  const isRetired = ({ retiredOn }: Explanation, day: Day) => retiredOn !== null && retiredOn <= day;

  it('is an effective path to the level or above it, and no other one has a higher percentage', () => {
    fc.assert(
      fc.property(versions, facts, someDay, level, (versions, facts, day, wanted) => {
        for (const explanation of explainAll(versions, facts, day)) {
          const open = explanation.paths.filter(
            ({ path, effective }) => effective && isAtLeast(path.level, wanted),
          );
          const nearest = nearestPath(explanation, wanted, day);
          const isReachable =
            !isProven(explanation, wanted) && !isRetired(explanation, day) && open.length > 0;
          expect(nearest !== null).toBe(isReachable);
          if (nearest === null) continue;
          expect(open).toContain(nearest.progress);
          expect(nearest.percent).toBe(Math.max(...open.map(pathPercent)));
          expect(nearest.percent).toBeLessThan(100);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leads to the next level, which is the lowest that is not proven', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        for (const explanation of explainAll(versions, facts, day)) {
          const next = nextLevel(explanation, day);
          const levels = explanation.paths.filter(({ effective }) => effective).map(({ path }) => path.level);
          const reachable = (['SILVER', 'GOLD'] as const).filter(
            (one) => levels.includes(one) && !isProven(explanation, one),
          );
          expect(next).toBe(isRetired(explanation, day) ? null : (reachable[0] ?? null));
          if (next !== null) expect(nearestPath(explanation, next, day)).not.toBeNull();
        }
      }),
      { numRuns: 400 },
    );
  });

  it('of each competency is ranked by percentage, then by missing people, then by missing parts', () => {
    fc.assert(
      fc.property(versions, facts, someDay, level, (versions, facts, day, wanted) => {
        const explanations = explainAll(versions, facts, day);
        const ranked = progressTowards(explanations, wanted, day);
        const expected = explanations.flatMap((one) => nearestPath(one, wanted, day) ?? []);
        expect(new Set(ranked.map(({ competency }) => competency))).toEqual(
          new Set(expected.map(({ competency }) => competency)),
        );
        const rank = ranked.map(({ percent, missing }) => [
          100 - percent,
          sum(missing.map((part) => (part.kind === 'people' ? part.count : 0))),
          missing.length,
        ]);
        expect(rank).toEqual(rank.toSorted((a, b) => compare(a, b)));
      }),
      { numRuns: 300 },
    );
  });
});

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((number, at) => number !== b[at]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}
