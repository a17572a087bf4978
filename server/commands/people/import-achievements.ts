import type { ImportAchievementsInput } from '../../../schema/people/import-achievements';
import { checkReason } from '../../checks/reason';
import { checkSource } from '../../checks/source';
import { storeAchievements } from '../steps/store-achievements';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import { rowAnswer, checkRowCount, type RowAnswer } from '../../checks/verdict';

const ROWS = ['input', 'rows'];

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
    const verdicts = await storeAchievements(context, rows, {
      source,
      reason,
      errorPolicy,
      pathOf: (index) => [...ROWS, String(index)],
    });
    return { rows: verdicts.map((verdict) => rowAnswer(verdict, ({ id }) => id)) };
  });
}
