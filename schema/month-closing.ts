import { Field, ObjectType } from 'type-graphql';
import type { Day, Month } from '../server/rules/vocabulary';
import { Open } from './access';
import { connectionOf } from './connection';
import { Node } from './node';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';

@Open()
@ObjectType({
  implements: Node,
  description:
    'The vendor closes a month when its feed of sales is complete. Windows of months end with the latest closed one.',
})
export class MonthClosing extends Node {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => LocalDate, { description: 'The first day on which it counts as closed.' })
  closedOn!: Day;
}

export const MonthClosingConnection = connectionOf('MonthClosing', () => MonthClosing, 'closed months');
