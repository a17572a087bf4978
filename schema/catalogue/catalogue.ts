import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { Benefit } from './benefit';
import { Center } from './center';
import { CompetencyRules } from './competency-rules';
import { Credential } from './credential';
import { Metric } from './metric';
import { ListSize } from '../list-size';
import { Node } from '../node';
import { Offer } from './offer';
import { Policy } from './policy';
import { LocalDate } from '../scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description: 'One version of the rules of the programme. Its lists are returned in full, without paging.',
})
export class Catalogue extends Node {
  @Field(() => Int, { description: 'The number of the version: 1, 2, 3 and so on.' })
  version!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which this version applies. Null for the first version, which applies from the beginning of time.',
  })
  appliesFrom!: Day | null;

  @ListSize(6)
  @Field(() => [Center], { description: 'The Centers of Excellence.' })
  centers!: readonly Center[];

  @ListSize(20)
  @Field(() => [CompetencyRules], { description: 'The competencies, with their rules in this version.' })
  competencies!: readonly CompetencyRules[];

  @ListSize(100)
  @Field(() => [Credential], { description: 'The credentials that people can earn.' })
  credentials!: readonly Credential[];

  @ListSize(12)
  @Field(() => [Metric], { description: 'The metrics that the vendor measures for each organization.' })
  metrics!: readonly Metric[];

  @ListSize(2)
  @Field(() => [Offer], { description: 'The memberships on sale.' })
  offers!: readonly Offer[];

  @ListSize(10)
  @Field(() => [Benefit], { description: 'The benefits that members receive.' })
  benefits!: readonly Benefit[];

  @Field(() => Policy, { description: 'The policy of the programme: its limits and periods.' })
  policy!: Policy;
}
