import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Level } from '../catalogue/level';
import { OneOf } from '../one-of';

export const WithheldLevels = { ALL: 'ALL' } as const;
export type WithheldLevelsName = keyof typeof WithheldLevels;

registerEnumType(WithheldLevels, {
  name: 'WithheldLevels',
  description: 'Levels that an override withholds.',
  valuesConfig: {
    ALL: { description: 'Every level, so that the competency counts as not attained.' },
  },
});

@OneOf()
@InputType({ description: 'The effect of an override on a competency. Give exactly one field.' })
export class OverrideEffectInput {
  @Field(() => Level, {
    nullable: true,
    description: 'Raises the competency to at least this level.',
  })
  grant?: LevelName;

  @Field(() => WithheldLevels, {
    nullable: true,
    description:
      'Makes the competency count as not attained. It takes precedence over any override that grants a level.',
  })
  withhold?: WithheldLevelsName;
}
