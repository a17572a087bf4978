import type { Need } from './catalogue';
import { endingsOf, isHere } from './counting';
import type { Day } from './day';
import { byEarning } from './evidence';
import type { Achievement, Person } from './facts';
import { peopleIn, type PathProgress, type PeopleProgress } from './progress';
import { isEmpty } from './span';
import type { Standing } from './standing';

export interface UncountedAchievement {
  readonly person: string;
  readonly achievement: string;
  readonly credential: string;
  /** At least one. */
  readonly reasons: readonly UncountedReason[];
}

export type UncountedReason =
  | { readonly kind: 'not-yet-earned' | 'expired' | 'revoked' | 'no-longer-accepted'; readonly day: Day }
  /** Since this day; null: the person has not been here yet. */
  | { readonly kind: 'elsewhere'; readonly day: Day | null }
  /** No path of the competency that is effective on the day asks for it. */
  | { readonly kind: 'on-no-path' }
  /** It counts, and a path asks for it, but its person … */
  | { readonly kind: 'person-already-used' }
  | { readonly kind: 'person-spare' }
  /** … holds it without the others that the need asks for. */
  | { readonly kind: 'need-incomplete' };

/** Every achievement that fills no slot of these paths, and why. */
export function uncounted(
  paths: readonly PathProgress[],
  standing: Standing,
): readonly UncountedAchievement[] {
  const asked = paths
    .filter(({ effective }) => effective)
    .flatMap((path) => path.requirements.flatMap(peopleIn));
  const used = new Set(asked.flatMap(({ slots }) => slots.flatMap(({ achievements }) => achievements)));
  return standing.facts.people.flatMap((person) =>
    [...person.achievements]
      .sort(byEarning)
      .filter(({ id }) => !used.has(id))
      .map((achievement) => ({
        person: person.id,
        achievement: achievement.id,
        credential: achievement.credential,
        reasons: reasonsFor(achievement, person, asked, standing),
      })),
  );
}

function reasonsFor(
  achievement: Achievement,
  person: Person,
  asked: readonly PeopleProgress[],
  standing: Standing,
): readonly UncountedReason[] {
  const askedBy = asked.filter(({ slots }) => slots.some(({ need }) => asks(need, achievement.credential)));
  const reasons: UncountedReason[] = askedBy.length === 0 ? [{ kind: 'on-no-path' }] : [];
  const { day } = standing;
  if (!isHere(person, day)) reasons.push({ kind: 'elsewhere', day: lastDeparture(person, day) });
  if (achievement.earnedOn > day) reasons.push({ kind: 'not-yet-earned', day: achievement.earnedOn });
  const credential = standing.questions.catalogue.credentials.find(
    ({ code }) => code === achievement.credential,
  );
  if (credential !== undefined) {
    for (const ending of endingsOf(achievement, credential)) if (ending.day <= day) reasons.push(ending);
  }
  if (reasons.length > 0) return reasons;
  if (askedBy.some(({ slots }) => slots.some((slot) => slot.person === person.id))) {
    return [{ kind: 'person-already-used' }];
  }
  return [
    { kind: askedBy.some(({ spare }) => spare.includes(person.id)) ? 'person-spare' : 'need-incomplete' },
  ];
}

function asks(need: Need, code: string): boolean {
  return need.kind === 'credential' ? need.code === code : need.of.some((part) => asks(part, code));
}

function lastDeparture(person: Person, day: Day): Day | null {
  const departures = person.affiliations.flatMap((span) =>
    span.until !== null && span.until <= day && !isEmpty(span) ? [span.until] : [],
  );
  return departures.sort().at(-1) ?? null;
}
