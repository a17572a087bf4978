import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf } from '../verbs.ts';

export function months(connection: Connection) {
  const { command, list } = verbsOf(connection);
  return {
    /** The months that the vendor has closed, latest first. */
    closed: (options?: ListOptions) =>
      list(op.ListClosedMonthsDocument, {}, options, ({ closedMonths }) => closedMonths),
    /**
     * Closes a month: its sales are complete, and windows end with it.
     *
     * For: the vendor's agents.
     */
    close: command(op.CloseMonthDocument, 'monthClosing'),
  };
}
