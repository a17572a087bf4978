import type { DataSource, EntitySchema } from 'typeorm';

export type Parameter = string | number | null;

/** Outside a transaction, a reader sees committed rows only. */
export interface Reader {
  rows<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
}

export interface Transaction extends Reader {
  insert<Row extends object>(table: EntitySchema<Row>, rows: Row | readonly Row[]): Promise<void>;
  /**
   * Inserts rows, and overwrites rows with the same primary key. Only for tables without another unique key: REPLACE
   * would also delete the rows that share that key.
   */
  replace<Row extends object>(table: EntitySchema<Row>, rows: readonly Row[]): Promise<void>;
  /** Runs an UPDATE or DELETE and returns the number of matched rows. */
  change(sql: string, parameters?: readonly Parameter[]): Promise<number>;
  /** The SQL suffix of a SELECT that locks its rows until the transaction ends. */
  readonly forUpdate: string;
  readonly forUpdateSkipLocked: string;
}

/** Identifies the caller of a transaction. SQLite runs one transaction at a time, and callers take turns. */
export interface TransactionTurn {
  readonly caller: string;
  readonly step: <T>(run: () => Promise<T>) => Promise<T>;
}

export interface Database extends Reader {
  readonly dialect: Dialect;
  /** The location without a password, for messages and logs. */
  readonly place: string;
  /**
   * Runs the work in one transaction. After a deadlock, or if the file is busy, the work runs again from its start, so
   * it must have no effects outside the transaction. Rejects with RetryTransaction if the transaction has not begun by
   * `until`, a time of `performance.now()`.
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    until?: number,
    turn?: TransactionTurn,
  ): Promise<T>;
  /**
   * Runs work that only one server at a time may do on this database, such as migrations. The work may call
   * `exclusively` again on the database that it receives.
   */
  exclusively<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** For migrations and the database contract only. */
  readonly source: DataSource;
  close(): Promise<void>;
}

export const EXCLUSIVE_WAIT_SECONDS = 300;

export type Dialect = 'sqlite' | 'mysql';
