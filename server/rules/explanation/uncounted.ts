import { endingsOf, isAffiliatedOn } from '../evaluation/validity';
import type { Day } from '../vocabulary/day';
import { compareByEarnedOn } from '../evaluation/evidence';
import type { Achievement, Person } from '../vocabulary/facts';
import { credentialCodesIn } from '../evaluation/needs';
import { peopleRequirementsIn, type PathProgress, type PeopleProgress } from '../evaluation/progress';
import { isEmpty } from '../vocabulary/span';
import type { EvaluationState } from '../evaluation/evaluation-state';
import { mapStepwise, type Work } from '../vocabulary/work';

export interface UncountedAchievement {
  readonly person: string;
  readonly achievement: string;
  readonly credential: string;
  readonly reasons: readonly UncountedReason[];
}

export type UncountedReason =
  | { readonly kind: 'not-yet-earned' | 'expired' | 'revoked' | 'no-longer-accepted'; readonly day: Day }
  /** The day of the last departure. Null: the person has not joined yet. */
  | { readonly kind: 'elsewhere'; readonly day: Day | null }
  | { readonly kind: 'on-no-path' }
  /** The achievement counts, but the person fills a slot with other achievements. */
  | { readonly kind: 'person-already-used' }
  | { readonly kind: 'person-spare' }
  /** The achievement counts, but the person lacks other credentials of the need. */
  | { readonly kind: 'need-incomplete' };

export class ConsideredAchievement {
  #cache: readonly UncountedAchievement[] = NONE_CACHED;
  #onNoPath: readonly UncountedReason[] | null = null;

  constructor(
    readonly person: Person,
    readonly achievement: Achievement,
    readonly reasons: readonly UncountedReason[],
  ) {}

  /** Competencies share one object for the same achievement and reasons, which saves three quarters of the memory. */
  uncounted(reasons: readonly UncountedReason[]): UncountedAchievement {
    const cached = this.#cache.find((one) => one.reasons === reasons);
    if (cached !== undefined) return cached;
    const { id, credential } = this.achievement;
    const result = { person: this.person.id, achievement: id, credential, reasons };
    this.#cache = [...this.#cache, result];
    return result;
  }

  get reasonsOnNoPath(): readonly UncountedReason[] {
    return (this.#onNoPath ??= this.reasons.length === 0 ? ON_NO_PATH : [...ON_NO_PATH, ...this.reasons]);
  }
}

const NONE_CACHED: readonly UncountedAchievement[] = [];

const PEOPLE_BETWEEN_PAUSES = 100;
const ACHIEVEMENTS_BETWEEN_PAUSES = 500;

/** All achievements, person by person. The result is the same for all competencies, so callers reuse it. */
export function* considerAchievements(state: EvaluationState): Work<readonly ConsideredAchievement[]> {
  const { facts, day } = state;
  const { catalogue } = state.catalogueIndex;
  const credentials = new Map(catalogue.credentials.map((one) => [one.code, one]));
  const consider = (person: Person): readonly ConsideredAchievement[] => {
    const absent: readonly UncountedReason[] = isAffiliatedOn(person, day)
      ? NONE
      : [{ kind: 'elsewhere', day: lastDeparture(person, day) }];
    return person.achievements.toSorted(compareByEarnedOn).map((achievement) => {
      // An achievement can be revoked or expired even if the version in force lacks its credential.
      const credential = credentials.get(achievement.credential) ?? UNLISTED;
      const ended = endingsOf(achievement, credential).filter((ending) => ending.day <= day);
      const early: readonly UncountedReason[] =
        achievement.earnedOn > day ? [{ kind: 'not-yet-earned', day: achievement.earnedOn }] : NONE;
      const isPlain = absent.length + early.length + ended.length === 0;
      return new ConsideredAchievement(person, achievement, isPlain ? NONE : [...absent, ...early, ...ended]);
    });
  };
  return (yield* mapStepwise(facts.people, consider, PEOPLE_BETWEEN_PAUSES)).flat();
}

export function* uncountedAchievements(
  paths: readonly PathProgress[],
  considered: readonly ConsideredAchievement[],
): Work<readonly UncountedAchievement[]> {
  const requirements = paths
    .filter(({ effective }) => effective)
    .flatMap((path) => path.requirements.flatMap(peopleRequirementsIn))
    .map(lookupOf);
  const used = new Set(requirements.flatMap((requirement) => [...requirement.used]));
  const result: UncountedAchievement[] = [];
  for (let start = 0; start < considered.length; start += ACHIEVEMENTS_BETWEEN_PAUSES) {
    addUncounted(result, considered.slice(start, start + ACHIEVEMENTS_BETWEEN_PAUSES), used, requirements);
    yield;
  }
  return result;
}

function addUncounted(
  result: UncountedAchievement[],
  considered: readonly ConsideredAchievement[],
  used: ReadonlySet<string>,
  requirements: readonly RequirementLookup[],
): void {
  for (const one of considered) {
    if (!used.has(one.achievement.id)) result.push(one.uncounted(reasonsFor(one, requirements)));
  }
}

interface RequirementLookup {
  readonly codes: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string | null>;
  readonly spare: ReadonlySet<string>;
  readonly used: ReadonlySet<string>;
}

function lookupOf({ slots, spare }: PeopleProgress): RequirementLookup {
  // Slots of a kind share one need, and needs can be large, so each need is expanded only once.
  const needs = new Set(slots.map(({ need }) => need));
  return {
    codes: new Set([...needs].flatMap(credentialCodesIn)),
    assigned: new Set(slots.map(({ person }) => person)),
    spare: new Set(spare),
    used: new Set(slots.flatMap(({ achievements }) => achievements)),
  };
}

function reasonsFor(
  considered: ConsideredAchievement,
  requirements: readonly RequirementLookup[],
): readonly UncountedReason[] {
  const { person, achievement, reasons } = considered;
  const asking = requirements.filter(({ codes }) => codes.has(achievement.credential));
  if (asking.length === 0) return considered.reasonsOnNoPath;
  if (reasons.length > 0) return reasons;
  if (asking.some(({ assigned }) => assigned.has(person.id))) return PERSON_ALREADY_USED;
  return asking.some(({ spare }) => spare.has(person.id)) ? PERSON_SPARE : NEED_INCOMPLETE;
}

// Most achievements have exactly one of these reasons, so the arrays are shared.
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
