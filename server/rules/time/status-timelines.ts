import type { Catalogue } from '../vocabulary/catalogue';
import { levelTimelines, type LevelTimelines } from './level-timeline';
import { addDays, type Day } from '../vocabulary/day';
import { highestOf } from '../evaluation/eligible-levels';
import type { Facts, Membership } from '../vocabulary/facts';
import { higherOf, isAtLeast, lowerOf, type Level } from '../vocabulary/level';
import { daysOf, lastTermOfChain } from '../vocabulary/terms';
import { append, clip, valueOn, type Timeline } from './timeline';
import { isEmpty } from '../vocabulary/span';
import type { Work } from '../vocabulary/work';

/** Everything that is derived for an organization, over time. */
export interface StatusTimelines {
  readonly attained: ReadonlyMap<string, Timeline<Level | null>>;
  readonly displayed: ReadonlyMap<string, Timeline<Level | null>>;
  /** The highest level that may be bought. */
  readonly eligible: Timeline<Level | null>;
  readonly membership: Timeline<Level | null>;
  readonly renewalAtRisk: Timeline<boolean>;
  readonly willBeEligible: Timeline<boolean | null>;
  /** What they are made of: it begins with the first term they need, and reaches the last renewal day. */
  readonly course: LevelTimelines;
}

/** The tracks from one day to another, both included (null: over all known days). */
export function* statusTimelines(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
): Work<StatusTimelines> {
  const terms = termsWithin(facts.memberships, from, last);
  const course = yield* levelTimelines(
    versions,
    facts,
    firstDayNeeded(terms, from),
    lastDayNeeded(terms, facts, last),
  );
  const attained = new Map(
    [...course.steps].map(([key, steps]) => [
      key,
      steps.map((step) => ({ from: step.from, value: step.attained })),
    ]),
  );
  const inTerms = new InTerms(course.from);
  for (const term of terms) inTerms.add(term, lastTermOfChain(facts.memberships, term), attained);
  const within = <T>(track: Timeline<T>) => clip(track, from, last);
  const eachWithin = <T>(tracks: ReadonlyMap<string, Timeline<T>>) =>
    new Map([...tracks].map(([key, track]) => [key, within(track)]));
  return {
    attained: eachWithin(withoutRepeats(attained)),
    displayed: eachWithin(inTerms.displayed),
    eligible: within(highestOver(attained)),
    membership: within(inTerms.membership),
    renewalAtRisk: within(inTerms.renewalAtRisk),
    willBeEligible: within(inTerms.willBeEligible),
    course,
  };
}

function termsWithin(memberships: readonly Membership[], from: Day, last: Day | null): readonly Membership[] {
  return memberships
    .filter(
      (term) => !isEmpty(daysOf(term)) && term.endsOn > from && (last === null || term.startsOn <= last),
    )
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
}

function firstDayNeeded(terms: readonly Membership[], from: Day): Day {
  const first = terms[0]?.startsOn ?? from;
  return first < from ? first : from;
}

function lastDayNeeded(terms: readonly Membership[], facts: Facts, last: Day | null): Day | null {
  if (last === null) return null;
  const ends = terms.map((term) => lastTermOfChain(facts.memberships, term).endsOn);
  return ends.reduce((latest, end) => (end > latest ? end : latest), last);
}

function withoutRepeats(
  tracks: ReadonlyMap<string, Timeline<Level | null>>,
): ReadonlyMap<string, Timeline<Level | null>> {
  return new Map(
    [...tracks].map(([key, track]) => [
      key,
      track.filter(({ value }, i) => i === 0 || track[i - 1]?.value !== value),
    ]),
  );
}

/** On every day the highest of all. */
function highestOver(tracks: ReadonlyMap<string, Timeline<Level | null>>): Timeline<Level | null> {
  const changes = [...tracks].flatMap(([key, track]) => track.map((entry) => ({ key, ...entry })));
  changes.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const now = new Map<string, Level | null>();
  const highest: { from: Day; value: Level | null }[] = [];
  for (const { key, from, value } of changes) {
    now.set(key, value);
    append(highest, from, highestOf(now.values()));
  }
  return highest;
}

/** What exists only while a membership runs. */
class InTerms {
  readonly displayed = new Map<string, { from: Day; value: Level | null }[]>();
  readonly membership: { from: Day; value: Level | null }[];
  readonly renewalAtRisk: { from: Day; value: boolean }[];
  readonly willBeEligible: { from: Day; value: boolean | null }[];
  readonly #from: Day;

  constructor(from: Day) {
    this.#from = from;
    this.membership = [{ from, value: null }];
    this.renewalAtRisk = [{ from, value: false }];
    this.willBeEligible = [{ from, value: null }];
  }

  /** Adds the next term; `last` is the one at whose end its chain must be renewed. */
  add(term: Membership, last: Membership, attained: ReadonlyMap<string, Timeline<Level | null>>): void {
    const expected = (key: string) => valueOn(attained.get(key) ?? [], last.endsOn) ?? null;
    const highest = highestOf([...attained.keys()].map(expected));
    append(this.membership, term.startsOn, term.level);
    append(this.membership, term.endsOn, null);
    append(this.willBeEligible, term.startsOn, highest !== null && isAtLeast(highest, last.level));
    append(this.willBeEligible, term.endsOn, null);
    let atRiskFrom: Day | null = null;
    for (const [key, track] of attained) {
      const since = this.#addDisplayed(key, track, term, expected(key));
      if (since !== null && (atRiskFrom === null || since < atRiskFrom)) atRiskFrom = since;
    }
    if (atRiskFrom !== term.startsOn) append(this.renewalAtRisk, term.startsOn, false);
    if (atRiskFrom !== null) append(this.renewalAtRisk, atRiskFrom, true);
    append(this.renewalAtRisk, term.endsOn, false);
  }

  /** Shows the best level so far, up to the membership's. Answers from when on that is more than what is expected. */
  #addDisplayed(
    key: string,
    track: Timeline<Level | null>,
    term: Membership,
    expected: Level | null,
  ): Day | null {
    let displayed = this.displayed.get(key);
    if (displayed === undefined) this.displayed.set(key, (displayed = [{ from: this.#from, value: null }]));
    let best: Level | null = null;
    let atRiskFrom: Day | null = null;
    append(displayed, term.startsOn, null);
    for (const { from, value } of clip(track, term.startsOn, addDays(term.endsOn, -1))) {
      if (value === null) continue;
      best = best === null ? value : higherOf(best, value);
      const shown = lowerOf(best, term.level);
      append(displayed, from, shown);
      if (atRiskFrom === null && (expected === null || !isAtLeast(expected, shown))) atRiskFrom = from;
    }
    append(displayed, term.endsOn, null);
    return atRiskFrom;
  }
}
