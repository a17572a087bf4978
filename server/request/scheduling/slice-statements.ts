import type { Database, Reader, Transaction } from '../../db/database';
import { asList } from '../../db/insert-statements';
import type { Owner, Scheduler } from './scheduler';

/**
 * SQLite runs each statement to its end on the main thread, so each statement is a slice of its request. Other
 * databases run in their own processes.
 */
export function sliceStatements(database: Database, scheduler: Scheduler, owner: Owner): Database {
  if (database.dialect !== 'sqlite') return database;
  return {
    ...database,
    ...sliceReads(database, scheduler, owner),
    transaction: (work, until) =>
      database.transaction((transaction) => work(sliceTransaction(transaction, scheduler, owner)), until, {
        caller: owner.caller,
        step: (run) => scheduler.step(owner, run),
      }),
  };
}

export function sliceReads(reader: Reader, scheduler: Scheduler, owner: Owner): Reader {
  return { rows: (sql, parameters) => scheduler.step(owner, () => reader.rows(sql, parameters)) };
}

/** SQLite writes this many rows in about 5 ms. */
const ROWS_PER_SLICE = 500;

function* portions<Row extends object>(rowOrRows: Row | readonly Row[]): Generator<readonly Row[]> {
  const rows = asList(rowOrRows);
  for (let start = 0; start < rows.length; start += ROWS_PER_SLICE)
    yield rows.slice(start, start + ROWS_PER_SLICE);
}

function sliceTransaction(transaction: Transaction, scheduler: Scheduler, owner: Owner): Transaction {
  return {
    ...transaction,
    ...sliceReads(transaction, scheduler, owner),
    change: (sql, parameters) => scheduler.step(owner, () => transaction.change(sql, parameters)),
    async insert(table, rows) {
      for (const portion of portions(rows))
        await scheduler.step(owner, () => transaction.insert(table, portion));
    },
    async replace(table, rows) {
      for (const portion of portions(rows))
        await scheduler.step(owner, () => transaction.replace(table, portion));
    },
  };
}
