import type { Need } from '../vocabulary/catalogue';
import { isValidOn } from './validity';
import type { Achievement, Person } from '../vocabulary/facts';
import type { EvaluationState } from './evaluation-state';

/**
 * The achievements with which a person satisfies a need: of alternatives the first that is satisfied, in the order
 * of the catalogue; of several achievements of a credential the one earned first. Null: the need is not satisfied.
 */
export function evidenceFor(need: Need, person: Person, standing: EvaluationState): readonly string[] | null {
  switch (need.kind) {
    case 'credential': {
      const first = firstOf(need.code, person, standing);
      return first === null ? null : [first.id];
    }
    case 'any': {
      for (const part of need.of) {
        const found = evidenceFor(part, person, standing);
        if (found !== null) return found;
      }
      return null;
    }
    case 'all': {
      const found = need.of.map((part) => evidenceFor(part, person, standing));
      // One credential may serve several parts.
      return found.includes(null) ? null : [...new Set(found.flatMap((ids) => ids ?? []))];
    }
  }
}

function firstOf(code: string, person: Person, { questions, day }: EvaluationState): Achievement | null {
  const credential = questions.credentials.get(code)?.credential;
  if (credential === undefined) return null;
  const valid = person.achievements.filter(
    (achievement) => achievement.credential === code && isValidOn(achievement, credential, day),
  );
  return valid.sort(byEarning)[0] ?? null;
}

/** The first earned first; of one day the lowest id. */
export function byEarning(a: Achievement, b: Achievement): number {
  if (a.earnedOn !== b.earnedOn) return a.earnedOn < b.earnedOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
