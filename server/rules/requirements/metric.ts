import type { MetricRequirement } from '../catalogue';
import type { Compiler, CompiledRequirement } from './rule';

/**
 * A metric holds when its sum over the months that end with the latest closed one reaches the threshold of the
 * organization's market. Before any month is closed it does not hold; without a threshold it is closed to the market.
 */
export function metric(requirement: MetricRequirement, compiler: Compiler): CompiledRequirement {
  const window = compiler.window(requirement.metric, requirement.months);
  return {
    holds(standing) {
      const threshold = requirement.atLeast[standing.facts.market];
      return threshold !== null && standing.latestClosed !== null && standing.sum(window) >= threshold;
    },
  };
}
