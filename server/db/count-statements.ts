import type { Database, Reader, Transaction } from './database';

export interface StatementCount {
  statements: number;
}

/**
 * Returns the database with a count of its statements, for request logs and tests. AsyncLocalStorage could count them,
 * too, but would slow down every promise of the process.
 */
export function countStatements(database: Database, sent: StatementCount): Database {
  return {
    ...database,
    ...countReads(database, sent),
    async transaction(work, until) {
      const result = await database.transaction((transaction) => {
        // Counts BEGIN, in each attempt.
        sent.statements++;
        return work(countingTransaction(transaction, sent));
      }, until);
      // Counts COMMIT.
      sent.statements++;
      return result;
    },
  };
}

export function countReads(reader: Reader, sent: StatementCount): Reader {
  return {
    rows(sql, parameters) {
      sent.statements++;
      return reader.rows(sql, parameters);
    },
  };
}

function countingTransaction(transaction: Transaction, sent: StatementCount): Transaction {
  const count = () => sent.statements++;
  return {
    ...transaction,
    ...countReads(transaction, sent),
    change(sql, parameters) {
      count();
      return transaction.change(sql, parameters);
    },
    // An empty list sends no statement. An insert that needs several statements counts as one.
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
