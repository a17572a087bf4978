import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Payload } from '../payload';
import { OverrideInput } from './place-override';
import { LocalDate } from '../scalars/local-date';

@InputType({ description: 'A period in which memberships end.' })
export class MembershipEndsInput {
  @Field(() => LocalDate, { description: 'The first day of the period.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day after the period.' })
  until!: Day;
}

@InputType({
  description:
    'An override for a competency of all organizations whose last term ends within a period. The organizations are determined when the command runs, and each of them gets its own override.',
})
export class PlaceCohortOverridesInput extends OverrideInput {
  @Field(() => MembershipEndsInput, { description: 'The period in which the last term ends.' })
  membershipEnds!: MembershipEndsInput;
}

@ObjectType({ description: 'The result of `placeCohortOverrides`.' })
export class PlaceCohortOverridesPayload extends Payload {
  /** Ids of the objects in `overrides`; null when the command was refused. */
  overrideIds!: readonly string[] | null;
}
