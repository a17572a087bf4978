import type { Database, Reader, Transaction } from '../db/database';
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
      database.transaction((transaction) => work(slicing(transaction, scheduler, owner)), until),
  };
}

export function sliceReads(reader: Reader, scheduler: Scheduler, owner: Owner): Reader {
  return { rows: (sql, parameters) => scheduler.step(owner, () => reader.rows(sql, parameters)) };
}

function slicing(transaction: Transaction, scheduler: Scheduler, owner: Owner): Transaction {
  return {
    ...transaction,
    ...sliceReads(transaction, scheduler, owner),
    change: (sql, parameters) => scheduler.step(owner, () => transaction.change(sql, parameters)),
    insert: (table, rows) => scheduler.step(owner, () => transaction.insert(table, rows)),
    replace: (table, rows) => scheduler.step(owner, () => transaction.replace(table, rows)),
  };
}
