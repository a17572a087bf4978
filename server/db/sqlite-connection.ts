import type Libsql from 'libsql';
import type { Parameter } from './database';
import { bindable } from './parameters';

const MAX_PREPARED = 500;
/** Long statements are not cached: they name a varying number of rows, so few of them are used again. */
const MAX_CHARACTERS = 2000;

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
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.connection.prepare(sql);
    if (sql.length <= MAX_CHARACTERS) this.#keep(sql, statement);
    return statement;
  }

  #keep(sql: string, statement: Libsql.Statement): void {
    const [oldest] = this.#prepared.keys();
    if (oldest !== undefined && this.#prepared.size >= MAX_PREPARED) this.#prepared.delete(oldest);
    this.#prepared.set(sql, statement);
  }
}
