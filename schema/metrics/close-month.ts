import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day, Month } from '../../server/rules/vocabulary';
import { MonthClosing } from './month-closing';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';
import { YearMonth } from '../scalars/year-month';

@InputType({ description: 'The month to close, for which the sales of all organizations are complete.' })
export class CloseMonthInput extends CommandInput {
  @Field(() => YearMonth, { description: 'The month, which must be over.' })
  month!: Month;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the month counts as closed: today or an earlier day after the end of the month. Default: today.',
  })
  on?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `closeMonth`.' })
export class CloseMonthPayload extends Payload {
  @Field(() => MonthClosing, {
    nullable: true,
    description: 'The closed month; null when the command was refused.',
  })
  monthClosing!: MonthClosing | null;
}
