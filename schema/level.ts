import { registerEnumType } from 'type-graphql';
import type { Level as LevelName } from '../server/rules/vocabulary';

/** GraphQL's view of the levels; their order is decided in server/rules/vocabulary/level.ts. */
export const Level = { SILVER: 'SILVER', GOLD: 'GOLD' } as const satisfies { [Name in LevelName]: Name };

registerEnumType(Level, {
  name: 'Level',
  description: 'How far a competency or a membership reaches. Silver is lower than Gold.',
  valuesConfig: {
    SILVER: { description: 'The first level.' },
    GOLD: {
      description:
        'The highest level. Its proof is not more of the proof of Silver: it may be entirely different.',
    },
  },
});
