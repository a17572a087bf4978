import {
  isAtLeast,
  lastTermOfChain,
  type Day,
  type Level,
  type MarketClass,
  type RenewalFlags,
} from '../rules';
import type { OrganizationOnDay } from '../request/organization-on-day';

/** Which organizations are looked for, by what they are on a day; null: whatever it is. */
export interface OrganizationSearch {
  readonly attained: CompetencyLevel | null;
  readonly displayed: CompetencyLevel | null;
  readonly eligibleLevel: Level | null;
  readonly membershipLevel: Level | null;
  /** Members only: whether either flag of their renewal is bad. */
  readonly atRisk: boolean | null;
  readonly renewalFrom: Day | null;
  readonly renewalBefore: Day | null;
  readonly country: string | null;
  readonly market: MarketClass | null;
}

export interface CompetencyLevel {
  readonly competency: string;
  readonly atLeast: Level;
}

export const ALL_ORGANIZATIONS: OrganizationSearch = {
  attained: null,
  displayed: null,
  eligibleLevel: null,
  membershipLevel: null,
  atRisk: null,
  renewalFrom: null,
  renewalBefore: null,
  country: null,
  market: null,
};

/** Whether it asks for something that only a running membership has. */
export function asksForMembers(search: OrganizationSearch): boolean {
  const { membershipLevel, atRisk, renewalFrom, renewalBefore } = search;
  return membershipLevel !== null || atRisk !== null || renewalFrom !== null || renewalBefore !== null;
}

/** Whether it asks for anything that is derived. */
export function asksForStatus(search: OrganizationSearch): boolean {
  const { attained, displayed, eligibleLevel } = search;
  return attained !== null || displayed !== null || eligibleLevel !== null || asksForMembers(search);
}

/** Whether an organization is what is looked for, by what is derived; its own columns are compared by the database. */
export async function isFoundBy(
  search: OrganizationSearch,
  organization: OrganizationOnDay,
): Promise<boolean> {
  const { attained, displayed, eligibleLevel } = search;
  const has = (levels: ReadonlyMap<string, Level>, { competency, atLeast }: CompetencyLevel) => {
    const level = levels.get(competency);
    return level !== undefined && isAtLeast(level, atLeast);
  };
  return (
    (attained === null || has(await organization.attained(), attained)) &&
    (displayed === null || has(await organization.displayed(), displayed)) &&
    (eligibleLevel === null || (await organization.eligibleLevels()).includes(eligibleLevel)) &&
    (!asksForMembers(search) || (await isMemberFoundBy(search, organization)))
  );
}

async function isMemberFoundBy(
  search: OrganizationSearch,
  organization: OrganizationOnDay,
): Promise<boolean> {
  const { membershipLevel, atRisk, renewalFrom, renewalBefore } = search;
  const membership = await organization.membership();
  if (membership === null) return false;
  const { memberships } = await organization.facts();
  const renewalDay = lastTermOfChain(memberships, membership).endsOn;
  return (
    (membershipLevel === null || membership.level === membershipLevel) &&
    (atRisk === null || isEndangered(await organization.flags()) === atRisk) &&
    (renewalFrom === null || renewalDay >= renewalFrom) &&
    (renewalBefore === null || renewalDay < renewalBefore)
  );
}

function isEndangered({ renewalAtRisk, willBeEligible }: RenewalFlags): boolean {
  return renewalAtRisk || willBeEligible !== true;
}
