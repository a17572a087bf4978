import { Field, Int, ObjectType } from 'type-graphql';
import { Open } from './access';

@Open()
@ObjectType({ description: 'The numbers of the programme.' })
export class Policy {
  @Field(() => String, { description: 'The time zone in which the days of the programme begin and end.' })
  timeZone!: string;

  @Field(() => Int, { description: 'How many months a membership runs.' })
  termMonths!: number;

  @Field(() => Int, { description: 'How many days before the end of a term its renewal can be bought.' })
  renewalOpensDaysBefore!: number;

  @Field(() => Int, {
    description: 'For how many days after the end of a term its renewal can still be bought.',
  })
  renewalClosesDaysAfter!: number;

  @Field(() => Int, { description: 'How many months an override runs when nothing else is said.' })
  overrideMonths!: number;

  @Field(() => Int, { description: 'The discount on an upgrade, in per cent.' })
  upgradeDiscountPercent!: number;

  @Field(() => Int, {
    description: 'For how many days a membership can be given back whose benefits were not used.',
  })
  refundDays!: number;

  @Field(() => Int, {
    description: 'How many associations a person may begin in twelve months, with whichever organizations.',
  })
  associationsPerYear!: number;

  @Field(() => Int, { description: 'How many days must lie between two associations of a person.' })
  daysBetweenAssociations!: number;

  @Field(() => [Int], { description: 'How many days before the end of a term members are reminded.' })
  reminderDays!: readonly number[];
}
