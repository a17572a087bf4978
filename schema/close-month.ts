import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day, Month } from '../server/rules/vocabulary';
import { MonthClosing } from './month-closing';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';

@InputType({ description: 'A month whose feed of sales is complete, of all organizations.' })
export class CloseMonthInput extends CommandInput {
  @Field(() => YearMonth, { description: 'The month, which must be over.' })
  month!: Month;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which it counts as closed: today when absent, or an earlier day after the end of the month.',
  })
  on?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `closeMonth`.' })
export class CloseMonthPayload extends Payload {
  @Field(() => MonthClosing, {
    nullable: true,
    description: 'The closed month; null when the command was refused.',
  })
  monthClosing!: MonthClosing | null;
}
