import type { Catalogue, Credential } from '../vocabulary/catalogue';
import { CheapestTeams } from './cheapest-team';
import { compile, type CompiledCompetency, type CompiledPath } from '../evaluation/compile';
import { isAffiliatedOn, isValidOn } from '../evaluation/validity';
import { addDays, type Day } from '../vocabulary/day';
import { inOrder } from '../explanation/explain';
import type { Achievement, Facts, Person } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { actingOverrides } from '../evaluation/overrides';
import { isEffective, isRetired } from '../evaluation/proven-level';
import { together } from '../evaluation/requirements/all';
import { MAX_WAYS, type MissingSales, type Way } from '../evaluation/requirements/rule';
import { EvaluationState } from '../evaluation/evaluation-state';
import type { Cost, Member, SlotList, Team } from './team';
import { versionPeriods, versionOn } from '../evaluation/versions';
import { runSync, type Work } from '../vocabulary/work';

/** One way to a level: what would have to be earned, by whom, and which sales are missing. */
export interface PlanWay extends Team {
  readonly competency: string;
  readonly path: string;
  readonly level: Level;
  readonly missingSales: readonly MissingSales[];
}

/**
 * The ways to a level on a day, the best of each path, cheapest first: those that miss no sales, then fewest
 * credentials, then fewest hires. Without a competency: in any of them. What is withheld or retired on the day is
 * not reached by earning. Grants are not counted on: a plan is about proof.
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
  const asked = competencies.filter(
    ({ competency: { key } }) =>
      (competency === null || key === competency) &&
      !actingOverrides(facts.overrides, key, day).some(({ effect }) => effect === 'WITHHOLD'),
  );
  return waysToProve(versions, facts, level, asked, day, day);
}

/**
 * The same whatever overrides say, for what is earned on any day from `from` to the day on which it must count. A
 * path to a higher level leads to the lower one, too.
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
  const standing = new EvaluationState(rules, inOrder(facts), day);
  const teams = new CheapestTeams(
    affiliatedPeople(standing),
    new Set(lastDaysToEarn(versions, from, day).keys()),
  );
  const ways: PlanWay[] = [];
  for (const { competency, paths } of competencies) {
    if (isRetired(competency, day)) continue;
    for (const path of paths) {
      if (!isAtLeast(path.path.level, level) || !isEffective(path.path, day)) continue;
      const best = yield* bestOfPath(competency.key, path, standing, teams);
      if (best !== null) ways.push(best);
      yield;
    }
  }
  return ways.sort(byCost);
}

/** Whether a credential can still be earned on a day that this version judges, and counts when it is. */
export function canBeEarned(credential: Credential, day: Day): boolean {
  return lastDayOpen(credential, day, day) !== null;
}

/**
 * Of each credential that can be earned, on some day from one to another, so that it counts on the latter: the last
 * such day. Each day is judged by the version in force on it, as a plan for that day would be; what counts in the end,
 * by that of the end.
 */
export function lastDaysToEarn(
  versions: readonly Catalogue[],
  from: Day,
  until: Day,
): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>();
  for (const reign of versionPeriods(versions, from, until)) {
    for (const credential of reign.catalogue.credentials) {
      const open = lastDayOpen(credential, reign.from, reign.last ?? until);
      if (open !== null) last.set(credential.code, open);
    }
  }
  return new Map(
    versionOn(versions, until).credentials.flatMap((credential) => {
      const earnedOn = last.get(credential.code);
      // The later it is earned, the longer it counts.
      if (earnedOn === undefined) return [];
      return isValidOn(earnedAnew(credential, earnedOn), credential, until)
        ? [[credential.code, earnedOn]]
        : [];
    }),
  );
}

/** It can be earned up to its last registration, before its retirement and before the end of its acceptance. */
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

function earnedAnew({ code }: Credential, earnedOn: Day): Achievement {
  return { id: '', credential: code, earnedOn, expiry: { kind: 'by-validity' }, revokedOn: null };
}

/** The cheapest of all ways that the path leaves open. A way that cannot be cheaper than another is not looked at. */
function* bestOfPath(
  competency: string,
  { path, requirements }: CompiledPath,
  standing: EvaluationState,
  teams: CheapestTeams,
): Work<PlanWay | null> {
  const ways = together(requirements);
  const open: OpenWay[] = [];
  for (const way of ways) {
    open.push(...(yield* openWay(way, standing, teams)));
    yield;
  }
  open.sort((a, b) => byCost(a.least, b.least));
  let best: PlanWay | null = null;
  const keepCheaper = ({ least: { missingSales } }: OpenWay, team: Team | null) => {
    if (team === null) return;
    const found: PlanWay = { competency, path: path.key, level: path.level, missingSales, ...team };
    if (best === null || byCost(found, best) < 0) best = found;
  };
  const canBeCheaper = ({ least }: OpenWay) => best === null || byCost(least, best) < 0;

  for (const way of open) {
    if (!canBeCheaper(way)) continue;
    keepCheaper(way, yield* best === null ? teams.quickest(way.lists) : teams.quicker(way.lists));
  }
  const unproved: OpenWay[] = [];
  for (const way of open) {
    if (!canBeCheaper(way)) continue;
    const team = yield* teams.searched(way.lists);
    keepCheaper(way, team);
    if (team?.provedMinimal !== true) unproved.push(way);
  }
  if (ways.length > MAX_WAYS) unproved.push(LEFT_OUT);
  return best === null ? null : { ...(best as PlanWay), provedMinimal: !unproved.some(canBeCheaper) };
}

/** What a plan is ranked by. */
type PlanCost = Cost & Pick<PlanWay, 'missingSales'>;

/** A way that is not closed to the market, and what it costs at least. */
interface OpenWay {
  readonly lists: readonly SlotList[];
  readonly least: PlanCost;
}

/** Nobody knows what it costs. */
const LEFT_OUT: OpenWay = { lists: [], least: { missingSales: [], credentials: 0, hires: 0 } };

function* openWay(way: Way, standing: EvaluationState, teams: CheapestTeams): Work<readonly OpenWay[]> {
  const missingSales = missingIn(way, standing);
  if (missingSales === 'market-closed') return [];
  const lists = way.flatMap((part) => (part.kind === 'people' ? [part.slots] : []));
  const least = yield* teams.leastCost(lists);
  return least === null ? [] : [{ lists, least: { missingSales, ...least } }];
}

function missingIn(way: Way, standing: EvaluationState): readonly MissingSales[] | 'market-closed' {
  const missing = way.map((part) => (part.kind === 'sales' ? part.missing(standing) : null));
  if (missing.includes('market-closed')) return 'market-closed';
  return missing.filter((sales) => sales !== null && sales !== 'market-closed');
}

/** Of equal ones the one with the fewest missing sales, then the first in the catalogue. */
function byCost(a: PlanCost, b: PlanCost): number {
  return (
    Math.min(a.missingSales.length, 1) - Math.min(b.missingSales.length, 1) ||
    a.credentials - b.credentials ||
    a.hires - b.hires ||
    a.missingSales.length - b.missingSales.length
  );
}

function affiliatedPeople({ facts, questions, day }: EvaluationState): readonly Member[] {
  const held = (person: Person) =>
    person.achievements.flatMap((achievement) => {
      const credential = questions.credentials.get(achievement.credential)?.credential;
      return credential !== undefined && isValidOn(achievement, credential, day) ? [credential.code] : [];
    });
  return facts.people
    .filter((person) => isAffiliatedOn(person, day))
    .map((person) => ({ person: person.id, held: new Set(held(person)), isNew: false }));
}
