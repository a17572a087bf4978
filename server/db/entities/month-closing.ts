import { EntitySchema } from 'typeorm';
import type { Day, Month } from '../../rules';
import { day, month } from './columns';

/** The vendor closes a month when its feed is complete, for all organizations at once. */
export interface MonthClosingRow {
  month: Month;
  closedOn: Day;
}

export const MonthClosingTable = new EntitySchema<MonthClosingRow>({
  name: 'month_closing',
  columns: { month: { ...month, primary: true }, closedOn: day },
});
