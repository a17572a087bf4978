import type { Day, Month } from './day';
import type { OverrideEffect } from './facts';
import type { Level } from './level';

/** An event that changed a status. It holds keys, ids and days; messages are built elsewhere. */
export type Cause =
  | {
      readonly kind: 'person';
      readonly day: Day;
      readonly change: 'joins' | 'leaves';
      readonly person: string;
    }
  | {
      readonly kind: 'credential';
      readonly day: Day;
      readonly change: 'earned' | 'expires' | 'revoked';
      readonly person: string;
      readonly achievement: string;
      readonly credential: string;
    }
  | { readonly kind: 'acceptance'; readonly day: Day; readonly credential: string }
  | {
      readonly kind: 'override';
      readonly day: Day;
      readonly change: 'begins' | 'ends';
      readonly override: string;
      readonly competency: string;
      readonly effect: OverrideEffect;
      /** Null for a WITHHOLD. */
      readonly level: Level | null;
    }
  | {
      readonly kind: 'rule';
      readonly day: Day;
      readonly change: 'path-begins' | 'path-ends';
      readonly competency: string;
      readonly path: string;
    }
  | {
      readonly kind: 'rule';
      readonly day: Day;
      readonly change: 'competency-retires';
      readonly competency: string;
    }
  | { readonly kind: 'rule'; readonly day: Day; readonly change: 'version-applies'; readonly version: number }
  | { readonly kind: 'sales'; readonly day: Day; readonly month: Month; readonly metrics: readonly string[] }
  | {
      readonly kind: 'membership';
      readonly day: Day;
      readonly change: 'begins' | 'ends';
      readonly membership: string;
      readonly level: Level;
    };
