import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../server/rules/vocabulary';
import { Level } from './level';
import { Override, OverrideEffect } from './override';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

/** What every command that places overrides is told. */
@InputType()
export abstract class OverrideInput extends CommandInput {
  @Field(() => String, { description: 'The key of the competency, such as `data-platform`.' })
  competency!: string;

  @Field(() => OverrideEffect, { description: 'What it does.' })
  effect!: EffectName;

  @Field(() => Level, {
    nullable: true,
    description: 'The level that a GRANT lifts to; to be left out for a WITHHOLD.',
  })
  level?: LevelName | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it acts: today when absent. It may be in the past.',
  })
  from?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which it no longer acts. Absent: as many months later as the policy of the first day says.',
  })
  until?: Day | null;

  @Field(() => String, {
    description: 'Why, at most 1,000 characters. The organization sees it with the override.',
  })
  reason!: string;
}

@InputType({
  description: 'A decision about a competency of an organization that stands above the facts for some days.',
})
export class PlaceOverrideInput extends OverrideInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;
}

@ObjectType({ description: 'The answer to `placeOverride`.' })
export class PlaceOverridePayload extends Payload {
  @Field(() => Override, {
    nullable: true,
    description: 'The override; null when the command was refused.',
  })
  override!: Override | null;
}
