import type { Database, Reader } from '../db/database';
import { isDuplicate } from '../db/duplicate';
import { ImportProgressTable, type ImportProgressRow } from '../db/entities';
import { sentence } from '../messages';
import { PlainError } from '../messages/plain-error';
import { Refused } from '../checks/refusal';
import { runCommand, type CommandCall } from './run-command';
import type { CommandContext } from '../locks/command-context';

export type ImportKey = Pick<ImportProgressRow, 'kind' | 'source' | 'fileHash'>;

export type ImportProgress = Omit<ImportProgressRow, keyof ImportKey | 'updatedAt'>;

/**
 * Records a batch of rows and the progress of the import in one transaction, so that a killed import can resume.
 * Input that cannot be read again has no key, so its import cannot resume.
 */
export async function importBatch(
  call: CommandCall,
  command: string,
  key: ImportKey | null,
  before: ImportProgress | null,
  record: (context: CommandContext) => Promise<ImportProgress>,
): Promise<ImportProgress> {
  const { answer, refusals } = await runCommand(call, command, {}, async (context) => {
    const after = await record(context);
    if (key !== null) await advance(context, key, before, after);
    return after;
  });
  // `record` skips bad rows, so a refusal of the whole batch fails the import.
  if (answer === null) throw new Refused(refusals);
  return answer;
}

export async function unfinishedImport(reader: Reader, key: ImportKey): Promise<ImportProgress | null> {
  const [row] = await reader.rows<ImportProgress>(
    `SELECT bytes, \`lines\`, created, updated, unchanged, refused, reportBytes, reportHash FROM import_progress ${WHERE_KEY}`,
    valuesOf(key),
  );
  return row ?? null;
}

/** Deletes the progress, so that importing the same file again starts from the beginning. */
export async function finishImport(database: Database, key: ImportKey): Promise<void> {
  await database.transaction((transaction) =>
    transaction.change(`DELETE FROM import_progress ${WHERE_KEY}`, valuesOf(key)),
  );
}

const WHERE_KEY = 'WHERE kind = ? AND source = ? AND fileHash = ?';

function valuesOf({ kind, source, fileHash }: ImportKey): readonly string[] {
  return [kind, source, fileHash];
}

/** Fails unless the stored progress equals `before`, so that two imports of one file cannot interleave. */
async function advance(
  { transaction, at }: CommandContext,
  key: ImportKey,
  before: ImportProgress | null,
  after: ImportProgress,
): Promise<void> {
  const isAdvanced = await (before === null ? inserted() : updated(before.bytes));
  if (!isAdvanced) throw new PlainError([sentence('import.elsewhere')]);

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
