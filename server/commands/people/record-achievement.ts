import type { RecordAchievementInput } from '../../../schema/people/record-achievement';
import { checkReason } from '../../checks/reason';
import { checkSource } from '../../checks/source';
import { storeAchievements } from '../steps/store-achievements';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import { requireRows } from '../../checks/verdict';

export interface AchievementRecorded {
  readonly achievementId: string;
}

/** Within a source, the external id is the idempotency key. */
export function recordAchievement(
  call: CommandCall,
  input: RecordAchievementInput,
): Promise<CommandOutcome<AchievementRecorded>> {
  return runCommand(call, 'recordAchievement', input, async (context) => {
    const { source, reason } = input;
    refuseAll([checkSource(source), checkReason(reason)]);
    const verdicts = await storeAchievements(context, [{ given: input }], {
      source,
      reason,
      errorPolicy: 'REJECT_ALL',
      pathOf: () => ['input'],
    });
    const [achievement] = requireRows(verdicts);
    if (achievement === undefined) throw new Error('One given achievement must have one verdict.');
    return { achievementId: achievement.id };
  });
}
