import type { OrganizationOnDay } from '../../request/organization-on-day';
import { lastDayOf, type Cause, type Day, type ExplainedSpan, type ExplainedSpans } from '../../rules';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import { presentCause } from './cause';

/** The timeline begins on the day of the organization. */
export function presentTimeline(spans: ExplainedSpans, organization: OrganizationOnDay, until: Day | null) {
  const { organizationId, day: from } = organization;
  const catalogue = catalogueOf(organization);
  const presentCauses = (causes: readonly Cause[]) =>
    causes.map((cause) => presentCause(cause, catalogue, organizationId));
  const levels = (timeline: ExplainedSpans['membership']) =>
    timeline.map((span) => ({
      ...presentSpan(span),
      __typename: 'LevelSpan' as const,
      level: span.value,
      causes: presentCauses(span.causes),
    }));
  const flags = (timeline: ExplainedSpans['willBeEligible']) =>
    timeline.map((span) => ({
      ...presentSpan(span),
      __typename: 'FlagSpan' as const,
      flag: span.value,
      causes: presentCauses(span.causes),
    }));
  return {
    ...presentSpan({ from, until }),
    competencies: spans.competencies.map(({ competency, attained, displayed }) => ({
      competency: catalogue.competency(competency),
      attainedLevel: levels(attained),
      displayedLevel: levels(displayed),
    })),
    membershipLevel: levels(spans.membership),
    eligibleLevel: levels(spans.eligible),
    renewalAtRisk: flags(spans.renewalAtRisk),
    willBeEligible: flags(spans.willBeEligible),
  };
}

function presentSpan({ from, until }: Pick<ExplainedSpan<unknown>, 'from' | 'until'>) {
  return { from, until, lastDay: lastDayOf({ from, until }) };
}
