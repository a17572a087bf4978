import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import type { OneFieldOf } from '../one-of';
import { Override } from './override';
import { OverrideEffectInput } from './override-effect';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType()
export abstract class OverrideInput extends CommandInput {
  @Field(() => String, { description: 'The key of the competency, such as `data-platform`.' })
  competency!: string;

  @Field(() => OverrideEffectInput, { description: 'The effect of the override.' })
  effect!: OneFieldOf<OverrideEffectInput>;

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
