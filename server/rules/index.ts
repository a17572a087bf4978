/** The public API of the rules. `…Stepwise` is the pausable form of a rule (vocabulary/work.ts). */
export * from './vocabulary';

export {
  attainedLevels,
  attainedLevelsStepwise,
  provenLevels,
  provenLevelsStepwise,
  type Levels,
} from './evaluation/attained-levels';
export { benefitDifference, type BenefitDifference } from './membership/benefit-difference';
export {
  competencyStatus,
  competencyStatuses,
  competencyStatusesStepwise,
  competencyStatusStepwise,
  type CompetencyStatus,
} from './time/competency-status';
export {
  compareCatalogues,
  compareCataloguesStepwise,
  type CatalogueChange,
} from './comparison/compare-catalogues';
export type { ChangedField, ComparedField } from './comparison/compared-fields';
export { compareStatuses, type DifferingAnswer } from './membership/compare-statuses';
export {
  criticalPeople,
  criticalPeopleStepwise,
  type CriticalPerson,
  type LevelLoss,
} from './planning/critical-people';
export {
  displayedCompetencies,
  displayedSince,
  displayedSinceStepwise,
  displayedLevels,
  type DisplayedLevel,
} from './membership/displayed-competencies';
export { effectOfFacts } from './time/effect-of-facts';
export { effectOfVersions, effectOfVersionsStepwise } from './time/effect-of-versions';
export { isGain, type Effect } from './time/effects';
export { eligibleLevels, eligibleLevelsFor } from './evaluation/eligible-levels';
export {
  entitlements,
  entitlementsStepwise,
  redeemableEntitlements,
  redeemableEntitlementsStepwise,
  type Entitlement,
  type EntitlementSource,
} from './membership/entitlements';
export {
  explain,
  explainAll,
  explainAllStepwise,
  explainStepwise,
  type Explanation,
} from './explanation/explain';
export {
  explainedSpans,
  explainedSpansStepwise,
  type ExplainedSpan,
  type ExplainedSpans,
} from './time/explained-spans';
export { forecast, forecastStepwise, type ForecastChange, type ChangedAnswer } from './time/forecast';
export { memberSpans, type MemberSpan } from './time/member-spans';
export { MAX_SETS } from './planning/missing-sets';
export { missingIn, type MissingPart } from './explanation/missing';
export { nearestPath, nextLevel, progressTowards, type NearestPath } from './explanation/nearest-path';
export { pathPercent } from './explanation/path-percent';
export { nextAssociation, type AssociationWait } from './time/next-association';
export {
  ORDER_KINDS,
  termsAfterOrder,
  type Credit,
  type Discount,
  type Order,
  type OrderKind,
  type ShortenedTerm,
} from './orders/order';
export { actingOverrides } from './evaluation/overrides';
export { canBeEarned, lastDaysToEarn, plan, planStepwise, type PlanWay } from './planning/plan';
export { peopleRequirementsIn } from './evaluation/progress';
export type * from './evaluation/progress';
export type { PurchaseCheck } from './orders/purchase-checks';
export {
  profileAfter,
  profileAfterStepwise,
  quote,
  quoteStepwise,
  type ProfileAfter,
  type ProfileChange,
  type Quote,
} from './orders/quote';
export { amountToPayBack, refundChecks, termAfterRefund, type RefundCheck } from './orders/refund';
export { MAX_WAYS, type MissingSales } from './evaluation/requirements/rule';
export { renewalFlagsForStepwise, renewalFlags, type RenewalFlags } from './membership/renewal-flags';
export {
  renewalRisk,
  renewalRiskStepwise,
  type CompetencyAtRisk,
  type RenewalRisk,
  type Repair,
} from './orders/renewal-risk';
export { renewalWindow, type RenewalWindow } from './membership/renewal-window';
export { somePathHolds } from './evaluation/some-path-holds';
export { statusOn, statusOnStepwise, type Status } from './membership/status';
export {
  statusSpans,
  statusSpansStepwise,
  type CompetencySpan,
  type LevelSpan,
  type StatusSpans,
} from './time/status-spans';
export type { UncountedAchievement, UncountedReason } from './explanation/uncounted';
export { turningDays } from './time/turning-days';
export { versionOn } from './evaluation/versions';
export { whatIf, whatIfStepwise, type Supposition } from './planning/what-if';
export { benefitPrice, benefitValue } from './membership/benefit-value';
