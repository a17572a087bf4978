import type { Competency } from '../../schema/competency';
import { must } from '../request/must';
import type { OrganizationOnDay } from '../request/organization-on-day';
import {
  actingOverrides,
  type CompetencyStatus,
  type Day,
  type Explanation,
  type Level,
  type Override,
} from '../rules';
import { presentCatalogue } from './present-catalogue';
import { presentPathProgress, type PathProgressSource } from './present-progress';

/**
 * One competency of an organization on a day. Its fields are worked out when they are read, so that what a request
 * does not select costs nothing.
 */
export class CompetencyOnDay {
  readonly key: string;

  constructor(
    readonly organization: OrganizationOnDay,
    readonly competency: Competency,
    /** It is one of all: then what is asked of it is worked out for all. */
    readonly isOneOfAll: boolean,
  ) {
    this.key = competency.key;
  }

  get attainedLevel(): Level | null {
    return this.organization.attained.get(this.key) ?? null;
  }

  get levelWithoutOverrides(): Level | null {
    return this.organization.proven.get(this.key) ?? null;
  }

  get overrides(): readonly Override[] {
    return actingOverrides(this.organization.facts.overrides, this.key, this.organization.day);
  }

  get nextChangeOn(): Day | null {
    return this.#status.nextChange;
  }

  get paths(): readonly PathProgressSource[] {
    const { organizationId, catalogue, credentials } = this.organization;
    const telling = { organizationId, catalogue: presentCatalogue(catalogue), credentials };
    return this.explanation.paths.map((path) => presentPathProgress(path, this.key, telling));
  }

  get explanation(): Explanation {
    const explanation = this.isOneOfAll
      ? this.organization.explanations.get(this.key)
      : this.organization.explanation(this.key);
    // The competency was taken from the catalogue of the very day.
    return must(explanation);
  }

  get #status(): CompetencyStatus {
    return this.isOneOfAll
      ? must(this.organization.competencyStatuses.get(this.key))
      : this.organization.competencyStatus(this.key);
  }
}
