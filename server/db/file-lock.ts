import { rm, stat } from 'node:fs/promises';
import Libsql from 'libsql';

/** Something that one process has at a time, until it gives it back or ends, however it ends. */
export interface FileLock {
  release(): Promise<void>;
}

/**
 * Takes the lock that a file is, which is made for that and removed when it is given back; null: somebody else has it.
 * Node has no locks that end with their process. Those of SQLite are the system's, also on an empty file.
 */
export async function takeFileLock(path: string): Promise<FileLock | null> {
  for (;;) {
    const before = await identityOf(path);
    const connection = new Libsql(path, { timeout: 0 });
    const isTaken = take(connection);
    // Whoever had it may have removed the file since: a lock of a file that is gone keeps nobody out.
    if (isTaken && before !== null && before === (await identityOf(path))) {
      return {
        async release() {
          await rm(path);
          giveBack(connection);
        },
      };
    }
    if (!isTaken) return null;
    giveBack(connection);
  }
}

function take(connection: Libsql.Database): boolean {
  try {
    // Nothing is written, so nothing needs to be undone.
    connection.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    connection.close();
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function giveBack(connection: Libsql.Database): void {
  // A connection may be closed later than it is told to.
  connection.exec('ROLLBACK');
  connection.close();
}

/** Null: there is no such file. */
function identityOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );
}
