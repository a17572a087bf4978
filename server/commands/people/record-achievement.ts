import type { RecordAchievementInput } from '../../../schema/people/record-achievement';
import { BY_VALIDITY, expiryOf, inputPathOf } from '../../checks/achievement';
import type { GivenAchievement } from '../../checks/recorded-achievement';
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
    const { employeeId, credential, earnedOn, expiry = null, externalId = null, source, reason } = input;
    refuseAll([checkSource(source), checkReason(reason)]);
    const given: GivenAchievement = {
      employee: { id: employeeId },
      credential,
      earnedOn,
      expiry: expiry === null ? BY_VALIDITY : expiryOf(expiry),
      externalId,
    };
    const verdicts = await storeAchievements(context, [{ given }], {
      source,
      reason,
      errorPolicy: 'REJECT_ALL',
      pathOf: (_index, field) => (field === undefined ? ['input'] : inputPathOf(field)),
    });
    const [achievement] = requireRows(verdicts);
    if (achievement === undefined) throw new Error('One given achievement must have one verdict.');
    return { achievementId: achievement.id };
  });
}
