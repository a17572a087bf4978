import { Field, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { type AttainmentPath } from './attainment-path';
import { Benefit } from './benefit';
import { Catalogue } from './catalogue';
import { Center } from './center';
import { Competency } from './competency';
import { Node } from '../node';
import { LocalDate } from '../scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description:
    'A competency in one version of the catalogue: how it is described and attained, and what it gives. The next version has another object, with its own id.',
})
export class CompetencyRules extends Node {
  @Field(() => Competency, { description: 'The competency, which is the same object in every version.' })
  competency!: Competency;

  @Field(() => Catalogue, { description: 'The version of the catalogue.' })
  catalogue!: Catalogue;

  @Field(() => String, {
    description: 'The key of the competency in the catalogue, such as `data-platform`.',
  })
  key!: string;

  @Field(() => String, { description: 'The name of the competency in this version.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A description of the competency. Null when the catalogue gives none.',
  })
  description!: string | null;

  @Field(() => Center, { description: 'The Center of Excellence to which the competency belongs.' })
  center!: Center;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the competency can be neither attained nor granted. Null when no retirement is planned.',
  })
  retiredOn!: Day | null;

  paths!: readonly AttainmentPath[];

  @Field(() => [Benefit], { description: 'The benefits of displaying this competency, by level.' })
  benefits!: readonly Benefit[];
}
