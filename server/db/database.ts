import type { DataSource, EntitySchema } from 'typeorm';

/** What can be bound to a `?` of a statement. */
export type Parameter = string | number | null;

/** Reads plain rows. Outside a transaction a reader never sees one that is still open. */
export interface Reader {
  rows<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
}

/** All of it happens, or nothing. What it reads, it reads as its own changes left it. */
export interface Transaction extends Reader {
  insert<Row extends object>(table: EntitySchema<Row>, rows: Row | readonly Row[]): Promise<void>;
  /**
   * Inserts rows, each in the place of the one with its primary key, if there is one. For tables that have no other
   * unique key: the rows with that key would go as well.
   */
  replace<Row extends object>(table: EntitySchema<Row>, rows: readonly Row[]): Promise<void>;
  /** Runs an UPDATE or DELETE and answers how many rows it met. */
  change(sql: string, parameters?: readonly Parameter[]): Promise<number>;
  /** Ends a SELECT so that its rows stay as they are until the transaction ends. */
  readonly forUpdate: string;
  /** The same, and leaves out the rows that somebody else has locked. */
  readonly forUpdateSkipLocked: string;
}

/** SQLite runs one transaction at a time, and callers take turns. */
export interface TransactionTurn {
  readonly caller: string;
  /** Runs the end of a transaction, which writes to the file. */
  readonly step: <T>(run: () => Promise<T>) => Promise<T>;
}

export interface Database extends Reader {
  readonly dialect: Dialect;
  /** Where it is, without a password: for people and logs. */
  readonly place: string;
  /**
   * Runs the work in one transaction. Where the database gives up for the sake of others (a deadlock, a busy
   * file) the whole work runs again, so it must have no effects beside the transaction's. A
   * transaction that has not begun by `until`, as `performance.now()` counts, rejects with GaveWay.
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    until?: number,
    turn?: TransactionTurn,
  ): Promise<T>;
  /**
   * Runs work that only one server at a time may do on this database: migrating, and storing what comes first. The work
   * gets the database as one that nobody else has, where such work may be asked for again.
   */
  alone<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** For migrations and the database contract only. */
  readonly source: DataSource;
  close(): Promise<void>;
}

/** How long `alone` waits for another server that has the database for itself. */
export const WAIT_SECONDS = 300;

export type Dialect = 'sqlite' | 'mysql';
