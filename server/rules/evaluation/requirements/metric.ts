import type { MetricRequirement } from '../../vocabulary/catalogue';
import type { EvaluationState } from '../evaluation-state';
import type { Compiler, CompiledRequirement, MissingSales } from './rule';

/**
 * A metric holds when its sum over the months that end with the latest closed one reaches the threshold of the
 * organization's market. Before any month is closed it does not hold; without a threshold it is closed to the market.
 */
export function metric(requirement: MetricRequirement, compiler: Compiler): CompiledRequirement {
  const window = compiler.window(requirement.metric, requirement.months);
  const thresholdOf = ({ facts }: EvaluationState) => requirement.atLeast[facts.market];
  const holds = (standing: EvaluationState) => {
    const threshold = thresholdOf(standing);
    return threshold !== null && standing.latestClosed !== null && standing.sum(window) >= threshold;
  };
  const missing = (standing: EvaluationState): MissingSales | 'market-closed' | null => {
    const threshold = thresholdOf(standing);
    if (threshold === null) return 'market-closed';
    if (holds(standing)) return null;
    const { metric, months } = requirement;
    return { metric, months, hundredths: Math.max(0, threshold - standing.sum(window)) };
  };
  return {
    holds,
    witnesses: () => [],
    progress: (standing) => ({
      kind: 'metric',
      holds: holds(standing),
      metric: requirement.metric,
      months: standing.months(window),
      have: standing.sum(window),
      need: thresholdOf(standing),
    }),
    ways: () => [[{ kind: 'sales', missing }]],
  };
}
