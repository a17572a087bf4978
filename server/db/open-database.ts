import { PlainError } from '../messages/plain-error';
import type { Database } from './database';
import { openMysql } from './mysql';
import { openSqlite } from './sqlite';

export interface OpenOptions {
  readonly connections: number;
  /** Fails if the file does not exist, so that a read-only program does not create a file for a mistyped name. */
  readonly mustExist?: boolean;
}

export async function openDatabase(
  url: string,
  { connections, mustExist = false }: OpenOptions,
): Promise<Database> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  try {
    return await (file === undefined ? openMysql(new URL(url), connections) : openSqlite(file, mustExist));
  } catch (error) {
    if (error instanceof PlainError) throw error;
    const place = file ?? new URL(url).host;
    throw new PlainError(`The database at ${place} cannot be opened (${(error as Error).message}).`, {
      cause: error,
    });
  }
}
