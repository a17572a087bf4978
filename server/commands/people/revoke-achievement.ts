import type { RevokeAchievementInput } from '../../../schema/people/revoke-achievement';
import { sentence } from '../../messages';
import { changeRow } from '../steps/change-row';
import { checkReason } from '../../checks/reason';
import { checkRevocation } from '../../checks/revocation';
import { checkVersion } from '../../checks/version';
import { markOrganizationsOfPeople } from '../steps/mark-organizations';
import { lockedAchievement } from '../../locks/achievement';
import { refuse, refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface AchievementRevoked {
  readonly achievementId: string;
}

export function revokeAchievement(
  call: CommandCall,
  input: RevokeAchievementInput,
): Promise<CommandOutcome<AchievementRevoked>> {
  return runCommand(call, 'revokeAchievement', input, async (context) => {
    refuseAll([checkReason(input.reason)]);
    const achievement = await lockedAchievement(context, input.achievementId);
    const on = input.on ?? context.today;
    if (achievement.revokedOn !== null) {
      const values = { on: achievement.revokedOn };
      refuse('ALREADY_ENDED', ['input', 'achievementId'], sentence('achievement.revoked', values));
    }
    refuseAll([checkVersion(achievement, input.expectedVersion)]);
    refuseAll([checkRevocation(achievement, on, context.today, ['input', 'on'])]);
    await changeRow(
      context,
      { table: 'achievement', type: 'Achievement', organizationId: null, reason: input.reason },
      achievement,
      { revokedOn: on },
    );
    await markOrganizationsOfPeople(context, [achievement.employeeId]);
    return { achievementId: achievement.id };
  });
}
