import type { Database, Reader, Transaction } from '../../db/database';
import { listOf } from '../../db/insertions';
import type { Owner, Scheduler } from './scheduler';

/**
 * SQLite runs each statement to its end on the thread of the process, so each is a slice of its request. Other databases
 * work in their own processes.
 */
export function sliceStatements(database: Database, scheduler: Scheduler, owner: Owner): Database {
  if (database.dialect !== 'sqlite') return database;
  return {
    ...database,
    ...sliceReads(database, scheduler, owner),
    transaction: (work, until) =>
      database.transaction((transaction) => work(slicing(transaction, scheduler, owner)), until, {
        caller: owner.caller,
        step: (run) => scheduler.step(owner, run),
      }),
  };
}

export function sliceReads(reader: Reader, scheduler: Scheduler, owner: Owner): Reader {
  return { rows: (sql, parameters) => scheduler.step(owner, () => reader.rows(sql, parameters)) };
}

/** SQLite writes them in about 5 ms. */
const ROWS_OF_SLICE = 500;

function* portions<Row extends object>(given: Row | readonly Row[]): Generator<readonly Row[]> {
  const rows = listOf(given);
  for (let start = 0; start < rows.length; start += ROWS_OF_SLICE)
    yield rows.slice(start, start + ROWS_OF_SLICE);
}

function slicing(transaction: Transaction, scheduler: Scheduler, owner: Owner): Transaction {
  return {
    ...transaction,
    ...sliceReads(transaction, scheduler, owner),
    change: (sql, parameters) => scheduler.step(owner, () => transaction.change(sql, parameters)),
    async insert(table, rows) {
      for (const some of portions(rows)) await scheduler.step(owner, () => transaction.insert(table, some));
    },
    async replace(table, rows) {
      for (const some of portions(rows)) await scheduler.step(owner, () => transaction.replace(table, some));
    },
  };
}
