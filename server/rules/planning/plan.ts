import type { Catalogue, Credential } from '../vocabulary/catalogue';
import { CheapestTeams } from './cheapest-team';
import { compile, type CompiledCompetency, type CompiledPath } from '../evaluation/compile';
import { isAffiliatedOn, isValidOn } from '../evaluation/validity';
import { addDays, type Day } from '../vocabulary/day';
import { sortPeopleById } from '../explanation/explain';
import type { Achievement, Facts, Person } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { actingOverrides } from '../evaluation/overrides';
import { isRetired } from '../evaluation/proven-level';
import { combineWays } from '../evaluation/requirements/all';
import { MAX_WAYS, type MissingSales, type RequirementOption } from '../evaluation/requirements/rule';
import { EvaluationState } from '../evaluation/evaluation-state';
import type { Cost, Member, SlotList, Team } from './team';
import { versionPeriods, versionOn } from '../evaluation/versions';
import { countsOn } from '../vocabulary/span';
import { runSync, type Work } from '../vocabulary/work';

export interface PlanWay extends Team {
  readonly competency: string;
  readonly path: string;
  readonly level: Level;
  readonly missingSales: readonly MissingSales[];
}

/**
 * The cheapest way of each path that leads to a level on a day. Ways without missing sales come first, then those with
 * the fewest credentials, then those with the fewest hires. If `competency` is null, all competencies are considered.
 * Competencies that are withheld or retired on the day are left out. Grants are ignored, since a plan leads to proof.
 */
export const plan = runSync(planStepwise);
export function planStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  competency: string | null,
  day: Day,
): Work<readonly PlanWay[]> {
  const { competencies } = compile(versionOn(versions, day));
  const candidates = competencies.filter(
    ({ competency: { key } }) =>
      (competency === null || key === competency) &&
      !actingOverrides(facts.overrides, key, day).some(({ effect }) => effect === 'WITHHOLD'),
  );
  return waysToProve(versions, facts, level, candidates, day, day);
}

/**
 * Like `plan`, but ignores all overrides. Credentials may be earned on any day from `from` to `day`, and must count on
 * `day`. A path to a higher level also leads to the lower level.
 */
export function* waysToProve(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  competencies: readonly CompiledCompetency[],
  from: Day,
  day: Day,
): Work<readonly PlanWay[]> {
  const rules = compile(versionOn(versions, day));
  const state = new EvaluationState(rules, sortPeopleById(facts), day);
  const teams = new CheapestTeams(
    affiliatedPeople(state),
    new Set(lastDaysToEarn(versions, from, day).keys()),
  );
  const ways: PlanWay[] = [];
  for (const { competency, paths } of competencies) {
    if (isRetired(competency, day)) continue;
    for (const path of paths) {
      if (!isAtLeast(path.path.level, level) || !countsOn(path.path, day)) continue;
      const best = yield* bestOfPath(competency.key, path, state, teams);
      if (best !== null) ways.push(best);
      yield;
    }
  }
  return ways.sort(byCost);
}

export function canBeEarned(credential: Credential, day: Day): boolean {
  return lastDayOpen(credential, day, day) !== null;
}

/**
 * The last day, from `from` to `until`, on which each credential can be earned so that it counts on `until`. The
 * version in force on a day decides whether the credential can be earned on that day. The version in force on `until`
 * decides whether the credential counts.
 */
export function lastDaysToEarn(
  versions: readonly Catalogue[],
  from: Day,
  until: Day,
): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>();
  for (const period of versionPeriods(versions, from, until)) {
    for (const credential of period.catalogue.credentials) {
      const open = lastDayOpen(credential, period.from, period.last ?? until);
      if (open !== null) last.set(credential.code, open);
    }
  }
  return new Map(
    versionOn(versions, until).credentials.flatMap((credential) => {
      const earnedOn = last.get(credential.code);
      // An achievement earned on the last day stays valid the longest, so only this day is checked.
      if (earnedOn === undefined) return [];
      return isValidOn(achievementOf(credential, earnedOn), credential, until)
        ? [[credential.code, earnedOn]]
        : [];
    }),
  );
}

/** The last day, from `from` to `last`, on which the credential can be earned. Null: there is no such day. */
function lastDayOpen(credential: Credential, from: Day, last: Day): Day | null {
  const { lastRegistrationOn, retiresOn, acceptedUntil } = credential;
  let open = last;
  if (lastRegistrationOn !== null && lastRegistrationOn < open) open = lastRegistrationOn;
  for (const end of [retiresOn, acceptedUntil]) {
    if (end !== null && end <= from) return null;
    if (end !== null && end <= open) open = addDays(end, -1);
  }
  return open >= from ? open : null;
}

function achievementOf({ code }: Credential, earnedOn: Day): Achievement {
  return { id: '', credential: code, earnedOn, expiry: { kind: 'by-validity' }, revokedOn: null };
}

/** The cheapest way of a path. Skips ways whose lower bound is not below the cost of the best way so far. */
function* bestOfPath(
  competency: string,
  { path, requirements }: CompiledPath,
  state: EvaluationState,
  teams: CheapestTeams,
): Work<PlanWay | null> {
  const ways = combineWays(requirements);
  const open: OpenWay[] = [];
  for (const way of ways) {
    open.push(...(yield* openWay(way, state, teams)));
    yield;
  }
  open.sort((a, b) => byCost(a.lowerBound, b.lowerBound));
  let best: PlanWay | null = null;
  const keepCheaper = ({ lowerBound: { missingSales } }: OpenWay, team: Team | null) => {
    if (team === null) return;
    const candidate: PlanWay = { competency, path: path.key, level: path.level, missingSales, ...team };
    if (best === null || byCost(candidate, best) < 0) best = candidate;
  };
  const canBeCheaper = ({ lowerBound }: OpenWay) => best === null || byCost(lowerBound, best) < 0;

  for (const way of open) {
    if (!canBeCheaper(way)) continue;
    keepCheaper(
      way,
      yield* best === null ? teams.quickTeam(way.lists) : teams.quickTeamWithinBudget(way.lists),
    );
  }
  const unproved: OpenWay[] = [];
  for (const way of open) {
    if (!canBeCheaper(way)) continue;
    const team = yield* teams.exactTeam(way.lists);
    keepCheaper(way, team);
    if (team?.provedMinimal !== true) unproved.push(way);
  }
  if (ways.length > MAX_WAYS) unproved.push(LEFT_OUT);
  return best === null ? null : { ...(best as PlanWay), provedMinimal: !unproved.some(canBeCheaper) };
}

type PlanCost = Cost & Pick<PlanWay, 'missingSales'>;

interface OpenWay {
  readonly lists: readonly SlotList[];
  readonly lowerBound: PlanCost;
}

/** Stands for the ways beyond MAX_WAYS, which may cost nothing. */
const LEFT_OUT: OpenWay = { lists: [], lowerBound: { missingSales: [], credentials: 0, hires: 0 } };

function* openWay(
  way: RequirementOption,
  state: EvaluationState,
  teams: CheapestTeams,
): Work<readonly OpenWay[]> {
  const missingSales = missingSalesOf(way, state);
  if (missingSales === 'market-closed') return [];
  const lists = way.flatMap((part) => (part.kind === 'people' ? [part.slots] : []));
  const cost = yield* teams.leastCost(lists);
  return cost === null ? [] : [{ lists, lowerBound: { missingSales, ...cost } }];
}

function missingSalesOf(
  way: RequirementOption,
  state: EvaluationState,
): readonly MissingSales[] | 'market-closed' {
  const missing = way.map((part) => (part.kind === 'sales' ? part.missing(state) : null));
  if (missing.includes('market-closed')) return 'market-closed';
  return missing.filter((sales) => sales !== null && sales !== 'market-closed');
}

/** The sort is stable, so the order of the catalogue is the last tie-break. */
function byCost(a: PlanCost, b: PlanCost): number {
  return (
    Math.min(a.missingSales.length, 1) - Math.min(b.missingSales.length, 1) ||
    a.credentials - b.credentials ||
    a.hires - b.hires ||
    a.missingSales.length - b.missingSales.length
  );
}

function affiliatedPeople(state: EvaluationState): readonly Member[] {
  const { facts, day } = state;
  const heldBy = (person: Person) =>
    person.achievements.flatMap((achievement) => {
      const credential = state.catalogueIndex.credentials.get(achievement.credential)?.credential;
      return credential !== undefined && isValidOn(achievement, credential, day) ? [credential.code] : [];
    });
  return facts.people
    .filter((person) => isAffiliatedOn(person, day))
    .map((person) => ({ person: person.id, held: new Set(heldBy(person)), isNew: false }));
}
