import type { Catalogue, Credential } from './catalogue';
import { cheapestTeam } from './cheapest-team';
import { compile, type CompiledCompetency, type CompiledPath } from './compile';
import { isHere, isValidOn } from './counting';
import type { Day } from './day';
import { inOrder } from './explain';
import type { Facts, Person } from './facts';
import { isAtLeast, type Level } from './level';
import { actingOverrides } from './overrides';
import { isEffective, isRetired } from './proof';
import { together } from './requirements/all';
import { MOST_WAYS, type MissingSales, type Way } from './requirements/rule';
import { Standing } from './standing';
import type { Candidate, Team } from './team';
import { versionOn } from './versions';

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
export function plan(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  competency: string | null,
  day: Day,
): readonly PlanWay[] {
  const { competencies } = compile(versionOn(versions, day));
  const asked = competencies.filter(
    ({ competency: { key } }) =>
      (competency === null || key === competency) &&
      !actingOverrides(facts.overrides, key, day).some(({ effect }) => effect === 'WITHHOLD'),
  );
  return waysToProve(versions, facts, level, asked, day);
}

/** The same whatever overrides say. A path to a higher level leads to the lower one, too. */
export function waysToProve(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  competencies: readonly CompiledCompetency[],
  day: Day,
): readonly PlanWay[] {
  const rules = compile(versionOn(versions, day));
  const standing = new Standing(rules, inOrder(facts), day);
  const team = { candidates: candidatesIn(standing), earnable: earnableOn(rules.catalogue, day) };
  return competencies
    .filter(({ competency }) => !isRetired(competency, day))
    .flatMap(({ competency, paths }) =>
      paths
        .filter(({ path }) => isAtLeast(path.level, level) && isEffective(path, day))
        .flatMap((path) => bestOfPath(competency.key, path, standing, team)),
    )
    .sort(byCost);
}

/** Whether a credential can still be earned on a day, and counts when it is. */
export function canBeEarned(credential: Credential, day: Day): boolean {
  const { lastRegistrationOn, retiresOn, acceptedUntil } = credential;
  return (
    (lastRegistrationOn === null || day <= lastRegistrationOn) &&
    (retiresOn === null || day < retiresOn) &&
    (acceptedUntil === null || day < acceptedUntil)
  );
}

interface Labour {
  readonly candidates: readonly Candidate[];
  readonly earnable: ReadonlySet<string>;
}

function bestOfPath(
  competency: string,
  { path, requirements }: CompiledPath,
  standing: Standing,
  labour: Labour,
): readonly PlanWay[] {
  let best: PlanWay | null = null;
  const ways = together(requirements);
  for (const way of ways) {
    const missingSales = missingIn(way, standing);
    if (missingSales === 'market-closed') continue;
    const lists = way.flatMap((part) => (part.kind === 'people' ? [part.slots] : []));
    const team = cheapestTeam(lists, labour.candidates, labour.earnable);
    if (team === null) continue;
    const found: PlanWay = { competency, path: path.key, level: path.level, missingSales, ...team };
    if (best === null || byCost(found, best) < 0) best = found;
  }
  if (best === null) return [];
  return [{ ...best, provedMinimal: best.provedMinimal && ways.length <= MOST_WAYS }];
}

function missingIn(way: Way, standing: Standing): readonly MissingSales[] | 'market-closed' {
  const missing = way.map((part) => (part.kind === 'sales' ? part.missing(standing) : null));
  if (missing.includes('market-closed')) return 'market-closed';
  return missing.filter((sales) => sales !== null && sales !== 'market-closed');
}

/** Of equal ones the one with the fewest missing sales, then the first in the catalogue. */
function byCost(a: PlanWay, b: PlanWay): number {
  return (
    Math.min(a.missingSales.length, 1) - Math.min(b.missingSales.length, 1) ||
    a.credentials - b.credentials ||
    a.hires - b.hires ||
    a.missingSales.length - b.missingSales.length
  );
}

function candidatesIn({ facts, questions, day }: Standing): readonly Candidate[] {
  const held = (person: Person) =>
    person.achievements.flatMap((achievement) => {
      const credential = questions.credentials.get(achievement.credential)?.credential;
      return credential !== undefined && isValidOn(achievement, credential, day) ? [credential.code] : [];
    });
  return facts.people
    .filter((person) => isHere(person, day))
    .map((person) => ({ person: person.id, held: new Set(held(person)) }));
}

function earnableOn(catalogue: Catalogue, day: Day): ReadonlySet<string> {
  return new Set(
    catalogue.credentials.filter((credential) => canBeEarned(credential, day)).map(({ code }) => code),
  );
}
