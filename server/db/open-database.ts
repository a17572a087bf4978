import type { Database } from './database';
import { openMysql } from './mysql';
import { openSqlite } from './sqlite';

/** Opens the database that a URL names: `sqlite:FILE`, `mysql://…` or `mariadb://…`. */
export function openDatabase(
  url: string,
  options: { readonly connections?: number } = {},
): Promise<Database> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  return file === undefined ? openMysql(new URL(url), options.connections ?? 10) : openSqlite(file);
}
