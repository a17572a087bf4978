import { Field, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Open } from './access';
import { type AttainmentPath } from './attainment-path';
import { Benefit } from './benefit';
import { Center } from './center';
import { Node } from './node';
import { LocalDate } from './scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description: 'A business area in which an organization can prove what its people can do.',
})
export class Competency extends Node {
  @Field(() => String, { description: 'Its key in the catalogue, such as `data-platform`.' })
  key!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Center, { description: 'The Center of Excellence that it belongs to.' })
  center!: Center;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'From this day on it is neither attained nor granted; null when no end is planned.',
  })
  retiredOn!: Day | null;

  // Resolved in server/resolvers/competency.ts, for its argument.
  paths!: readonly AttainmentPath[];

  @Field(() => [Benefit], { description: 'What those receive who display this competency, by level.' })
  benefits!: readonly Benefit[];
}
