import type { MetricProgress, PartsProgress, PathProgress } from '../../../schema/statuses/progress';
import { required } from '../../request/required';
import { writeHundredths } from '../../rules';
import type * as rules from '../../rules';
import type { PresentedCatalogue } from '../catalogue/catalogue';
import { presentContributor, type ContributorSource } from './contributor';

export interface ProgressLookups {
  readonly organizationId: string;
  readonly catalogue: PresentedCatalogue;
  /** Maps achievement ids to credential codes. */
  readonly credentials: ReadonlyMap<string, string>;
}

export interface ContributingCredentialSource {
  readonly credential: ReturnType<ProgressLookups['catalogue']['credential']['get']>;
  readonly achievementId: string;
  readonly organizationId: string;
}

export interface PeopleProgressSource extends Omit<rules.PeopleProgress, 'slots' | 'spare'> {
  readonly __typename: 'PeopleProgress';
  readonly slots: readonly {
    readonly group: number;
    readonly need: object;
    readonly filledBy: ContributorSource | null;
    readonly with: readonly ContributingCredentialSource[];
  }[];
  readonly sparePeople: readonly string[];
  readonly organizationId: string;
}

type RequirementSource =
  | PeopleProgressSource
  | (MetricProgress & { readonly __typename: 'MetricProgress' })
  | (Omit<PartsProgress, 'of'> & {
      readonly __typename: 'PartsProgress';
      readonly of: readonly RequirementSource[];
    });

export type PathProgressSource = Omit<PathProgress, 'requirements'> & {
  readonly requirements: readonly RequirementSource[];
};

export function presentPathProgress(
  { path, effective, holds, requirements }: rules.PathProgress,
  competency: string,
  lookups: ProgressLookups,
): PathProgressSource {
  return {
    path: lookups.catalogue.path(competency, path.key),
    isEffective: effective,
    holds,
    requirements: requirements.map((requirement) => presentProgress(requirement, lookups)),
  };
}

function presentProgress(progress: rules.RequirementProgress, lookups: ProgressLookups): RequirementSource {
  switch (progress.kind) {
    case 'people':
      return presentPeople(progress, lookups);
    case 'metric': {
      const { holds, metric, months, have, need } = progress;
      return {
        __typename: 'MetricProgress',
        holds,
        metric: required(lookups.catalogue.metric.get(metric)),
        months: months.map(({ month, hundredths }) => ({ month, amount: writeHundredths(hundredths) })),
        sum: writeHundredths(have),
        threshold: need === null ? null : writeHundredths(need),
      };
    }
    case 'all':
    case 'any': {
      const { holds, have, need, of } = progress;
      return {
        __typename: 'PartsProgress',
        holds,
        have,
        need,
        of: of.map((part) => presentProgress(part, lookups)),
      };
    }
  }
}

function presentPeople(
  { kind, holds, have, need, slots, spare }: rules.PeopleProgress,
  { organizationId, catalogue, credentials }: ProgressLookups,
): PeopleProgressSource {
  const credential = (code: string) => required(catalogue.credential.get(code));
  return {
    __typename: 'PeopleProgress',
    kind,
    holds,
    have,
    need,
    organizationId,
    sparePeople: spare,
    slots: slots.map((slot) => ({
      group: slot.group + 1,
      need: catalogue.need(slot.need),
      filledBy: slot.person === null ? null : presentContributor(slot.person, organizationId),
      with: slot.achievements.map((achievementId) => ({
        credential: credential(required(credentials.get(achievementId))),
        achievementId,
        organizationId,
      })),
    })),
  };
}
