import { derivedId } from '../../../schema/derived-id';
import { globalId } from '../../../schema/global-id';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import type { Competency } from '../../../schema/catalogue/competency';
import type { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import { required } from '../../request/required';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import {
  actingOverrides,
  type CompetencyStatus,
  type Day,
  type Explanation,
  type Level,
  type Levels,
  type Override,
} from '../../rules';
import { presentPathProgress, type PathProgressSource } from './progress';

/** Each field is derived when it is read, so unselected fields cost nothing. */
export class CompetencyOnDay {
  readonly __typename: 'CompetencyStatus' | 'SupposedCompetencyStatus';
  readonly key: string;

  constructor(
    readonly organization: OrganizationOnDay,
    readonly rules: CompetencyRules,
    readonly attained: Levels,
    /** True if the competency is part of a list, whose explanations are derived together. */
    readonly isOneOfAll: boolean,
  ) {
    this.__typename = organization.isSupposed ? 'SupposedCompetencyStatus' : 'CompetencyStatus';
    this.key = rules.key;
  }

  get id(): string {
    const { organizationId, day } = this.organization;
    return globalId('CompetencyStatus', derivedId({ organizationId, day, key: this.key }));
  }

  get competency(): Competency {
    return this.rules.competency;
  }

  get attainedLevel(): Level | null {
    return this.attained.get(this.key) ?? null;
  }

  get levelWithoutOverrides(): Promise<Level | null> {
    return this.organization.proven().then((proven) => proven.get(this.key) ?? null);
  }

  get overrides(): Promise<readonly Override[]> {
    const { day } = this.organization;
    return this.organization.facts().then(({ overrides }) => actingOverrides(overrides, this.key, day));
  }

  get nextChangeOn(): Promise<Day | null> {
    return this.#status().then(({ nextChange }) => nextChange);
  }

  get paths(): Promise<readonly PathProgressSource[]> {
    return this.#paths();
  }

  async explanation(): Promise<Explanation> {
    const explanation = this.isOneOfAll
      ? (await this.organization.explanations()).get(this.key)
      : await this.organization.explanation(this.key);
    // The competency comes from the catalogue of the same day, so it has an explanation.
    return required(explanation);
  }

  async #paths(): Promise<readonly PathProgressSource[]> {
    const { paths } = await this.explanation();
    const { organizationId } = this.organization;
    const { inForce: catalogue } = catalogueOf(this.organization);
    const credentials = await this.organization.credentials();
    const lookups = { organizationId, catalogue, credentials };
    return paths.map((path) => presentPathProgress(path, this.key, lookups));
  }

  #status(): Promise<CompetencyStatus> {
    return this.organization.competencyStatus(this.key);
  }
}
