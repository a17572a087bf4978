import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Payload } from './payload';
import { OverrideInput } from './place-override';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'The days on which memberships end.' })
export class MembershipEndsInput {
  @Field(() => LocalDate, { description: 'The first day.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day that no longer belongs to them.' })
  until!: Day;
}

@InputType({
  description:
    'A decision about a competency of all organizations whose last term ends on certain days. Who they are is decided when it is placed: each gets an override of its own.',
})
export class PlaceCohortOverridesInput extends OverrideInput {
  @Field(() => MembershipEndsInput, { description: 'On which days the last term ends.' })
  membershipEnds!: MembershipEndsInput;
}

@ObjectType({ description: 'The answer to `placeCohortOverrides`.' })
export class PlaceCohortOverridesPayload extends Payload {
  /** What `overrides` is a list of; null when the command was refused. */
  overrideIds!: readonly string[] | null;
}
