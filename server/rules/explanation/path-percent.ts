import type { PathProgress, RequirementProgress } from '../evaluation/progress';
import { isMore, NONE, percentOf, shareOf, weightedMean, WHOLE, type Weighted } from './fraction';

/** The reached share of a path in percent, rounded down; 100 if and only if the path holds. */
export function pathPercent({ holds, requirements }: PathProgress): number {
  if (holds) return 100;
  return Math.min(99, percentOf(weightedMean(requirements.map(reached)) ?? NONE));
}

/** Each slot and each metric has the weight 1. The weight does not depend on the facts, so facts that help never harm. */
function reached(progress: RequirementProgress): Weighted {
  switch (progress.kind) {
    case 'people':
      return { weight: progress.need, share: shareOf(progress.have, progress.need) };
    case 'metric': {
      const { holds, have, need } = progress;
      if (holds) return { weight: 1, share: WHOLE };
      // Without a closed month, a threshold of 0 is not reached.
      return { weight: 1, share: need === null || need <= 0 ? NONE : shareOf(have, need) };
    }
    case 'all': {
      const parts = progress.of.map(reached);
      const weight = parts.reduce((sum, part) => sum + part.weight, 0);
      return { weight, share: weightedMean(parts) ?? WHOLE };
    }
    case 'any': {
      const parts = progress.of.map(reached);
      const best = parts.reduce((share, part) => (isMore(part.share, share) ? part.share : share), NONE);
      return { weight: Math.max(0, ...parts.map(({ weight }) => weight)), share: best };
    }
  }
}

/** The part of an `any` with the highest share, the first of several. Undefined without parts. */
export function nearestPart(of: readonly RequirementProgress[]): RequirementProgress | undefined {
  let nearest: RequirementProgress | undefined;
  for (const part of of) {
    if (nearest === undefined || isMore(reached(part).share, reached(nearest).share)) nearest = part;
  }
  return nearest;
}
