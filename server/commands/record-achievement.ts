import type { RecordAchievementInput } from '../../schema/record-achievement';
import { checkReason } from '../checks/reason';
import { checkSource } from '../checks/source';
import { storeAchievements } from './steps/store-achievements';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import { rowsOf } from '../checks/verdict';

export interface AchievementRecorded {
  readonly achievementId: string;
}

/** A person has earned a credential. The same record of the same source is recorded once. */
export function recordAchievement(
  call: CommandCall,
  input: RecordAchievementInput,
): Promise<CommandOutcome<AchievementRecorded>> {
  return runCommand(call, 'recordAchievement', input, async (step) => {
    const { source, reason } = input;
    refuseAll([checkSource(source), checkReason(reason)]);
    const verdicts = await storeAchievements(step, [input], {
      source,
      reason,
      errorPolicy: 'REJECT_ALL',
      pathOf: () => ['input'],
    });
    const [achievement] = rowsOf(verdicts);
    if (achievement === undefined) throw new Error('What is given once is judged once.');
    return { achievementId: achievement.id };
  });
}
