import { PlainError } from '../messages/plain-error';
import type { Database } from './database';
import { openMysql } from './mysql';
import { openSqlite } from './sqlite';

export interface Opening {
  readonly connections: number;
  /** A file that is not there is not made either: who only looks at it has mistyped its name. */
  readonly mustBeThere?: boolean;
}

/** Opens the database that a URL names: `sqlite:FILE`, or `mysql://…` or `mariadb://…` with so many connections. */
export async function openDatabase(
  url: string,
  { connections, mustBeThere = false }: Opening,
): Promise<Database> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  try {
    return await (file === undefined ? openMysql(new URL(url), connections) : openSqlite(file, mustBeThere));
  } catch (error) {
    const place = file ?? new URL(url).host;
    throw new PlainError(`The database at ${place} cannot be opened (${(error as Error).message}).`, {
      cause: error,
    });
  }
}
