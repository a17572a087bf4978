/** The only door to the rules. */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';

export { attainedLevels, type Levels } from './attained-levels';
export { displayedCompetencies } from './displayed-competencies';
export { eligibleLevels } from './eligible-levels';
export { renewalFlags, type RenewalFlags } from './renewal-flags';
export { somePathHolds } from './some-path-holds';
export { lastTermOfChain, runningTerm } from './terms';
export { versionOn } from './versions';
