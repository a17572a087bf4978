import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from '../../server/db/database';

/**
 * Asks while the transaction of somebody else has done its work and is still open. It ends when whoever asks waits for
 * it, or, with nothing to wait for, has been answered.
 */
export async function askedMeanwhile<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<T> {
  const { answer } = await database.transaction(async (transaction) => {
    await work(transaction);
    let isAnswered = false;
    const asked = ask().finally(() => (isAnswered = true));
    while (!isAnswered && !(await somebodyWaits(database))) await pause(10);
    // In an object, since a transaction would wait for a promise.
    return { answer: asked };
  });
  return answer;
}

/**
 * On SQLite whoever writes waits for the transaction before it, whatever it looks at. The tables of InnoDB's schema would
 * tell it more simply, but are not made anew while somebody asks for them again and again.
 */
async function somebodyWaits(database: Database): Promise<boolean> {
  if (database.dialect === 'sqlite') return true;
  const here = await database.rows<{ id: number }>(
    'SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE()',
  );
  const [engine] = await database.rows<{ Status: string }>('SHOW ENGINE INNODB STATUS');
  const [, ...transactions] = (engine?.Status ?? '').split('---TRANSACTION ');
  return transactions
    .filter((told) => /^LOCK WAIT /m.test(told))
    .some((told) => here.some(({ id }) => Number(/ thread id (\d+)/.exec(told)?.[1]) === id));
}
