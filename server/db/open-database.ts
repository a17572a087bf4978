import { PlainError } from '../messages/plain-error';
import type { Database } from './database';
import { openMysql } from './mysql';
import { openSqlite } from './sqlite';

/** Opens the database that a URL names: `sqlite:FILE`, `mysql://…` or `mariadb://…`. */
export async function openDatabase(
  url: string,
  { connections = 10 }: { readonly connections?: number } = {},
): Promise<Database> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  try {
    return await (file === undefined ? openMysql(new URL(url), connections) : openSqlite(file));
  } catch (error) {
    const place = file ?? new URL(url).host;
    throw new PlainError(`The database at ${place} cannot be opened (${(error as Error).message}).`, {
      cause: error,
    });
  }
}
