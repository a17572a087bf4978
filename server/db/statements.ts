import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'typeorm';

const counted = new AsyncLocalStorage<{ statements: number }>();

/** Runs work and counts the SQL statements that it sends: for the log of each request, and for tests. */
export function countingStatements<T>(work: (count: { readonly statements: number }) => T): T {
  const count = { statements: 0 };
  return counted.run(count, () => work(count));
}

export function countStatement(): void {
  const count = counted.getStore();
  if (count !== undefined) count.statements += 1;
}

/** Counts what goes through TypeORM. It writes nothing: statements carry people's data. */
export class StatementCounter implements Logger {
  logQuery = countStatement;
  logQueryError = () => undefined;
  logQuerySlow = () => undefined;
  logSchemaBuild = () => undefined;
  logMigration = () => undefined;
  log = () => undefined;
}
