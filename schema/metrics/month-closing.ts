import { Field, ObjectType } from 'type-graphql';
import type { Day, Month } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { LocalDate } from '../scalars/local-date';
import { YearMonth } from '../scalars/year-month';

@Open()
@ObjectType({
  implements: Node,
  description:
    'The closing of a month. The vendor closes a month when its sales feed is complete. Metric windows end with the latest closed month.',
})
export class MonthClosing extends Node {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => LocalDate, { description: 'The first day on which the month counts as closed.' })
  closedOn!: Day;
}

export const MonthClosingConnection = connectionOf('MonthClosing', () => MonthClosing, 'closed months');
