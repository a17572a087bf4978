import type { Catalogue } from '../vocabulary/catalogue';
import { levelTimelines, type LevelTimelines } from './level-timelines';
import { addDays, type Day } from '../vocabulary/day';
import { highestLevel } from '../evaluation/eligible-levels';
import type { Facts, Membership } from '../vocabulary/facts';
import { higherOf, isAtLeast, lowerOf, type Level } from '../vocabulary/level';
import { lastTermOfChain } from '../vocabulary/terms';
import { appendEntry, clipTimeline, valueOn, type Timeline } from './timeline';
import { isEmpty } from '../vocabulary/span';
import type { Work } from '../vocabulary/work';

export interface StatusTimelines {
  readonly attained: ReadonlyMap<string, Timeline<Level | null>>;
  readonly displayed: ReadonlyMap<string, Timeline<Level | null>>;
  readonly eligible: Timeline<Level | null>;
  readonly membership: Timeline<Level | null>;
  readonly renewalAtRisk: Timeline<boolean>;
  readonly willBeEligible: Timeline<boolean | null>;
  /**
   * The levels from which the other timelines are derived. They also cover the earlier days of running terms, and
   * the later days up to the last renewal day.
   */
  readonly levelTimelines: LevelTimelines;
}

/** The timelines from `from` to `last`, both included (null: all known days). */
export function* statusTimelines(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  last: Day | null,
): Work<StatusTimelines> {
  const terms = termsWithin(facts.memberships, from, last);
  const levels = yield* levelTimelines(
    versions,
    facts,
    firstDayNeeded(terms, from),
    lastDayNeeded(terms, facts, last),
  );
  const attained = new Map(
    [...levels.steps].map(([key, steps]) => [
      key,
      steps.map((step) => ({ from: step.from, value: step.attained })),
    ]),
  );
  const termTimelines = new TermTimelines(levels.from);
  for (const term of terms) termTimelines.add(term, lastTermOfChain(facts.memberships, term), attained);
  const within = <T>(timeline: Timeline<T>) => clipTimeline(timeline, from, last);
  const eachWithin = <T>(timelines: ReadonlyMap<string, Timeline<T>>) =>
    new Map([...timelines].map(([key, timeline]) => [key, within(timeline)]));
  return {
    attained: eachWithin(withoutRepeats(attained)),
    displayed: eachWithin(termTimelines.displayed),
    eligible: within(highestOver(attained)),
    membership: within(termTimelines.membership),
    renewalAtRisk: within(termTimelines.renewalAtRisk),
    willBeEligible: within(termTimelines.willBeEligible),
    levelTimelines: levels,
  };
}

function termsWithin(memberships: readonly Membership[], from: Day, last: Day | null): readonly Membership[] {
  return memberships
    .filter((term) => !isEmpty(term) && term.until > from && (last === null || term.from <= last))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function firstDayNeeded(terms: readonly Membership[], from: Day): Day {
  const first = terms[0]?.from ?? from;
  return first < from ? first : from;
}

function lastDayNeeded(terms: readonly Membership[], facts: Facts, last: Day | null): Day | null {
  if (last === null) return null;
  const ends = terms.map((term) => lastTermOfChain(facts.memberships, term).until);
  return ends.reduce((latest, end) => (end > latest ? end : latest), last);
}

function withoutRepeats(
  timelines: ReadonlyMap<string, Timeline<Level | null>>,
): ReadonlyMap<string, Timeline<Level | null>> {
  return new Map(
    [...timelines].map(([key, timeline]) => [
      key,
      timeline.filter(({ value }, i) => i === 0 || timeline[i - 1]?.value !== value),
    ]),
  );
}

function highestOver(timelines: ReadonlyMap<string, Timeline<Level | null>>): Timeline<Level | null> {
  const changes = [...timelines].flatMap(([key, timeline]) => timeline.map((entry) => ({ key, ...entry })));
  changes.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const current = new Map<string, Level | null>();
  const highest: { from: Day; value: Level | null }[] = [];
  for (const { key, from, value } of changes) {
    current.set(key, value);
    appendEntry(highest, from, highestLevel(current.values()));
  }
  return highest;
}

class TermTimelines {
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

  /** Adds the next term. `last` is the last term of its chain, whose end is the renewal day. */
  add(term: Membership, last: Membership, attained: ReadonlyMap<string, Timeline<Level | null>>): void {
    const expected = (key: string) => valueOn(attained.get(key) ?? [], last.until) ?? null;
    const highest = highestLevel([...attained.keys()].map(expected));
    appendEntry(this.membership, term.from, term.level);
    appendEntry(this.membership, term.until, null);
    appendEntry(this.willBeEligible, term.from, highest !== null && isAtLeast(highest, last.level));
    appendEntry(this.willBeEligible, term.until, null);
    let atRiskFrom: Day | null = null;
    for (const [key, timeline] of attained) {
      const riskFrom = this.#addDisplayed(key, timeline, term, expected(key));
      if (riskFrom !== null && (atRiskFrom === null || riskFrom < atRiskFrom)) atRiskFrom = riskFrom;
    }
    if (atRiskFrom !== term.from) appendEntry(this.renewalAtRisk, term.from, false);
    if (atRiskFrom !== null) appendEntry(this.renewalAtRisk, atRiskFrom, true);
    appendEntry(this.renewalAtRisk, term.until, false);
  }

  /**
   * Displays the best level so far, up to the membership's level. Returns the first day on which the displayed level
   * exceeds the level expected on the renewal day.
   */
  #addDisplayed(
    key: string,
    timeline: Timeline<Level | null>,
    term: Membership,
    expected: Level | null,
  ): Day | null {
    let displayed = this.displayed.get(key);
    if (displayed === undefined) this.displayed.set(key, (displayed = [{ from: this.#from, value: null }]));
    let best: Level | null = null;
    let atRiskFrom: Day | null = null;
    appendEntry(displayed, term.from, null);
    for (const { from, value } of clipTimeline(timeline, term.from, addDays(term.until, -1))) {
      if (value === null) continue;
      best = best === null ? value : higherOf(best, value);
      const shown = lowerOf(best, term.level);
      appendEntry(displayed, from, shown);
      if (atRiskFrom === null && (expected === null || !isAtLeast(expected, shown))) atRiskFrom = from;
    }
    appendEntry(displayed, term.until, null);
    return atRiskFrom;
  }
}
