import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { placeholders } from './placeholders';

/** The owner is not part of the key. */
export interface ScratchEntry {
  readonly key: string;
  readonly owner: string;
  readonly content: object;
}

/**
 * Temporary storage for data that does not fit into memory, in a file that is removed on close. It holds a set of
 * names, and objects by key. A later object replaces an earlier one with the same key.
 */
export interface Scratch {
  putEntries(entries: readonly ScratchEntry[]): void;
  byKeys(keys: readonly string[]): readonly object[];
  byOwners(owners: readonly string[]): readonly object[];
  addNames(names: readonly string[]): void;
  countNames(): number;
  /** At most `max` names in order, starting after `name`, or with the first name if `name` is null. */
  namesAfter(name: string | null, max: number): readonly string[];
  close(): void;
}

/** SQLite allows 32,766 parameters per statement. */
const MAX_PARAMETERS = 30_000;

export function openScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-scratch-'));
  const connection = new Libsql(join(folder, 'scratch.sqlite'));
  // The file has one connection and is worthless after a crash.
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE']) {
    connection.pragma(setting);
  }
  connection.exec(
    'CREATE TABLE aside (key TEXT PRIMARY KEY, owner TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;' +
      'CREATE INDEX aside_owner ON aside (owner);' +
      'CREATE TABLE noted (name TEXT PRIMARY KEY) WITHOUT ROWID;',
  );
  const write = (sql: string, row: string, rows: readonly (readonly string[])[]) => {
    const size = Math.floor(MAX_PARAMETERS / (rows[0]?.length ?? 1));
    for (let start = 0; start < rows.length; start += size) {
      const batch = rows.slice(start, start + size);
      connection.prepare(`${sql} ${batch.map(() => row).join(', ')}`).run(batch.flat());
    }
  };
  const read = (column: 'key' | 'owner', values: readonly string[]): readonly object[] => {
    const objects: object[] = [];
    for (let start = 0; start < values.length; start += MAX_PARAMETERS) {
      const batch = values.slice(start, start + MAX_PARAMETERS);
      const sql = `SELECT content FROM aside WHERE ${column} IN (${placeholders(batch)}) ORDER BY key`;
      const rows = connection.prepare(sql).all([...batch]) as { readonly content: string }[];
      // Only objects are stored.
      for (const { content } of rows) objects.push(JSON.parse(content) as object);
    }
    return objects;
  };
  return {
    putEntries: (entries) =>
      write(
        'INSERT OR REPLACE INTO aside VALUES',
        '(?, ?, ?)',
        entries.map(({ key, owner, content }) => [key, owner, JSON.stringify(content)]),
      ),
    byKeys: (keys) => read('key', keys),
    byOwners: (owners) => read('owner', owners),
    addNames: (names) =>
      write(
        'INSERT OR IGNORE INTO noted VALUES',
        '(?)',
        names.map((name) => [name]),
      ),
    countNames: () =>
      (connection.prepare('SELECT COUNT(*) AS count FROM noted').get() as { count: number }).count,
    namesAfter(name, max) {
      const rows = connection
        .prepare('SELECT name FROM noted WHERE name > ? ORDER BY name LIMIT ?')
        .all([name ?? '', max]) as { readonly name: string }[];
      return rows.map((row) => row.name);
    },
    close() {
      connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}
