import type { ImportAchievementsInput } from '../../schema/import-achievements';
import { checkReason } from '../checks/reason';
import { checkSource } from '../checks/source';
import { storeAchievements } from './steps/store-achievements';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import { answerOf, checkRowCount, type RowAnswer } from '../checks/verdict';

const ROWS = ['input', 'rows'];

export interface AchievementsImported {
  readonly rows: readonly RowAnswer[];
}

/** Takes over what a feed tells of many people. Sending a file again changes nothing. */
export function importAchievements(
  call: CommandCall,
  input: ImportAchievementsInput,
): Promise<CommandOutcome<AchievementsImported>> {
  return runCommand(call, 'importAchievements', input, async (step) => {
    const { source, reason, errorPolicy, rows } = input;
    refuseAll([checkSource(source), checkReason(reason), checkRowCount(rows, ROWS)]);
    const verdicts = await storeAchievements(step, rows, {
      source,
      reason,
      errorPolicy,
      pathOf: (place) => [...ROWS, String(place)],
    });
    return { rows: verdicts.map((verdict) => answerOf(verdict, ({ id }) => id)) };
  });
}
