import { rm, stat } from 'node:fs/promises';
import Libsql from 'libsql';

export interface FileLock {
  release(): Promise<void>;
}

/**
 * Creates and locks a file, which is removed on release. Returns null if the file is already locked. Node has no file
 * locks that end with their process, so this uses a lock of SQLite, which the operating system releases. SQLite can
 * lock an empty file.
 */
export async function takeFileLock(path: string): Promise<FileLock | null> {
  for (;;) {
    const before = await identityOf(path);
    const connection = new Libsql(path, { timeout: 0 });
    const isTaken = tryLock(connection);
    // The previous holder may have removed the file in the meantime. A lock on a removed file excludes nobody.
    if (isTaken && before !== null && before === (await identityOf(path))) {
      return {
        async release() {
          await rm(path);
          unlock(connection);
        },
      };
    }
    if (!isTaken) return null;
    unlock(connection);
  }
}

function tryLock(connection: Libsql.Database): boolean {
  try {
    // Nothing is written, so no journal is needed.
    connection.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    connection.close();
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function unlock(connection: Libsql.Database): void {
  // `close` may take effect later, so the lock is released first.
  connection.exec('ROLLBACK');
  connection.close();
}

function identityOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );
}
