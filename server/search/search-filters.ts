import {
  countsOn,
  isAtLeast,
  lastTermOfChain,
  type Level,
  type MarketClass,
  type RenewalFlags,
  type Span,
} from '../rules';
import type { OrganizationOnDay } from '../request/organization-on-day';

/** A null filter matches every organization. */
export interface OrganizationSearch {
  readonly attained: CompetencyLevel | null;
  readonly displayed: CompetencyLevel | null;
  readonly eligibleLevel: Level | null;
  readonly membershipLevel: Level | null;
  /** Matches members only. If true, their renewal is at risk or they will not be eligible; if false, neither. */
  readonly atRisk: boolean | null;
  /** Matches members only. */
  readonly renewal: Span | null;
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
  renewal: null,
  country: null,
  market: null,
};

export function needsMembership(search: OrganizationSearch): boolean {
  const { membershipLevel, atRisk, renewal } = search;
  return membershipLevel !== null || atRisk !== null || renewal !== null;
}

export function needsStatus(search: OrganizationSearch): boolean {
  const { attained, displayed, eligibleLevel } = search;
  return attained !== null || displayed !== null || eligibleLevel !== null || needsMembership(search);
}

/** Checks derived status only. The SQL statement applies the filters on columns of the organization. */
export async function matchesSearch(
  search: OrganizationSearch,
  organization: OrganizationOnDay,
): Promise<boolean> {
  const { attained, displayed, eligibleLevel } = search;
  const hasLevel = (levels: ReadonlyMap<string, Level>, { competency, atLeast }: CompetencyLevel) => {
    const level = levels.get(competency);
    return level !== undefined && isAtLeast(level, atLeast);
  };
  return (
    (attained === null || hasLevel(await organization.attained(), attained)) &&
    (displayed === null || hasLevel(await organization.displayed(), displayed)) &&
    (eligibleLevel === null || (await organization.eligibleLevels()).includes(eligibleLevel)) &&
    (!needsMembership(search) || (await matchesMembership(search, organization)))
  );
}

async function matchesMembership(
  search: OrganizationSearch,
  organization: OrganizationOnDay,
): Promise<boolean> {
  const { membershipLevel, atRisk, renewal } = search;
  const membership = await organization.membership();
  if (membership === null) return false;
  const { memberships } = await organization.facts();
  const renewalDay = lastTermOfChain(memberships, membership).until;
  return (
    (membershipLevel === null || membership.level === membershipLevel) &&
    (atRisk === null || isEndangered(await organization.flags()) === atRisk) &&
    (renewal === null || countsOn(renewal, renewalDay))
  );
}

function isEndangered({ renewalAtRisk, willBeEligible }: RenewalFlags): boolean {
  return renewalAtRisk || willBeEligible !== true;
}
