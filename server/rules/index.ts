/** The only door to the rules. */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';

export { attainedLevels, type Levels } from './attained-levels';
export type { Cause } from './cause';
export { competencyStatus, nextChanges, type CompetencyStatus } from './competency-status';
export { displayedCompetencies } from './displayed-competencies';
export { eligibleLevels } from './eligible-levels';
export { forecast, type Change } from './forecast';
export { renewalFlags, type RenewalFlags } from './renewal-flags';
export { somePathHolds } from './some-path-holds';
export { statusSpans, type CompetencySpan, type LevelSpan, type StatusSpans } from './status-spans';
export { lastTermOfChain, runningTerm } from './terms';
export { turningDays } from './turning-days';
export { versionOn } from './versions';
