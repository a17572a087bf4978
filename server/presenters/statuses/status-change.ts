import type {
  CompetencyLevelDifference,
  MembershipLevelDifference,
  RenewalFlagDifference,
} from '../../../schema/statuses/status-difference';
import { sentence, type Sentence } from '../../messages';
import type { ForecastChange, ChangedAnswer, DifferingAnswer, Level } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { inWords } from '../in-words';
import { presentCause } from './cause';

/** Forecasts, what-ifs and previews have types of their own, whose names end differently. */
export type Comparison =
  | (CompetencyLevelDifference & { readonly kind: 'CompetencyLevel' })
  | (MembershipLevelDifference & { readonly kind: 'MembershipLevel' })
  | (RenewalFlagDifference & { readonly kind: 'RenewalFlag' });

export function presentChange(change: ForecastChange, catalogue: CatalogueOnDay, organizationId: string) {
  const comparison = presentComparison(change, catalogue);
  return {
    ...comparison,
    __typename: `${comparison.kind}Change` as const,
    on: change.day,
    causes: change.causes.map((cause) => presentCause(cause, catalogue, organizationId)),
  };
}

export function presentDifference(difference: DifferingAnswer, catalogue: CatalogueOnDay) {
  const comparison = presentComparison(difference, catalogue);
  return { ...comparison, __typename: `${comparison.kind}Difference` as const };
}

export function presentComparison(
  answer: ChangedAnswer | DifferingAnswer,
  catalogue: CatalogueOnDay,
): Comparison {
  switch (answer.of) {
    case 'attained':
    case 'displayed': {
      const competency = catalogue.competency(answer.competency);
      const aspect = answer.of === 'attained' ? 'ATTAINED' : 'DISPLAYED';
      return {
        kind: 'CompetencyLevel',
        aspect,
        competency,
        ...levels(aspect, answer.before, answer.after, competency.name),
      };
    }
    case 'membership':
      return membershipLevel('MEMBERSHIP', answer.before, answer.after);
    case 'eligible':
      return membershipLevel('ELIGIBLE', answer.before, answer.after);
    case 'eligibleLevels':
      return membershipLevel('ELIGIBLE', answer.before.at(-1) ?? null, answer.after.at(-1) ?? null);
    case 'renewalAtRisk':
      return renewalFlag(
        'RENEWAL_AT_RISK',
        answer,
        answer.after ? 'change.renewalAtRisk.true' : 'change.renewalAtRisk.false',
      );
    case 'willBeEligible':
      return renewalFlag('WILL_BE_ELIGIBLE', answer, willBeEligibleMessage(answer.after));
  }
}

function membershipLevel(
  aspect: 'MEMBERSHIP' | 'ELIGIBLE',
  before: Level | null,
  after: Level | null,
): Comparison {
  return { kind: 'MembershipLevel', aspect, ...levels(aspect, before, after) };
}

function renewalFlag(
  aspect: 'RENEWAL_AT_RISK' | 'WILL_BE_ELIGIBLE',
  { before, after }: { readonly before: boolean | null; readonly after: boolean | null },
  key: RenewalFlagKey,
): Comparison {
  return {
    kind: 'RenewalFlag',
    aspect,
    flagBefore: before,
    flagAfter: after,
    inWords: inWords(sentence(key)),
  };
}

type RenewalFlagKey = `change.renewalAtRisk.${boolean}` | ReturnType<typeof willBeEligibleMessage>;

function willBeEligibleMessage(after: boolean | null) {
  if (after === null) return 'change.willBeEligible.null';
  return after ? 'change.willBeEligible.true' : 'change.willBeEligible.false';
}

type LevelAspect = 'ATTAINED' | 'DISPLAYED' | 'ELIGIBLE' | 'MEMBERSHIP';

function levels(aspect: LevelAspect, levelBefore: Level | null, levelAfter: Level | null, competency = '') {
  return {
    levelBefore,
    levelAfter,
    inWords: inWords(levelChangeInWords(aspect, levelBefore, levelAfter, competency)),
  };
}

function levelChangeInWords(
  aspect: LevelAspect,
  before: Level | null,
  after: Level | null,
  competency: string,
): Sentence {
  if (after === null) {
    if (before === null) throw new Error('A level that was and is null has not changed.');
    return sentence(`change.${aspect}.ends`, { competency, before });
  }
  return before === null
    ? sentence(`change.${aspect}.begins`, { competency, after })
    : sentence(`change.${aspect}.moves`, { competency, before, after });
}
