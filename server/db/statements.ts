import type { Database, Reader, Transaction } from './database';

/** How many statements were sent. */
export interface Sent {
  statements: number;
}

/**
 * The same database, which counts what is sent through it: for the log of each request, and for tests. An asynchronous
 * context would count as well, and slow down every promise of the process.
 */
export function counting(database: Database, sent: Sent): Database {
  return {
    ...database,
    ...countingReads(database, sent),
    async transaction(work, until) {
      // It may be tried several times, and each time it begins.
      const result = await database.transaction((transaction) => {
        sent.statements++;
        return work(countingIn(transaction, sent));
      }, until);
      // It was committed.
      sent.statements++;
      return result;
    },
  };
}

export function countingReads(reader: Reader, sent: Sent): Reader {
  return {
    rows(sql, parameters) {
      sent.statements++;
      return reader.rows(sql, parameters);
    },
  };
}

function countingIn(transaction: Transaction, sent: Sent): Transaction {
  const count = () => sent.statements++;
  return {
    ...transaction,
    ...countingReads(transaction, sent),
    change(sql, parameters) {
      count();
      return transaction.change(sql, parameters);
    },
    // No rows are no statement; so many that they are several count as one.
    insert(table, rows) {
      if (!Array.isArray(rows) || rows.length > 0) count();
      return transaction.insert(table, rows);
    },
    replace(table, rows) {
      if (rows.length > 0) count();
      return transaction.replace(table, rows);
    },
  };
}
