import type { InWords } from '../../../schema/in-words';
import type { MetricProgress, PartsProgress, PathProgress } from '../../../schema/statuses/progress';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { required } from '../../request/required';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import { missingIn, pathPercent, writeHundredths, type MissingPart } from '../../rules';
import type * as rules from '../../rules';
import { sentence, type Sentence } from '../../messages';
import { needInWords } from '../catalogue/rules-in-words';
import { inWords } from '../in-words';
import type { PresentedCatalogue } from '../catalogue/catalogue';
import { presentContributor, type ContributorSource } from './contributor';

export interface ProgressLookups {
  readonly organizationId: string;
  readonly catalogue: PresentedCatalogue;
  /** Maps achievement ids to credential codes. */
  readonly credentials: ReadonlyMap<string, string>;
}

export async function progressLookups(organization: OrganizationOnDay): Promise<ProgressLookups> {
  const { organizationId } = organization;
  const { inForce: catalogue } = catalogueOf(organization);
  return { organizationId, catalogue, credentials: await organization.credentials() };
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

export type PathProgressSource = Omit<PathProgress, 'requirements' | 'percent' | 'missing'> & {
  readonly percent: () => number;
  readonly missing: () => readonly MissingPartSource[];
  readonly requirements: readonly RequirementSource[];
};

export function presentPathProgress(
  progress: rules.PathProgress,
  competency: string,
  lookups: ProgressLookups,
): PathProgressSource {
  const { path, effective, holds, requirements } = progress;
  return {
    path: lookups.catalogue.path(competency, path.key),
    isEffective: effective,
    holds,
    // Computed only if the query selects them.
    percent: () => pathPercent(progress),
    missing: () => missingIn(progress).map((part) => presentMissing(part, lookups.catalogue)),
    requirements: requirements.map((requirement) => presentProgress(requirement, lookups)),
  };
}

interface MissingPartSource {
  readonly __typename: 'MissingPeople' | 'MissingAmount' | 'ClosedToMarket' | 'NotEffective';
  readonly inWords: InWords;
}

function presentMissing(part: MissingPart, catalogue: PresentedCatalogue): MissingPartSource {
  switch (part.kind) {
    case 'people': {
      const { group, need, count } = part;
      const words = sentence('missing.people', { count, need: needInWords(need) });
      return present('MissingPeople', words, { group: group + 1, need: catalogue.need(need), count });
    }
    case 'amount': {
      const metric = required(catalogue.metric.get(part.metric));
      const { hundredths } = part;
      const amount = { hundredths, unit: metric.unit };
      const words =
        hundredths === 0
          ? sentence('missing.month', { metric: metric.name })
          : sentence('missing.amount', { metric: metric.name, amount });
      return present('MissingAmount', words, { metric, amount: writeHundredths(hundredths) });
    }
    case 'market': {
      const metric = required(catalogue.metric.get(part.metric));
      return present('ClosedToMarket', sentence('missing.market', { metric: metric.name }), { metric });
    }
    case 'effect':
      return present('NotEffective', sentence('missing.effect'), {});
  }
}

function present(
  __typename: MissingPartSource['__typename'],
  words: Sentence,
  fields: object,
): MissingPartSource {
  return { __typename, inWords: inWords(words), ...fields };
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
