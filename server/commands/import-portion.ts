import type { Database, Reader } from '../db/database';
import { isDuplicate } from '../db/duplicate';
import { ImportProgressTable, type ImportProgressRow } from '../db/entities';
import { say } from '../messages';
import { PlainError } from '../messages/plain-error';
import { Refused } from '../checks/refusal';
import { runCommand, type CommandCall } from './run-command';
import type { CommandContext } from '../locks/command-context';

/** What an import of a file is known by. */
export type FileKey = Pick<ImportProgressRow, 'kind' | 'source' | 'fileHash'>;

/** How far it is. */
export type Progress = Omit<ImportProgressRow, keyof FileKey | 'updatedAt'>;

/**
 * Records some rows of a file in one transaction with how far the file is then: whenever the process is killed, both
 * are there, or neither. What cannot be read twice has no key, and is not gone on with.
 */
export async function importPortion(
  call: CommandCall,
  command: string,
  key: FileKey | null,
  before: Progress | null,
  record: (step: CommandContext) => Promise<Progress>,
): Promise<Progress> {
  const { answer, refusals } = await runCommand(call, command, {}, async (step) => {
    const after = await record(step);
    if (key !== null) await advance(step, key, before, after);
    return after;
  });
  // Bad rows are skipped; a command that refuses all the same must not look done.
  if (answer === null) throw new Refused(refusals);
  return answer;
}

/** How far an import of the file is that was not finished; null: there is none. */
export async function unfinishedImport(reader: Reader, key: FileKey): Promise<Progress | null> {
  const [row] = await reader.rows<Progress>(
    `SELECT bytes, \`lines\`, created, updated, unchanged, refused, reportBytes, reportHash FROM import_progress ${WHERE_KEY}`,
    valuesOf(key),
  );
  return row ?? null;
}

/** The file is done: to import it again is another import. */
export async function finishImport(database: Database, key: FileKey): Promise<void> {
  await database.transaction((transaction) =>
    transaction.change(`DELETE FROM import_progress ${WHERE_KEY}`, valuesOf(key)),
  );
}

const WHERE_KEY = 'WHERE kind = ? AND source = ? AND fileHash = ?';

function valuesOf({ kind, source, fileHash }: FileKey): readonly string[] {
  return [kind, source, fileHash];
}

/** Only from where this import has come to: another one of the same file must not be overtaken unseen. */
async function advance(
  { transaction, at }: CommandContext,
  key: FileKey,
  before: Progress | null,
  after: Progress,
): Promise<void> {
  const isOurs = await (before === null ? inserted() : updated(before.bytes));
  if (!isOurs) throw new PlainError(say('import.elsewhere'));

  async function inserted(): Promise<boolean> {
    try {
      await transaction.insert(ImportProgressTable, { ...key, ...after, updatedAt: at });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  async function updated(bytes: number): Promise<boolean> {
    const changed = await transaction.change(
      'UPDATE import_progress SET bytes = ?, `lines` = ?, created = ?, updated = ?, unchanged = ?, refused = ?,' +
        ` reportBytes = ?, reportHash = ?, updatedAt = ? ${WHERE_KEY} AND bytes = ?`,
      [
        after.bytes,
        after.lines,
        after.created,
        after.updated,
        after.unchanged,
        after.refused,
        after.reportBytes,
        after.reportHash,
        at,
        ...valuesOf(key),
        bytes,
      ],
    );
    return changed === 1;
  }
}
