import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../../server/rules/vocabulary';
import { Level } from '../catalogue/level';
import { Override, OverrideEffect } from './override';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType()
export abstract class OverrideInput extends CommandInput {
  @Field(() => String, { description: 'The key of the competency, such as `data-platform`.' })
  competency!: string;

  @Field(() => OverrideEffect, { description: 'The effect of the override.' })
  effect!: EffectName;

  @Field(() => Level, {
    nullable: true,
    description:
      'The level that a GRANT raises the competency to. Required for a GRANT, omitted for a WITHHOLD.',
  })
  level?: LevelName | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the override is in effect. It may be in the past. Default: today.',
  })
  from?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the override is no longer in effect. Default: the first day plus the `overrideMonths` of the policy in force on that day.',
  })
  until?: Day | null;

  @Field(() => String, {
    description: 'The reason, at most 1,000 characters. The organization sees it with the override.',
  })
  reason!: string;
}

@InputType({
  description: 'An override for a competency of one organization.',
})
export class PlaceOverrideInput extends OverrideInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;
}

@ObjectType({ description: 'The result of `placeOverride`.' })
export class PlaceOverridePayload extends Payload {
  @Field(() => Override, {
    nullable: true,
    description: 'The override; null when the command was refused.',
  })
  override!: Override | null;
}
