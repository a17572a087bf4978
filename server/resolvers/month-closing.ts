import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Allow, ANYONE } from '../../schema/access';
import { ConnectionArguments } from '../../schema/connection';
import { MonthClosingConnection } from '../../schema/month-closing';
import type { MonthClosingRow } from '../db/entities';
import type { Context } from '../request/context';
import type { List } from '../request/list';
import { page } from '../request/paging';
import { presentMonthClosing } from './present-month-closing';

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
  @Query(() => MonthClosingConnection, {
    description: 'The months that the vendor has closed, latest first.',
  })
  closedMonths(@Args(() => ConnectionArguments) paging: ConnectionArguments, @Ctx() context: Context) {
    return page(context.reader, MONTH_CLOSINGS, paging, presentMonthClosing);
  }
}
