import { registerEnumType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';

/** The levels in GraphQL. server/rules/vocabulary/level.ts defines their order. */
export const Level = { SILVER: 'SILVER', GOLD: 'GOLD' } as const satisfies { [Name in LevelName]: Name };

registerEnumType(Level, {
  name: 'Level',
  description: 'Level of a competency or a membership. Silver is lower than Gold.',
  valuesConfig: {
    SILVER: { description: 'The first level.' },
    GOLD: {
      description:
        'The highest level. Its requirements need not extend those of Silver and may be entirely different.',
    },
  },
});
