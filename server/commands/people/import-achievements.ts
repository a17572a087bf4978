import type { ImportAchievementsInput } from '../../../schema/people/import-achievements';
import type { AchievementField } from '../../checks/achievement';
import { readAchievementRow } from '../../checks/achievement-row';
import { checkReason } from '../../checks/reason';
import { checkSource } from '../../checks/source';
import { storeAchievements } from '../steps/store-achievements';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import { rowAnswer, checkRowCount, type RowAnswer } from '../../checks/verdict';

const ROWS = ['input', 'rows'];
const NESTED: Partial<Record<AchievementField, readonly string[]>> = {
  employeeId: ['employee', 'id'],
  subject: ['employee', 'subject'],
  expiresOn: ['expiry', 'on'],
};
const pathOf = (index: number, field?: AchievementField) => [
  ...ROWS,
  String(index),
  ...(field === undefined ? [] : (NESTED[field] ?? [field])),
];

export interface AchievementsImported {
  readonly rows: readonly RowAnswer[];
}

/** Importing the same rows again is a no-op. */
export function importAchievements(
  call: CommandCall,
  input: ImportAchievementsInput,
): Promise<CommandOutcome<AchievementsImported>> {
  return runCommand(call, 'importAchievements', input, async (context) => {
    const { source, reason, errorPolicy, rows } = input;
    refuseAll([checkSource(source), checkReason(reason), checkRowCount(rows, ROWS)]);
    const read = rows.map((row, index) => readAchievementRow(row, (field) => pathOf(index, field)));
    const verdicts = await storeAchievements(context, read, { source, reason, errorPolicy, pathOf });
    return { rows: verdicts.map((verdict) => rowAnswer(verdict, ({ id }) => id)) };
  });
}
