import type { StatusAspect, StatusDifference } from '../../../schema/statuses/status-change';
import { levelInWords, say } from '../../messages';
import type { ForecastChange, ChangedAnswer, DifferingAnswer, Level } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { presentCause } from './cause';

const ASPECTS = {
  attained: 'ATTAINED',
  displayed: 'DISPLAYED',
  eligible: 'ELIGIBLE',
  eligibleLevels: 'ELIGIBLE',
  membership: 'MEMBERSHIP',
} as const satisfies Partial<Record<(ChangedAnswer | DifferingAnswer)['of'], StatusAspect>>;

export function presentChange(change: ForecastChange, catalogue: CatalogueOnDay, organizationId: string) {
  return {
    ...presentDifference(change, catalogue),
    on: change.day,
    causes: change.causes.map((cause) => presentCause(cause, catalogue, organizationId)),
  };
}

export function presentDifference(
  difference: ChangedAnswer | DifferingAnswer,
  catalogue: CatalogueOnDay,
): StatusDifference {
  switch (difference.of) {
    case 'attained':
    case 'displayed': {
      const competency = catalogue.competency(difference.competency);
      return { ...levelDifference(difference.of, difference, competency.name), competency };
    }
    case 'eligible':
    case 'membership':
      return levelDifference(difference.of, difference);
    case 'eligibleLevels':
      return levelDifference(difference.of, {
        before: difference.before.at(-1) ?? null,
        after: difference.after.at(-1) ?? null,
      });
    case 'renewalAtRisk':
      return flagDifference(
        difference,
        'RENEWAL_AT_RISK',
        say(difference.after ? 'change.renewalAtRisk.true' : 'change.renewalAtRisk.false'),
      );
    case 'willBeEligible':
      return flagDifference(difference, 'WILL_BE_ELIGIBLE', say(willBeEligibleMessage(difference.after)));
  }
}

function willBeEligibleMessage(after: boolean | null) {
  if (after === null) return 'change.willBeEligible.null';
  return after ? 'change.willBeEligible.true' : 'change.willBeEligible.false';
}

function flagDifference(
  { before, after }: { readonly before: boolean | null; readonly after: boolean | null },
  aspect: StatusAspect,
  inWords: string,
): StatusDifference {
  return {
    aspect,
    competency: null,
    levelBefore: null,
    levelAfter: null,
    flagBefore: before,
    flagAfter: after,
    inWords,
  };
}

function levelDifference(
  answer: keyof typeof ASPECTS,
  { before, after }: { readonly before: Level | null; readonly after: Level | null },
  competency = '',
): StatusDifference {
  const aspect = ASPECTS[answer];
  return {
    aspect,
    competency: null,
    levelBefore: before,
    levelAfter: after,
    flagBefore: null,
    flagAfter: null,
    inWords: levelChangeInWords(aspect, before, after, competency),
  };
}

function levelChangeInWords(
  aspect: (typeof ASPECTS)[keyof typeof ASPECTS],
  before: Level | null,
  after: Level | null,
  competency: string,
): string {
  const values = {
    competency,
    before: before === null ? '' : levelInWords(before),
    after: after === null ? '' : levelInWords(after),
  };
  if (before === null) return say(`change.${aspect}.begins`, values);
  return say(after === null ? `change.${aspect}.ends` : `change.${aspect}.moves`, values);
}
