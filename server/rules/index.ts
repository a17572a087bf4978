/** The only door to the rules. `…Stepwise` is the same rule as work that pauses (work.ts). */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';

export {
  attainedLevels,
  attainedLevelsStepwise,
  provenLevels,
  provenLevelsStepwise,
  type Levels,
} from './attained-levels';
export { benefitDifference, type BenefitDifference } from './benefit-difference';
export type { Cause } from './cause';
export {
  competencyStatus,
  competencyStatuses,
  competencyStatusesStepwise,
  competencyStatusStepwise,
  type CompetencyStatus,
} from './competency-status';
export { compare, type Difference } from './compare';
export { criticalPeople, criticalPeopleStepwise, type CriticalPerson, type Loss } from './critical-people';
export {
  displayedCompetencies,
  displayedSince,
  displayedSinceStepwise,
  levelsOf,
  type Displayed,
} from './displayed-competencies';
export { effectOfFacts } from './effect-of-facts';
export { effectOfVersions, effectOfVersionsStepwise } from './effect-of-versions';
export { isGain, type Effect } from './effects';
export { eligibleLevels, levelsOpenedBy } from './eligible-levels';
export {
  entitlements,
  entitlementsStepwise,
  redeemable,
  redeemableStepwise,
  type Entitlement,
  type EntitlementSource,
} from './entitlements';
export { explain, explainAll, explainAllStepwise, explainStepwise, type Explanation } from './explain';
export { forecast, forecastStepwise, type Change, type ChangedAnswer } from './forecast';
export { memberSpans, type MemberSpan } from './member-spans';
export { MOST_SETS } from './missing-sets';
export { nextAssociation, type Waiting } from './next-association';
export {
  ORDER_KINDS,
  termsAfterOrder,
  type Credit,
  type Discount,
  type Order,
  type OrderKind,
} from './order';
export { actingOverrides } from './overrides';
export { canBeEarned, lastDaysToEarn, plan, planStepwise, type PlanWay } from './plan';
export { peopleIn } from './progress';
export type * from './progress';
export type { PurchaseCheck } from './purchase-checks';
export {
  profileAfter,
  profileAfterStepwise,
  quote,
  quoteStepwise,
  type ProfileAfter,
  type ProfileChange,
  type Quote,
} from './quote';
export { refundChecks, refunded, type RefundCheck } from './refund';
export { MOST_WAYS, type MissingSales } from './requirements/rule';
export { flagsForStepwise, renewalFlags, type RenewalFlags } from './renewal-flags';
export {
  renewalRisk,
  renewalRiskStepwise,
  type CompetencyAtRisk,
  type RenewalRisk,
  type Repair,
} from './renewal-risk';
export { renewalWindow, type RenewalWindow } from './renewal-window';
export { somePathHolds } from './some-path-holds';
export { statusOn, statusOnStepwise, type Status } from './status';
export {
  statusSpans,
  statusSpansStepwise,
  type CompetencySpan,
  type LevelSpan,
  type StatusSpans,
} from './status-spans';
export type { UncountedAchievement, UncountedReason } from './uncounted';
export { lastTermOfChain, runningTerm } from './terms';
export { turningDays } from './turning-days';
export { versionOn } from './versions';
export { whatIf, whatIfStepwise, type Supposition } from './what-if';
export { atOnce, mapStepwise, runAtOnce, type Run, type Work } from './work';
export { priceOf, valueOf } from './worth';
