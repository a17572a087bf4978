import { endingsOf, isAffiliatedOn } from '../evaluation/validity';
import type { Day } from '../vocabulary/day';
import { byEarning } from '../evaluation/evidence';
import type { Achievement, Person } from '../vocabulary/facts';
import { codesIn } from '../evaluation/needs';
import { peopleIn, type PathProgress, type PeopleProgress } from '../evaluation/progress';
import { isEmpty } from '../vocabulary/span';
import type { EvaluationState } from '../evaluation/evaluation-state';
import { mapStepwise, type Work } from '../vocabulary/work';

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

/** An achievement with the reasons why it counts for no path. */
export class Considered {
  #told: readonly UncountedAchievement[] = NOTHING;
  #onNoPath: readonly UncountedReason[] | null = null;

  constructor(
    readonly person: Person,
    readonly achievement: Achievement,
    readonly reasons: readonly UncountedReason[],
  ) {}

  /** Competencies share one object per achievement and reasons, which saves three quarters of the memory. */
  uncounted(reasons: readonly UncountedReason[]): UncountedAchievement {
    const told = this.#told.find((one) => one.reasons === reasons);
    if (told !== undefined) return told;
    const { id, credential } = this.achievement;
    const made = { person: this.person.id, achievement: id, credential, reasons };
    this.#told = [...this.#told, made];
    return made;
  }

  get reasonsOnNoPath(): readonly UncountedReason[] {
    return (this.#onNoPath ??= this.reasons.length === 0 ? ON_NO_PATH : [...ON_NO_PATH, ...this.reasons]);
  }
}

const NOTHING: readonly UncountedAchievement[] = [];

const PEOPLE_BETWEEN_PAUSES = 100;
const ACHIEVEMENTS_BETWEEN_PAUSES = 500;

/** Every achievement, person by person: the same for all competencies, so it is done once for them. */
export function* considerAll({ facts, questions, day }: EvaluationState): Work<readonly Considered[]> {
  const credentials = new Map(questions.catalogue.credentials.map((one) => [one.code, one]));
  const consider = (person: Person): readonly Considered[] => {
    const absent: readonly UncountedReason[] = isAffiliatedOn(person, day)
      ? NONE
      : [{ kind: 'elsewhere', day: lastDeparture(person, day) }];
    return person.achievements.toSorted(byEarning).map((achievement) => {
      // What the version in force does not have can still be revoked, or have had its end.
      const credential = credentials.get(achievement.credential) ?? UNLISTED;
      const ended = endingsOf(achievement, credential).filter((ending) => ending.day <= day);
      const early: readonly UncountedReason[] =
        achievement.earnedOn > day ? [{ kind: 'not-yet-earned', day: achievement.earnedOn }] : NONE;
      const isPlain = absent.length + early.length + ended.length === 0;
      return new Considered(person, achievement, isPlain ? NONE : [...absent, ...early, ...ended]);
    });
  };
  return (yield* mapStepwise(facts.people, consider, PEOPLE_BETWEEN_PAUSES)).flat();
}

/** Every achievement that fills no slot of these paths, and why. */
export function* uncounted(
  paths: readonly PathProgress[],
  considered: readonly Considered[],
): Work<readonly UncountedAchievement[]> {
  const asking = paths
    .filter(({ effective }) => effective)
    .flatMap((path) => path.requirements.flatMap(peopleIn))
    .map(whatItAsks);
  const used = new Set(asking.flatMap((requirement) => [...requirement.used]));
  const found: UncountedAchievement[] = [];
  for (let start = 0; start < considered.length; start += ACHIEVEMENTS_BETWEEN_PAUSES) {
    addUncounted(found, considered.slice(start, start + ACHIEVEMENTS_BETWEEN_PAUSES), used, asking);
    yield;
  }
  return found;
}

function addUncounted(
  found: UncountedAchievement[],
  considered: readonly Considered[],
  used: ReadonlySet<string>,
  asking: readonly Asking[],
): void {
  for (const one of considered) {
    if (!used.has(one.achievement.id)) found.push(one.uncounted(reasonsFor(one, asking)));
  }
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

function reasonsFor(considered: Considered, asking: readonly Asking[]): readonly UncountedReason[] {
  const { person, achievement, reasons } = considered;
  const askedBy = asking.filter(({ codes }) => codes.has(achievement.credential));
  if (askedBy.length === 0) return considered.reasonsOnNoPath;
  if (reasons.length > 0) return reasons;
  if (askedBy.some(({ seated }) => seated.has(person.id))) return PERSON_ALREADY_USED;
  return askedBy.some(({ spare }) => spare.has(person.id)) ? PERSON_SPARE : NEED_INCOMPLETE;
}

// Most have one of these alone, so they are made once.
const NONE: readonly UncountedReason[] = [];
const ON_NO_PATH: readonly UncountedReason[] = [{ kind: 'on-no-path' }];
const PERSON_ALREADY_USED: readonly UncountedReason[] = [{ kind: 'person-already-used' }];
const PERSON_SPARE: readonly UncountedReason[] = [{ kind: 'person-spare' }];
const NEED_INCOMPLETE: readonly UncountedReason[] = [{ kind: 'need-incomplete' }];

const UNLISTED = { validityMonths: null, acceptedUntil: null };

function lastDeparture(person: Person, day: Day): Day | null {
  const departures = person.affiliations.flatMap((span) =>
    span.until !== null && span.until <= day && !isEmpty(span) ? [span.until] : [],
  );
  return departures.sort().at(-1) ?? null;
}
