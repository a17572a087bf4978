import type Libsql from 'libsql';
import type { Parameter } from './database';
import { checkedParameters } from './checked-parameters';

const MAX_PREPARED = 500;
/** Longer statements have a varying number of placeholders and are rarely reused, so they are not cached. */
const MAX_CACHED_LENGTH = 2000;

/**
 * Runs SQLite statements synchronously, so that the scheduler can measure them as slices
 * (request/scheduling/slice-statements.ts). TypeORM would run them some time after the call.
 */
export class SqliteConnection {
  readonly #prepared = new Map<string, Libsql.Statement>();

  constructor(readonly connection: Libsql.Database) {}

  rows<Row>(sql: string, parameters: readonly Parameter[] = []): Row[] {
    // The caller states the types of the selected columns. Nothing checks them.
    return this.#prepare(sql).all(checkedParameters(parameters)) as Row[];
  }

  run(sql: string, parameters: readonly Parameter[] = []): number {
    return this.#prepare(sql).run(checkedParameters(parameters)).changes;
  }

  close(): void {
    this.connection.close();
  }

  #prepare(sql: string): Libsql.Statement {
    const cached = this.#prepared.get(sql);
    if (cached !== undefined) return cached;
    const statement = this.connection.prepare(sql);
    if (sql.length <= MAX_CACHED_LENGTH) this.#cache(sql, statement);
    return statement;
  }

  #cache(sql: string, statement: Libsql.Statement): void {
    const [oldest] = this.#prepared.keys();
    if (oldest !== undefined && this.#prepared.size >= MAX_PREPARED) this.#prepared.delete(oldest);
    this.#prepared.set(sql, statement);
  }
}
