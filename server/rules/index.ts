/** The only door to the rules. */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';

export { attainedLevels, provenLevels, type Levels } from './attained-levels';
export { benefitDifference, type BenefitDifference } from './benefit-difference';
export type { Cause } from './cause';
export { competencyStatus, competencyStatuses, type CompetencyStatus } from './competency-status';
export { compare, type Difference } from './compare';
export { criticalPeople, type CriticalPerson, type Loss } from './critical-people';
export { displayedCompetencies, displayedSince, levelsOf, type Displayed } from './displayed-competencies';
export { effectOfFacts } from './effect-of-facts';
export { effectOfVersions } from './effect-of-versions';
export { isGain, type Effect } from './effects';
export { eligibleLevels, levelsOpenedBy } from './eligible-levels';
export { entitlements, redeemable, type Entitlement, type EntitlementSource } from './entitlements';
export { explain, explainAll, type Explanation } from './explain';
export { forecast, type Change, type ChangedAnswer } from './forecast';
export { memberSpans, type MemberSpan } from './member-spans';
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
export { canBeEarned, lastDaysToEarn, plan, type PlanWay } from './plan';
export { peopleIn } from './progress';
export type * from './progress';
export type { PurchaseCheck } from './purchase-checks';
export { profileAfter, quote, type ProfileAfter, type ProfileChange, type Quote } from './quote';
export { refundChecks, refunded, type RefundCheck } from './refund';
export type { MissingSales } from './requirements/rule';
export { flagsFor, renewalFlags, type RenewalFlags } from './renewal-flags';
export { renewalRisk, type CompetencyAtRisk, type RenewalRisk, type Repair } from './renewal-risk';
export { renewalWindow, type RenewalWindow } from './renewal-window';
export { somePathHolds } from './some-path-holds';
export { statusOn, type Status } from './status';
export { statusSpans, type CompetencySpan, type LevelSpan, type StatusSpans } from './status-spans';
export type { UncountedAchievement, UncountedReason } from './uncounted';
export { lastTermOfChain, runningTerm } from './terms';
export { turningDays } from './turning-days';
export { versionOn } from './versions';
export { whatIf, type Supposition } from './what-if';
export { priceOf, valueOf } from './worth';
