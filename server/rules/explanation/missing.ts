import type { PathProgress, RequirementProgress } from '../evaluation/progress';
import type { Need } from '../vocabulary/catalogue';
import { nearestPart } from './path-percent';

/** A part that a path lacks. */
export type MissingPart =
  | MissingPeople
  /** The amount in hundredths; 0 when only a closed month is missing. */
  | { readonly kind: 'amount'; readonly metric: string; readonly hundredths: number }
  | { readonly kind: 'market'; readonly metric: string }
  | { readonly kind: 'effect' };

export interface MissingPeople {
  readonly kind: 'people';
  readonly group: number;
  readonly need: Need;
  readonly count: number;
}

/** Of alternatives, only the nearest counts. Empty if the path holds. */
export function missingIn({ holds, effective, requirements }: PathProgress): readonly MissingPart[] {
  if (holds) return [];
  return [...(effective ? [] : [{ kind: 'effect' } as const]), ...requirements.flatMap(missingOf)];
}

function missingOf(progress: RequirementProgress): readonly MissingPart[] {
  if (progress.holds) return [];
  switch (progress.kind) {
    case 'people': {
      const open = progress.slots.filter(({ person }) => person === null);
      const kinds = Map.groupBy(open, ({ group, need }) => `${group} ${JSON.stringify(need)}`);
      return [...kinds.values()].flatMap(([slot, ...others]) =>
        slot === undefined
          ? []
          : [{ kind: 'people', group: slot.group, need: slot.need, count: others.length + 1 }],
      );
    }
    case 'metric': {
      const { metric, have, need } = progress;
      return need === null
        ? [{ kind: 'market', metric }]
        : [{ kind: 'amount', metric, hundredths: Math.max(0, need - have) }];
    }
    case 'all':
      return progress.of.flatMap(missingOf);
    case 'any': {
      const nearest = nearestPart(progress.of);
      return nearest === undefined ? [] : missingOf(nearest);
    }
  }
}
