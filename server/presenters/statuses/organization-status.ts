import { derivedId } from '../../../schema/derived-id';
import { globalId } from '../../../schema/global-id';
import type { DisplayedCompetency } from '../../../schema/statuses/displayed-competency';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { isAtLeast, progressTowards, type Day, type Level } from '../../rules';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import { CompetencyOnDay } from './competency-status';
import { presentDisplayedCompetencies } from './displayed-competency';
import { presentPathProgress, progressLookups, type PathProgressSource } from './progress';
import { presentRenewalRisk } from './renewal-risk';

export interface CompetencyFilter {
  readonly attainedAtLeast: Level | null;
  readonly center: string | null;
}

export async function competenciesOf(
  organization: OrganizationOnDay,
  { attainedAtLeast, center }: CompetencyFilter,
): Promise<readonly CompetencyOnDay[]> {
  const attained = await organization.attained();
  const { competencies } = catalogueOf(organization).inForce.catalogue;
  return competencies
    .filter((rules) => center === null || rules.center.key === center)
    .map((rules) => new CompetencyOnDay(organization, rules, attained, true))
    .filter(
      ({ attainedLevel }) =>
        attainedAtLeast === null || (attainedLevel !== null && isAtLeast(attainedLevel, attainedAtLeast)),
    );
}

export async function competencyOf(
  organization: OrganizationOnDay,
  key: string,
): Promise<CompetencyOnDay | null> {
  const rules = catalogueOf(organization).inForce.competencyRules.get(key);
  if (rules === undefined) return null;
  return new CompetencyOnDay(organization, rules, await organization.attained(), false);
}

export async function pathsTowards(
  organization: OrganizationOnDay,
  level: Level,
): Promise<readonly PathProgressSource[]> {
  const explanations = await organization.explanations();
  const nearest = progressTowards(explanations.values(), level, organization.day);
  const lookups = await progressLookups(organization);
  return nearest.map(({ competency, progress }) => presentPathProgress(progress, competency, lookups));
}

/** Loads the facts first, so that the caller is charged for them once. */
export async function presentOrganizationStatus(
  organization: OrganizationOnDay,
): Promise<OrganizationStatusSource> {
  await organization.facts();
  return new OrganizationStatusSource(organization);
}

export class OrganizationStatusSource {
  readonly __typename: 'OrganizationStatus' | 'SupposedOrganizationStatus';

  constructor(readonly organization: OrganizationOnDay) {
    this.__typename = organization.isSupposed ? 'SupposedOrganizationStatus' : 'OrganizationStatus';
  }

  get id(): string {
    const { organizationId, day } = this.organization;
    return globalId('OrganizationStatus', derivedId({ organizationId, day, key: null }));
  }

  get on(): Day {
    return this.organization.day;
  }

  get eligibleLevels(): Promise<readonly Level[]> {
    return this.organization.eligibleLevels();
  }

  get displayedCompetencies(): Promise<readonly DisplayedCompetency[]> {
    return this.organization
      .displayedSince()
      .then((displayed) => presentDisplayedCompetencies(displayed, catalogueOf(this.organization)));
  }

  get membershipLevel(): Promise<Level | null> {
    return this.organization.membership().then((membership) => membership?.level ?? null);
  }

  get renewalAtRisk(): Promise<boolean> {
    return this.organization.flags().then(({ renewalAtRisk }) => renewalAtRisk);
  }

  get willBeEligible(): Promise<boolean | null> {
    return this.organization.flags().then(({ willBeEligible }) => willBeEligible);
  }

  get renewalRisk() {
    return presentRenewalRisk(this.organization);
  }
}
