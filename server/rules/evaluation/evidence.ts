import type { Need } from '../vocabulary/catalogue';
import { isValidOn } from './validity';
import type { Achievement, Person } from '../vocabulary/facts';
import type { EvaluationState } from './evaluation-state';

/**
 * The ids of the achievements with which a person satisfies a need. Null: the person does not satisfy the need. The
 * first alternative in the catalogue wins, then the achievement that was earned first.
 */
export function evidenceFor(need: Need, person: Person, state: EvaluationState): readonly string[] | null {
  switch (need.kind) {
    case 'credential': {
      const first = firstValid(need.code, person, state);
      return first === null ? null : [first.id];
    }
    case 'any': {
      for (const part of need.of) {
        const evidence = evidenceFor(part, person, state);
        if (evidence !== null) return evidence;
      }
      return null;
    }
    case 'all': {
      const evidence = need.of.map((part) => evidenceFor(part, person, state));
      return evidence.includes(null) ? null : [...new Set(evidence.flatMap((ids) => ids ?? []))];
    }
  }
}

function firstValid(code: string, person: Person, state: EvaluationState): Achievement | null {
  const credential = state.catalogueIndex.credentials.get(code)?.credential;
  if (credential === undefined) return null;
  const valid = person.achievements.filter(
    (achievement) => achievement.credential === code && isValidOn(achievement, credential, state.day),
  );
  return valid.sort(compareByEarnedOn)[0] ?? null;
}

export function compareByEarnedOn(a: Achievement, b: Achievement): number {
  if (a.earnedOn !== b.earnedOn) return a.earnedOn < b.earnedOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
