import type { OrganizationOnDay } from '../request/organization-on-day';
import { isAtLeast, type Day, type Level } from '../rules';
import { presentCatalogue } from './present-catalogue';
import { CompetencyOnDay } from './present-competency-status';
import { presentDisplayed } from './present-displayed';
import { presentRenewalRisk } from './present-renewal-risk';

/** Which competencies are meant. */
export interface CompetencyFilter {
  readonly attainedAtLeast: Level | null;
  readonly center: string | null;
}

/** Of the competencies of the day's catalogue those that are meant, in its order. */
export function competenciesOf(
  organization: OrganizationOnDay,
  { attainedAtLeast, center }: CompetencyFilter,
): readonly CompetencyOnDay[] {
  const { competencies } = presentCatalogue(organization.catalogue).catalogue;
  return competencies
    .filter((competency) => center === null || competency.center.key === center)
    .map((competency) => new CompetencyOnDay(organization, competency, true))
    .filter(
      ({ attainedLevel }) =>
        attainedAtLeast === null || (attainedLevel !== null && isAtLeast(attainedLevel, attainedAtLeast)),
    );
}

/** Null: the day's catalogue has no competency with this key. */
export function competencyOf(organization: OrganizationOnDay, key: string): CompetencyOnDay | null {
  const competency = presentCatalogue(organization.catalogue).competency.get(key);
  return competency === undefined ? null : new CompetencyOnDay(organization, competency, false);
}

/** The status of an organization on a day, each field worked out when it is read. */
export class OrganizationStatusSource {
  constructor(readonly organization: OrganizationOnDay) {}

  get on(): Day {
    return this.organization.day;
  }

  get eligibleLevels(): readonly Level[] {
    return this.organization.eligibleLevels;
  }

  get displayedCompetencies() {
    return presentDisplayed(this.organization);
  }

  get membershipLevel(): Level | null {
    return this.organization.membership?.level ?? null;
  }

  get renewalAtRisk(): boolean {
    return this.organization.flags.renewalAtRisk;
  }

  get willBeEligible(): boolean | null {
    return this.organization.flags.willBeEligible;
  }
  get renewalRisk() {
    return presentRenewalRisk(this.organization);
  }
}
