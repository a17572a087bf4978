import type { MetricRequirement } from '../../vocabulary/catalogue';
import type { EvaluationState } from '../evaluation-state';
import type { RequirementCompiler, CompiledRequirement, MissingSales } from './rule';

/**
 * `metric` holds if the sum of the window reaches the threshold of the market class. It never holds before the first
 * month is closed. A null threshold closes the path to the market class.
 */
export function metric(requirement: MetricRequirement, compiler: RequirementCompiler): CompiledRequirement {
  const window = compiler.window(requirement.metric, requirement.months);
  const thresholdOf = ({ facts }: EvaluationState) => requirement.atLeast[facts.market];
  const holds = (state: EvaluationState) => {
    const threshold = thresholdOf(state);
    return threshold !== null && state.latestClosed !== null && state.sum(window) >= threshold;
  };
  const missing = (state: EvaluationState): MissingSales | 'market-closed' | null => {
    const threshold = thresholdOf(state);
    if (threshold === null) return 'market-closed';
    if (holds(state)) return null;
    const { metric, months } = requirement;
    return { metric, months, hundredths: Math.max(0, threshold - state.sum(window)) };
  };
  return {
    holds,
    witnesses: () => [],
    progress: (state) => ({
      kind: 'metric',
      holds: holds(state),
      metric: requirement.metric,
      months: state.months(window),
      have: state.sum(window),
      need: thresholdOf(state),
    }),
    ways: () => [[{ kind: 'sales', missing }]],
  };
}
