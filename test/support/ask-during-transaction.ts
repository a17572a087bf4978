import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from '../../server/db/database';

/**
 * Calls `ask` while another transaction has done its work but not committed. That transaction commits once `ask` waits
 * for it or is answered.
 */
export async function askDuringTransaction<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<T> {
  const { answer } = await database.transaction(async (transaction) => {
    await work(transaction);
    let isAnswered = false;
    const answer = ask().finally(() => (isAnswered = true));
    while (!isAnswered && !(await isAnyoneWaiting(database))) await pause(10);
    // Wrapped in an object, because the transaction would await a promise.
    return { answer };
  });
  return answer;
}

/**
 * On SQLite every writer waits for the open transaction. On MariaDB the InnoDB tables of information_schema would be
 * simpler, but they are not refreshed while they are read repeatedly.
 */
async function isAnyoneWaiting(database: Database): Promise<boolean> {
  if (database.dialect === 'sqlite') return true;
  const connections = await database.rows<{ id: number }>(
    'SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE()',
  );
  const [engine] = await database.rows<{ Status: string }>('SHOW ENGINE INNODB STATUS');
  const [, ...transactions] = (engine?.Status ?? '').split('---TRANSACTION ');
  return transactions
    .filter((transaction) => /^LOCK WAIT /m.test(transaction))
    .some((transaction) =>
      connections.some(({ id }) => Number(/ thread id (\d+)/.exec(transaction)?.[1]) === id),
    );
}
