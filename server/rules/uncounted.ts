import type { Credential } from './catalogue';
import { endingsOf, isHere } from './counting';
import type { Day } from './day';
import { byEarning } from './evidence';
import type { Achievement, Person } from './facts';
import { codesIn } from './needs';
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
  const asking = paths
    .filter(({ effective }) => effective)
    .flatMap((path) => path.requirements.flatMap(peopleIn))
    .map(whatItAsks);
  const credentials = new Map(standing.questions.catalogue.credentials.map((one) => [one.code, one]));
  const used = new Set(asking.flatMap((requirement) => [...requirement.used]));
  return standing.facts.people.flatMap((person) =>
    person.achievements
      .filter(({ id }) => !used.has(id))
      .sort(byEarning)
      .map((achievement) => ({
        person: person.id,
        achievement: achievement.id,
        credential: achievement.credential,
        reasons: reasonsFor(achievement, person, asking, credentials, standing.day),
      })),
  );
}

/** Of one `people` requirement. */
interface Asking {
  readonly codes: ReadonlySet<string>;
  readonly seated: ReadonlySet<string | null>;
  readonly spare: ReadonlySet<string>;
  readonly used: ReadonlySet<string>;
}

function whatItAsks({ slots, spare }: PeopleProgress): Asking {
  // Slots of a kind share the need, and it is large where there are many of them.
  const needs = new Set(slots.map(({ need }) => need));
  return {
    codes: new Set([...needs].flatMap(codesIn)),
    seated: new Set(slots.map(({ person }) => person)),
    spare: new Set(spare),
    used: new Set(slots.flatMap(({ achievements }) => achievements)),
  };
}

function reasonsFor(
  achievement: Achievement,
  person: Person,
  asking: readonly Asking[],
  credentials: ReadonlyMap<string, Credential>,
  day: Day,
): readonly UncountedReason[] {
  const askedBy = asking.filter(({ codes }) => codes.has(achievement.credential));
  const reasons: UncountedReason[] = askedBy.length === 0 ? [{ kind: 'on-no-path' }] : [];
  if (!isHere(person, day)) reasons.push({ kind: 'elsewhere', day: lastDeparture(person, day) });
  if (achievement.earnedOn > day) reasons.push({ kind: 'not-yet-earned', day: achievement.earnedOn });
  // What the version in force does not have can still be revoked, or have had its end.
  const credential = credentials.get(achievement.credential) ?? UNLISTED;
  for (const ending of endingsOf(achievement, credential)) if (ending.day <= day) reasons.push(ending);
  if (reasons.length > 0) return reasons;
  if (askedBy.some(({ seated }) => seated.has(person.id))) return [{ kind: 'person-already-used' }];
  return [{ kind: askedBy.some(({ spare }) => spare.has(person.id)) ? 'person-spare' : 'need-incomplete' }];
}

const UNLISTED = { validityMonths: null, acceptedUntil: null };

function lastDeparture(person: Person, day: Day): Day | null {
  const departures = person.affiliations.flatMap((span) =>
    span.until !== null && span.until <= day && !isEmpty(span) ? [span.until] : [],
  );
  return departures.sort().at(-1) ?? null;
}
