/** The only door to the rules. */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';

export { attainedLevels, type Levels } from './attained-levels';
export type { Cause } from './cause';
export { competencyStatus, nextChanges, type CompetencyStatus } from './competency-status';
export { compare, type Difference } from './compare';
export { criticalPeople, type CriticalPerson, type Loss } from './critical-people';
export { displayedCompetencies } from './displayed-competencies';
export { eligibleLevels } from './eligible-levels';
export { explain, type Explanation } from './explain';
export { forecast, type Change } from './forecast';
export { canBeEarned, plan, type PlanWay } from './plan';
export type * from './progress';
export { renewalFlags, type RenewalFlags } from './renewal-flags';
export { renewalRisk, type CompetencyAtRisk, type RenewalRisk, type Repair } from './renewal-risk';
export { somePathHolds } from './some-path-holds';
export { statusOn, type Status } from './status';
export { statusSpans, type CompetencySpan, type LevelSpan, type StatusSpans } from './status-spans';
export type { UncountedAchievement, UncountedReason } from './uncounted';
export { lastTermOfChain, runningTerm } from './terms';
export { turningDays } from './turning-days';
export { versionOn } from './versions';
export { whatIf, type Supposition } from './what-if';
