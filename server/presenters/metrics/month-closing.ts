import { globalId } from '../../../schema/global-id';
import type { MonthClosing } from '../../../schema/metrics/month-closing';
import type { MonthClosingRow } from '../../db/entities';

export function presentMonthClosing({
  month,
  closedOn,
}: MonthClosingRow): MonthClosing & { readonly __typename: 'MonthClosing' } {
  return { __typename: 'MonthClosing', id: globalId('MonthClosing', month), month, closedOn };
}
