import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Open } from './access';
import { Benefit } from './benefit';
import { Center } from './center';
import { Competency } from './competency';
import { Credential } from './credential';
import { Metric } from './metric';
import { ListSize } from './list-size';
import { Node } from './node';
import { Offer } from './offer';
import { Policy } from './policy';
import { LocalDate } from './scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description:
    'One version of the rules of the programme. Its lists are as long as the programme makes them and are read whole.',
})
export class Catalogue extends Node {
  @Field(() => Int, { description: 'The number of the version: 1, 2, 3 …' })
  version!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day that is judged by this version; null for the first one, which applies from the beginning of time.',
  })
  appliesFrom!: Day | null;

  @ListSize(6)
  @Field(() => [Center], { description: 'The Centers of Excellence.' })
  centers!: readonly Center[];

  @ListSize(20)
  @Field(() => [Competency], { description: 'The competencies.' })
  competencies!: readonly Competency[];

  @ListSize(100)
  @Field(() => [Credential], { description: 'The credentials that people can earn.' })
  credentials!: readonly Credential[];

  @ListSize(12)
  @Field(() => [Metric], { description: 'What is measured of organizations.' })
  metrics!: readonly Metric[];

  @ListSize(2)
  @Field(() => [Offer], { description: 'The memberships on sale.' })
  offers!: readonly Offer[];

  @ListSize(10)
  @Field(() => [Benefit], { description: 'What members receive.' })
  benefits!: readonly Benefit[];

  @Field(() => Policy, { description: 'The numbers of the programme.' })
  policy!: Policy;
}
