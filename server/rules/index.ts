/** The only door to the rules. */
export * from './catalogue';
export * from './day';
export * from './facts';
export * from './level';
export * from './span';
