import type Libsql from 'libsql';
import type { Parameter } from './database';
import { bindable } from './parameters';

const MAX_PREPARED = 500;

/**
 * Runs statements on a connection of SQLite, each to its end before the call returns: the scheduler measures them as slices
 * (request/slice-statements.ts). Through TypeORM they would run some time after the call.
 */
export class SqliteConnection {
  readonly #prepared = new Map<string, Libsql.Statement>();

  constructor(readonly connection: Libsql.Database) {}

  rows<Row>(sql: string, parameters: readonly Parameter[] = []): Row[] {
    // The caller names the columns in the SQL and their types in Row; nothing in between knows better.
    return this.#prepare(sql).all(bindable(parameters)) as Row[];
  }

  /** Answers the number of rows that have changed. */
  run(sql: string, parameters: readonly Parameter[] = []): number {
    return this.#prepare(sql).run(bindable(parameters)).changes;
  }

  close(): void {
    this.connection.close();
  }

  #prepare(sql: string): Libsql.Statement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear();
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}
