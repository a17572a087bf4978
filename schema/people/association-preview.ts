import { Field, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Refusal } from '../refusal';
import { LocalDate } from '../scalars/local-date';
import { WhatIf } from '../statuses/what-if';

@Private()
@ObjectType({ description: 'The effects that an association with an organization would have today.' })
export class AssociationPreview {
  @Field(() => Boolean, { description: 'Whether the programme permits the association today.' })
  isAllowed!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day, today or later, on which the programme permits the association according to the recorded facts. Null when no such day is known.',
  })
  permittedFrom!: Day | null;

  @Field(() => Refusal, {
    nullable: true,
    description: 'The refusal that `associate` would return today. Null when it would succeed.',
  })
  refusal!: Refusal | null;

  @Field(() => WhatIf, {
    nullable: true,
    description:
      'The effect on the organization that the person would leave. Null when there is none or you may not see it.',
  })
  leaving!: WhatIf | null;

  @Field(() => WhatIf, {
    nullable: true,
    description: 'The effect on the organization that the person would join. Null when you may not see it.',
  })
  joining!: WhatIf | null;
}
