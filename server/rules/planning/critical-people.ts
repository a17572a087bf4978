import type { Catalogue } from '../vocabulary/catalogue';
import { isAffiliatedOn } from '../evaluation/validity';
import { levelTimelines, stepOn, type LevelTimelines } from '../time/level-timeline';
import type { Day } from '../vocabulary/day';
import { highestOf } from '../evaluation/eligible-levels';
import type { Facts, Membership, Person } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { pathHolds, provenLevel } from '../evaluation/proven-level';
import { countsOn } from '../vocabulary/span';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { walkTurningDays } from '../time/walk-turning-days';
import { endOn } from './what-if';
import { runSync, type Work } from '../vocabulary/work';

/** Somebody without whom, from today on, something would be lost; losses are in the order of days. */
export interface CriticalPerson {
  readonly person: string;
  readonly losses: readonly Loss[];
  /** The highest level that may be bought. */
  readonly eligible: Omit<Loss, 'competency'> | null;
  /** The level of the membership could be renewed, and could not be without this person. */
  readonly losesRenewal: boolean;
}

export interface Loss {
  readonly competency: string;
  /** The first day on which the level is lower. */
  readonly day: Day;
  readonly before: Level;
  readonly after: Level | null;
}

/**
 * Whose leaving on this day would, on some day up to the renewal day (or on this day, without a membership), lower
 * the level of a competency or the levels that may be bought.
 */
export const criticalPeople = runSync(criticalPeopleStepwise);
export function* criticalPeopleStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly CriticalPerson[]> {
  const running = runningTerm(facts.memberships, day);
  const term = running === null ? null : lastTermOfChain(facts.memberships, running);
  const last = term?.endsOn ?? day;
  const needed = yield* neededForProof(versions, facts, day, last);
  if (needed.size === 0) return [];
  const course = yield* levelTimelines(versions, facts, day, last);
  const tried: CriticalPerson[] = [];
  for (const [person, competencies] of needed) {
    const left = {
      ...facts,
      people: facts.people.map((one) => (one === person ? leftOn(person, day) : one)),
    };
    const changed = yield* levelTimelines(withOnly(versions, competencies), left, day, last);
    const after = { ...changed, steps: new Map([...course.steps, ...changed.steps]) };
    tried.push(lossesBetween(person.id, course, after, term));
  }
  return tried
    .filter(({ losses, eligible }) => losses.length > 0 || eligible !== null)
    .sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The affiliation that runs on the day ends on it; one that begins later stays. */
function leftOn(person: Person, day: Day): Person {
  const affiliations = person.affiliations.map((span) => (countsOn(span, day) ? endOn(span, day) : span));
  return { ...person, affiliations };
}

/** The catalogue versions reduced to some competencies. Evaluating one never depends on the others. */
function withOnly(versions: readonly Catalogue[], keys: ReadonlySet<string>): readonly Catalogue[] {
  return versions.map((version) => ({
    ...version,
    competencies: version.competencies.filter(({ key }) => keys.has(key)),
  }));
}

/**
 * The people without whom a proof would fail on some day, with the competencies concerned; overrides are ignored. Only
 * people who fill a slot in the chosen assignment can be critical, so only they are tried.
 */
function* neededForProof(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  last: Day,
): Work<ReadonlyMap<Person, ReadonlySet<string>>> {
  const needed = new Map<Person, Set<string>>();
  yield* walkTurningDays(versions, facts, day, last, {
    look(competency, standing) {
      const proven = provenLevel(competency, standing);
      const path = proven === null ? undefined : competency.paths.find((one) => pathHolds(one, standing));
      if (path === undefined) return;
      for (const index of new Set(
        path.requirements.flatMap((requirement) => requirement.witnesses(standing)),
      )) {
        const person = facts.people[index];
        if (person === undefined || isAffiliatedOn(leftOn(person, day), standing.day)) continue;
        const { key } = competency.competency;
        const neededFor = needed.get(person);
        if (neededFor?.has(key)) continue;
        if (standing.without(index, competency.needs, () => provenLevel(competency, standing)) === proven)
          continue;
        if (neededFor === undefined) needed.set(person, new Set([key]));
        else neededFor.add(key);
      }
    },
  });
  return needed;
}

function lossesBetween(
  person: string,
  before: LevelTimelines,
  after: LevelTimelines,
  term: Membership | null,
): CriticalPerson {
  const losses = [...before.steps.keys()].flatMap((competency): Loss[] => {
    const loss = firstLoss([before, after], (course, day) => attainedOn(course, competency, day));
    return loss === null ? [] : [{ competency, ...loss }];
  });
  const isEligible = (course: LevelTimelines) => {
    const highest = term === null ? null : highestOn(course, term.endsOn);
    return highest !== null && term !== null && isAtLeast(highest, term.level);
  };
  return {
    person,
    losses: losses.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    eligible: firstLoss([before, after], highestOn),
    losesRenewal: isEligible(before) && !isEligible(after),
  };
}

/** The first day on which the second course has a lower level. It can only be a day on which one of them turns. */
function firstLoss(
  [before, after]: readonly [LevelTimelines, LevelTimelines],
  levelOn: (course: LevelTimelines, day: Day) => Level | null,
): Omit<Loss, 'competency'> | null {
  const days = new Set(
    [before, after].flatMap(({ steps }) => [...steps.values()].flat().map(({ from }) => from)),
  );
  for (const day of [...days].sort()) {
    const had = levelOn(before, day);
    const has = levelOn(after, day);
    if (had !== null && (has === null || !isAtLeast(has, had))) return { day, before: had, after: has };
  }
  return null;
}

function attainedOn(course: LevelTimelines, competency: string, day: Day): Level | null {
  return stepOn(course.steps.get(competency) ?? [], day)?.attained ?? null;
}

function highestOn(course: LevelTimelines, day: Day): Level | null {
  return highestOf([...course.steps.keys()].map((competency) => attainedOn(course, competency, day)));
}
