import { Field, Int, ObjectType } from 'type-graphql';
import { Open } from '../access';

@Open()
@ObjectType({
  description: 'The policy of the programme: its limits and periods, such as the length of a term.',
})
export class Policy {
  @Field(() => String, { description: 'The time zone in which the days of the programme begin and end.' })
  timeZone!: string;

  @Field(() => Int, { description: 'The length of a membership term in months.' })
  termMonths!: number;

  @Field(() => Int, {
    description: 'The number of days before the end of a term from which its renewal can be bought.',
  })
  renewalOpensDaysBefore!: number;

  @Field(() => Int, {
    description: 'The number of days after the end of a term for which its renewal can still be bought.',
  })
  renewalClosesDaysAfter!: number;

  @Field(() => Int, { description: 'The default length of an override in months.' })
  overrideMonths!: number;

  @Field(() => Int, { description: 'The discount on an upgrade in percent.' })
  upgradeDiscountPercent!: number;

  @Field(() => Int, {
    description:
      'The number of days after its purchase for which a membership can be refunded, provided that no benefit was used.',
  })
  refundDays!: number;

  @Field(() => Int, {
    description:
      'The number of associations, with any organizations, that a person may begin in twelve months.',
  })
  associationsPerYear!: number;

  @Field(() => Int, {
    description: 'The number of days required between the starts of two associations of a person.',
  })
  daysBetweenAssociations!: number;

  @Field(() => [Int], {
    description: 'The numbers of days before the end of a term at which members are reminded.',
  })
  reminderDays!: readonly number[];
}
