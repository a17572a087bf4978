import { Field, InputType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'A span of days, open at an end that is not given.' })
export class DaySpanInput {
  @Field(() => LocalDate, { nullable: true, description: 'The first day of the span. Default: no limit.' })
  from?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day after the span, later than `from`. Default: no limit.',
  })
  until?: Day | null;
}
