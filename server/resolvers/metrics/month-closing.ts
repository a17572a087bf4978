import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { AGENTS, Allow, ANYONE } from '../../../schema/access';
import { CloseMonthInput, CloseMonthPayload } from '../../../schema/metrics/close-month';
import { ConnectionArguments } from '../../../schema/connection';
import { MonthClosingConnection } from '../../../schema/metrics/month-closing';
import { closeMonth } from '../../commands/metrics/close-month';
import type { MonthClosingRow } from '../../db/entities';
import type { Context } from '../../request/context';
import type { List } from '../../request/list';
import { page } from '../../request/paging';
import { presentMonthClosing } from '../../presenters/metrics/month-closing';
import { presentRefusals } from '../../presenters/refusal';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const MONTH_CLOSINGS: List<MonthClosingRow> = {
  name: 'closedMonths',
  table: 'month_closing',
  columns: '*',
  orderBy: { month: 'text' },
  descending: true,
};

@Resolver()
export class MonthClosingResolver {
  @Allow(ANYONE)
  @SemanticNonNull()
  @Query(() => MonthClosingConnection, {
    nullable: true,
    description: 'The months that the vendor has closed, latest first.',
  })
  closedMonths(@Args(() => ConnectionArguments) paging: ConnectionArguments, @Ctx() context: Context) {
    return page(context.reader, MONTH_CLOSINGS, paging, presentMonthClosing);
  }

  @Allow(AGENTS)
  @Mutation(() => CloseMonthPayload, {
    description: 'Closes a month: its sales feed is complete, and metric windows may end with it.',
  })
  async closeMonth(
    @Arg('input', () => CloseMonthInput, { description: 'The month.' }) input: CloseMonthInput,
    @Ctx() context: Context,
  ): Promise<CloseMonthPayload> {
    const { answer, refusals } = await closeMonth(context, input);
    if (answer === null) return { monthClosing: null, refusals: presentRefusals(refusals, context) };
    const row = await context.load.monthClosing.load(answer.month);
    return { monthClosing: row && presentMonthClosing(row), refusals: presentRefusals(refusals, context) };
  }
}
