import type { Catalogue } from '../vocabulary/catalogue';
import { isAffiliatedOn } from '../evaluation/validity';
import { levelTimelines, stepOn, type LevelTimelines } from '../time/level-timelines';
import type { Day } from '../vocabulary/day';
import { highestLevel } from '../evaluation/eligible-levels';
import type { Facts, Membership, Person } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { pathHolds, provenLevel } from '../evaluation/proven-level';
import { countsOn } from '../vocabulary/span';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { walkTurningDays } from '../time/walk-turning-days';
import { endOn } from './what-if';
import { runSync, type Work } from '../vocabulary/work';

export interface CriticalPerson {
  readonly person: string;
  /** Sorted by day. */
  readonly losses: readonly LevelLoss[];
  /** The loss of the highest level that may be bought. */
  readonly eligible: Omit<LevelLoss, 'competency'> | null;
  /** True if the membership's level can be renewed, but only with this person. */
  readonly losesRenewal: boolean;
}

export interface LevelLoss {
  readonly competency: string;
  readonly day: Day;
  readonly before: Level;
  readonly after: Level | null;
}

/**
 * The people whose departure on the day would lower a competency's level or the highest level that may be bought.
 * The answer includes losses until the renewal day or, without a membership, only losses on the day itself.
 */
export const criticalPeople = runSync(criticalPeopleStepwise);
export function* criticalPeopleStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly CriticalPerson[]> {
  const running = runningTerm(facts.memberships, day);
  const term = running === null ? null : lastTermOfChain(facts.memberships, running);
  const last = term?.until ?? day;
  const needed = yield* neededForProof(versions, facts, day, last);
  if (needed.size === 0) return [];
  const before = yield* levelTimelines(versions, facts, day, last);
  const people: CriticalPerson[] = [];
  for (const [person, competencies] of needed) {
    const factsWithout = {
      ...facts,
      people: facts.people.map((one) => (one === person ? leavingOn(person, day) : one)),
    };
    const changed = yield* levelTimelines(withOnly(versions, competencies), factsWithout, day, last);
    const after = { ...changed, steps: new Map([...before.steps, ...changed.steps]) };
    people.push(lossesBetween(person.id, before, after, term));
  }
  return people
    .filter(({ losses, eligible }) => losses.length > 0 || eligible !== null)
    .sort((a, b) => (a.person < b.person ? -1 : 1));
}

function leavingOn(person: Person, day: Day): Person {
  const affiliations = person.affiliations.map((span) => (countsOn(span, day) ? endOn(span, day) : span));
  return { ...person, affiliations };
}

/** Competencies do not affect each other, so the others can be left out. */
function withOnly(versions: readonly Catalogue[], keys: ReadonlySet<string>): readonly Catalogue[] {
  return versions.map((version) => ({
    ...version,
    competencies: version.competencies.filter(({ key }) => keys.has(key)),
  }));
}

/**
 * People whose absence would break the proof of a level on some day, with the affected competencies. Overrides are
 * ignored. Only the witnesses of a requirement are tried, because everyone else is replaceable.
 */
function* neededForProof(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  last: Day,
): Work<ReadonlyMap<Person, ReadonlySet<string>>> {
  const needed = new Map<Person, Set<string>>();
  yield* walkTurningDays(versions, facts, day, last, {
    visitCompetency(competency, state) {
      const proven = provenLevel(competency, state);
      const path = proven === null ? undefined : competency.paths.find((one) => pathHolds(one, state));
      if (path === undefined) return;
      for (const index of new Set(path.requirements.flatMap((requirement) => requirement.witnesses(state)))) {
        const person = facts.people[index];
        if (person === undefined || isAffiliatedOn(leavingOn(person, day), state.day)) continue;
        const { key } = competency.competency;
        const neededFor = needed.get(person);
        if (neededFor?.has(key)) continue;
        if (state.without(index, competency.needs, () => provenLevel(competency, state)) === proven) continue;
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
  const losses = [...before.steps.keys()].flatMap((competency): LevelLoss[] => {
    const loss = firstLoss([before, after], (timelines, day) => attainedOn(timelines, competency, day));
    return loss === null ? [] : [{ competency, ...loss }];
  });
  const isEligible = (timelines: LevelTimelines) => {
    const highest = term === null ? null : highestOn(timelines, term.until);
    return highest !== null && term !== null && isAtLeast(highest, term.level);
  };
  return {
    person,
    losses: losses.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    eligible: firstLoss([before, after], highestOn),
    losesRenewal: isEligible(before) && !isEligible(after),
  };
}

function firstLoss(
  [before, after]: readonly [LevelTimelines, LevelTimelines],
  levelOn: (timelines: LevelTimelines, day: Day) => Level | null,
): Omit<LevelLoss, 'competency'> | null {
  const days = new Set(
    [before, after].flatMap(({ steps }) => [...steps.values()].flat().map(({ from }) => from)),
  );
  for (const day of [...days].sort()) {
    const levelBefore = levelOn(before, day);
    const levelAfter = levelOn(after, day);
    if (levelBefore === null) continue;
    if (levelAfter === null || !isAtLeast(levelAfter, levelBefore))
      return { day, before: levelBefore, after: levelAfter };
  }
  return null;
}

function attainedOn(timelines: LevelTimelines, competency: string, day: Day): Level | null {
  return stepOn(timelines.steps.get(competency) ?? [], day)?.attained ?? null;
}

function highestOn(timelines: LevelTimelines, day: Day): Level | null {
  return highestLevel(
    [...timelines.steps.keys()].map((competency) => attainedOn(timelines, competency, day)),
  );
}
