import type {
  Achievement,
  Catalogue,
  Day,
  Facts,
  Level,
  Membership,
  Need,
  PeopleGroup,
  Person,
  Requirement,
} from '../../server/rules';

/**
 * A brute-force evaluation: it tries every assignment of people and evaluates every day of a term. It shares only
 * types with the rules, so that the two do not share mistakes.
 */
export interface BruteForceStatus {
  readonly proven: Readonly<Record<string, Level>>;
  readonly attained: Readonly<Record<string, Level>>;
  readonly eligible: readonly Level[];
  readonly displayed: Readonly<Record<string, Level>>;
  readonly renewalDay: Day | null;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
}

const RANK: Record<Level, number> = { SILVER: 1, GOLD: 2 };
const BY_RANK = ['SILVER', 'GOLD'] as const;

export function bruteForceStatus(versions: readonly Catalogue[], facts: Facts, day: Day): BruteForceStatus {
  const attained = attainedOn(versions, facts, day);
  const term = facts.memberships.filter((one) => one.from <= day && day < one.until)[0];
  const onDay = { proven: provenOn(versions, facts, day), attained, eligible: eligibleBy(attained) };
  if (term === undefined) {
    return { ...onDay, displayed: {}, renewalDay: null, renewalAtRisk: false, willBeEligible: null };
  }
  const displayed: Record<string, Level> = {};
  for (const past of everyDay(term.from, day)) {
    for (const [key, level] of Object.entries(attainedOn(versions, facts, past))) {
      const shown = RANK[level] > RANK[term.level] ? term.level : level;
      if (displayed[key] === undefined || RANK[shown] > RANK[displayed[key]]) displayed[key] = shown;
    }
  }
  let last: Membership = term;
  for (let next: Membership | undefined = term; next !== undefined;) {
    last = next;
    const end: Day = last.until;
    next = facts.memberships.filter((one) => one.from === end && one.until > one.from)[0];
  }
  const onRenewalDay = attainedOn(versions, facts, last.until);
  return {
    ...onDay,
    displayed,
    renewalDay: last.until,
    renewalAtRisk: Object.entries(displayed).some(
      ([key, level]) => (onRenewalDay[key] ? RANK[onRenewalDay[key]] : 0) < RANK[level],
    ),
    willBeEligible: eligibleBy(onRenewalDay).includes(last.level),
  };
}

export function* everyDay(from: Day, to: Day): Generator<Day> {
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000) {
    yield new Date(time).toISOString().slice(0, 10) as Day;
  }
}

function inForce(versions: readonly Catalogue[], day: Day): Catalogue {
  const started = versions.filter(({ appliesFrom }) => appliesFrom === null || appliesFrom <= day);
  const [highest] = [...started].sort((a, b) => b.version - a.version);
  if (highest === undefined) throw new Error('no version');
  return highest;
}

function provenOn(versions: readonly Catalogue[], facts: Facts, day: Day): Record<string, Level> {
  const catalogue = inForce(versions, day);
  const proven: Record<string, Level> = {};
  for (const competency of catalogue.competencies) {
    if (competency.retiredOn !== null && competency.retiredOn <= day) continue;
    for (const { level, from, until, requirements } of competency.paths) {
      if (from !== null && day < from) continue;
      if (until !== null && day >= until) continue;
      if (!requirements.every((requirement) => requirementHolds(requirement, catalogue, facts, day)))
        continue;
      const best = proven[competency.key];
      if (best === undefined || RANK[best] < RANK[level]) proven[competency.key] = level;
    }
  }
  return proven;
}

function attainedOn(versions: readonly Catalogue[], facts: Facts, day: Day): Record<string, Level> {
  const attained = provenOn(versions, facts, day);
  for (const { key, retiredOn } of inForce(versions, day).competencies) {
    if (retiredOn !== null && retiredOn <= day) continue;
    const acting = facts.overrides.filter(
      ({ competency, from, until }) => competency === key && from <= day && (until === null || day < until),
    );
    for (const { level } of acting) {
      const best = attained[key];
      if (level !== null && (best === undefined || RANK[best] < RANK[level])) attained[key] = level;
    }
    if (acting.some(({ effect }) => effect === 'WITHHOLD')) delete attained[key];
  }
  return attained;
}

function eligibleBy(attained: Readonly<Record<string, Level>>): readonly Level[] {
  const highest = Math.max(0, ...Object.values(attained).map((level) => RANK[level]));
  return BY_RANK.filter((level) => RANK[level] <= highest);
}

export function requirementHolds(
  requirement: Requirement,
  catalogue: Catalogue,
  facts: Facts,
  day: Day,
): boolean {
  switch (requirement.kind) {
    case 'all':
      return requirement.of.every((part) => requirementHolds(part, catalogue, facts, day));
    case 'any':
      return requirement.of.some((part) => requirementHolds(part, catalogue, facts, day));
    case 'metric': {
      const threshold = requirement.atLeast[facts.market];
      const closed = facts.closings
        .filter(({ closedOn }) => closedOn <= day)
        .map((one) => monthNumber(one.month));
      if (threshold === null || closed.length === 0) return false;
      const last = Math.max(...closed);
      const sum = facts.metrics
        .filter(({ metric }) => metric === requirement.metric)
        .filter(({ month }) => monthNumber(month) <= last && monthNumber(month) > last - requirement.months)
        .reduce((total, { hundredths }) => total + hundredths, 0);
      return sum >= threshold;
    }
    case 'people': {
      const holders = facts.people
        .filter(({ affiliations }) =>
          affiliations.some(
            ({ from, until }) => (from === null || from <= day) && (until === null || day < until),
          ),
        )
        .map((person) => (need: Need) => satisfies(need, person, catalogue, day));
      return someAssignment(requirement.groups, holders, 0, 0);
    }
  }
}

type Holder = (need: Need) => boolean;

/** Tries every person in the next slot of the group. A full group needs enough people who also satisfy `ofThose`. */
function someAssignment(
  groups: readonly PeopleGroup[],
  free: readonly Holder[],
  placed: number,
  ofThose: number,
): boolean {
  const [group, ...others] = groups;
  if (group === undefined) return true;
  if (placed === group.count) {
    return ofThose >= (group.ofThose?.count ?? 0) && someAssignment(others, free, 0, 0);
  }
  return free.some((holder, i) => {
    if (!holder(group.each)) return false;
    const matching = group.ofThose !== null && holder(group.ofThose.each) ? 1 : 0;
    return someAssignment(
      groups,
      [...free.slice(0, i), ...free.slice(i + 1)],
      placed + 1,
      ofThose + matching,
    );
  });
}

function satisfies(need: Need, person: Person, catalogue: Catalogue, day: Day): boolean {
  switch (need.kind) {
    case 'all':
      return need.of.every((part) => satisfies(part, person, catalogue, day));
    case 'any':
      return need.of.some((part) => satisfies(part, person, catalogue, day));
    case 'credential':
      return person.achievements.some((one) => one.credential === need.code && isValid(one, catalogue, day));
  }
}

function isValid(achievement: Achievement, catalogue: Catalogue, day: Day): boolean {
  const credential = catalogue.credentials.find(({ code }) => code === achievement.credential);
  if (credential === undefined || achievement.earnedOn > day) return false;
  const ends: (string | null)[] = [achievement.revokedOn, credential.acceptedUntil];
  if (achievement.expiry.kind === 'on') ends.push(achievement.expiry.day);
  if (achievement.expiry.kind === 'by-validity' && credential.validityMonths !== null) {
    ends.push(monthsLater(achievement.earnedOn, credential.validityMonths));
  }
  return ends.every((end) => end === null || day < end);
}

/** Clamps at month ends: lowers the day of the month until the date is in the right month. */
function monthsLater(day: Day, months: number): string {
  const [year = 0, month = 1, originalDay = 1] = day.split('-').map(Number);
  for (let dayOfMonth = originalDay; ; dayOfMonth--) {
    const date = new Date(Date.UTC(year, month - 1 + months, dayOfMonth));
    if ((date.getUTCMonth() - (month - 1 + months)) % 12 === 0) return date.toISOString().slice(0, 10);
  }
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
}
