import { Field, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { Refusal } from './refusal';
import { LocalDate } from './scalars/local-date';
import { WhatIf } from './what-if';

@Private()
@ObjectType({ description: 'What would happen if a person associated with an organization today.' })
export class AssociationPreview {
  @Field(() => Boolean, { description: 'True when the programme permits it today.' })
  isAllowed!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day from today on on which it is permitted, by what is known; null when no such day is known.',
  })
  permittedFrom!: Day | null;

  @Field(() => Refusal, {
    nullable: true,
    description: 'With what `associate` would refuse it today; null when it would not.',
  })
  refusal!: Refusal | null;

  @Field(() => WhatIf, {
    nullable: true,
    description:
      'What it would do to the organization that the person would leave; null when there is none, or it is not yours to see.',
  })
  leaving!: WhatIf | null;

  @Field(() => WhatIf, {
    nullable: true,
    description:
      'What it would do to the organization that the person would join; null when it is not yours to see.',
  })
  joining!: WhatIf | null;
}
