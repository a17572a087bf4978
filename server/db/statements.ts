import type { Database, Transaction } from './database';

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
    rows(sql, parameters) {
      sent.statements++;
      return database.rows(sql, parameters);
    },
    async transaction(work) {
      // It may be tried several times, and each time it begins.
      const result = await database.transaction((transaction) => {
        sent.statements++;
        return work(countingIn(transaction, sent));
      });
      // It was committed.
      sent.statements++;
      return result;
    },
  };
}

function countingIn(transaction: Transaction, sent: Sent): Transaction {
  const count = () => sent.statements++;
  return {
    ...transaction,
    rows(sql, parameters) {
      count();
      return transaction.rows(sql, parameters);
    },
    change(sql, parameters) {
      count();
      return transaction.change(sql, parameters);
    },
    insert(table, rows) {
      count();
      return transaction.insert(table, rows);
    },
    replace(table, rows) {
      count();
      return transaction.replace(table, rows);
    },
  };
}
