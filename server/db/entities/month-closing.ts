import { EntitySchema } from 'typeorm';
import type { Day, Month } from '../../rules';
import { day, month } from './columns';

/** A month that the vendor has closed for all organizations, because its feed is complete. */
export interface MonthClosingRow {
  month: Month;
  closedOn: Day;
}

export const MonthClosingTable = new EntitySchema<MonthClosingRow>({
  name: 'month_closing',
  columns: { month: { ...month, primary: true }, closedOn: day },
});
