/** The vocabulary of the rules. The schema may import no other module of the rules. */
export * from './catalogue';
export * from './currency';
export * from './day';
export * from './decimal';
export * from './facts';
export * from './level';
export * from './localized-text';
export * from './span';

export type { Cause } from './cause';
export { lastTermOfChain, runningTerm } from './terms';
export { runSync, mapStepwise, runWithoutPauses, type RunWork, type Work } from './work';
