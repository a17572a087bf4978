import { derivedId } from '../../../schema/derived-id';
import { globalId } from '../../../schema/global-id';
import type { Competency } from '../../../schema/catalogue/competency';
import type { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import { required } from '../../request/required';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import {
  actingOverrides,
  nearestPath,
  nextLevel,
  type CompetencyStatus,
  type Day,
  type Explanation,
  type Level,
  type Levels,
  type NearestPath,
  type Override,
  type PathProgress,
} from '../../rules';
import { presentPathProgress, progressLookups, type PathProgressSource } from './progress';

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
    return this.#present(({ paths }) => paths);
  }

  get nextLevel(): Promise<Level | null> {
    return this.explanation().then((explanation) => nextLevel(explanation, this.organization.day));
  }

  get nextPath(): Promise<PathProgressSource | null> {
    return this.#nearest().then(async (nearest) => {
      if (nearest === null) return null;
      const [path] = await this.#present(() => [nearest.progress]);
      return path ?? null;
    });
  }

  get percent(): Promise<number> {
    return this.#nearest().then(async (nearest) => {
      if (nearest !== null) return nearest.percent;
      return (await this.levelWithoutOverrides) === null ? 0 : 100;
    });
  }

  async explanation(): Promise<Explanation> {
    const explanation = this.isOneOfAll
      ? (await this.organization.explanations()).get(this.key)
      : await this.organization.explanation(this.key);
    // The competency comes from the catalogue of the same day, so it has an explanation.
    return required(explanation);
  }

  async #nearest(): Promise<NearestPath | null> {
    const { day } = this.organization;
    const explanation = await this.explanation();
    const level = nextLevel(explanation, day);
    return level === null ? null : nearestPath(explanation, level, day);
  }

  async #present(
    select: (explanation: Explanation) => readonly PathProgress[],
  ): Promise<readonly PathProgressSource[]> {
    const paths = select(await this.explanation());
    const lookups = await progressLookups(this.organization);
    return paths.map((path) => presentPathProgress(path, this.key, lookups));
  }

  #status(): Promise<CompetencyStatus> {
    return this.organization.competencyStatus(this.key);
  }
}
