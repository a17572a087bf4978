import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers } from '../method-helpers.ts';

export function months(connection: Connection) {
  const { command, list } = methodHelpers(connection);
  return {
    /** The months that the vendor has closed, latest first. */
    closed: (options?: ListOptions) =>
      list(op.ListClosedMonthsDocument, {}, options, ({ closedMonths }) => closedMonths),
    /**
     * Closes a month when its sales are complete. From then on, metric windows can end with that month.
     *
     * For: the vendor's agents.
     */
    close: command(op.CloseMonthDocument, 'monthClosing'),
  };
}
