import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { placeholders } from './placeholders';

/** Something that is put aside, known by its key; whose it is, is not a part of that. */
export interface Aside {
  readonly key: string;
  readonly owner: string;
  readonly content: object;
}

/**
 * A place for what is too much for memory, in a file that is gone when it is closed. It holds things by key, of which
 * the last one stays, and a set of names.
 */
export interface Scratch {
  putAside(things: readonly Aside[]): void;
  /** What was put aside under these keys. */
  withKeys(keys: readonly string[]): readonly object[];
  ofOwners(owners: readonly string[]): readonly object[];
  note(names: readonly string[]): void;
  countNoted(): number;
  /** The names after one (null: from the first), so many at most, in their order. */
  notedAfter(name: string | null, most: number): readonly string[];
  close(): void;
}

/** SQLite takes at most 32,766 parameters a statement. */
const PARAMETERS_A_STATEMENT = 30_000;

export function openScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-scratch-'));
  const connection = new Libsql(join(folder, 'scratch.sqlite'));
  // Nobody else reads it, and after a crash nobody needs it.
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE']) {
    connection.pragma(setting);
  }
  connection.exec(
    'CREATE TABLE aside (key TEXT PRIMARY KEY, owner TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;' +
      'CREATE INDEX aside_owner ON aside (owner);' +
      'CREATE TABLE noted (name TEXT PRIMARY KEY) WITHOUT ROWID;',
  );
  const write = (sql: string, row: string, rows: readonly (readonly string[])[]) => {
    const size = Math.floor(PARAMETERS_A_STATEMENT / (rows[0]?.length ?? 1));
    for (let start = 0; start < rows.length; start += size) {
      const some = rows.slice(start, start + size);
      connection.prepare(`${sql} ${some.map(() => row).join(', ')}`).run(some.flat());
    }
  };
  const read = (column: 'key' | 'owner', values: readonly string[]): readonly object[] => {
    const found: object[] = [];
    for (let start = 0; start < values.length; start += PARAMETERS_A_STATEMENT) {
      const some = values.slice(start, start + PARAMETERS_A_STATEMENT);
      const sql = `SELECT content FROM aside WHERE ${column} IN (${placeholders(some)}) ORDER BY key`;
      const rows = connection.prepare(sql).all([...some]) as { readonly content: string }[];
      // Put aside as objects.
      for (const { content } of rows) found.push(JSON.parse(content) as object);
    }
    return found;
  };
  return {
    putAside: (things) =>
      write(
        'INSERT OR REPLACE INTO aside VALUES',
        '(?, ?, ?)',
        things.map(({ key, owner, content }) => [key, owner, JSON.stringify(content)]),
      ),
    withKeys: (keys) => read('key', keys),
    ofOwners: (owners) => read('owner', owners),
    note: (names) =>
      write(
        'INSERT OR IGNORE INTO noted VALUES',
        '(?)',
        names.map((name) => [name]),
      ),
    countNoted: () =>
      (connection.prepare('SELECT COUNT(*) AS count FROM noted').get() as { count: number }).count,
    notedAfter(name, most) {
      const rows = connection
        .prepare('SELECT name FROM noted WHERE name > ? ORDER BY name LIMIT ?')
        .all([name ?? '', most]) as { readonly name: string }[];
      return rows.map((row) => row.name);
    },
    close() {
      connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}
