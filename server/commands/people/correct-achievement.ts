import type { CorrectAchievementInput } from '../../../schema/people/correct-achievement';
import type { AchievementRow } from '../../db/entities';
import type { Day } from '../../rules';
import { changeRow } from '../steps/change-row';
import { checkAchievement, expiryOf, inputPathOf } from '../../checks/achievement';
import { knownKeys } from '../../checks/known-keys';
import { checkNotNull } from '../../checks/not-null';
import { checkReason } from '../../checks/reason';
import { checkRevocation } from '../../checks/revocation';
import { checkVersion } from '../../checks/version';
import { markOrganizationsOfPeople } from '../steps/mark-organizations';
import { lockedAchievement } from '../../locks/achievement';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface AchievementCorrected {
  readonly achievementId: string;
}

/** The correction applies to every day, past days included. */
export function correctAchievement(
  call: CommandCall,
  input: CorrectAchievementInput,
): Promise<CommandOutcome<AchievementCorrected>> {
  return runCommand(call, 'correctAchievement', input, async (context) => {
    refuseAll([checkReason(input.reason), ...checkNotNull(input, ['credential', 'earnedOn', 'expiry'])]);
    const before = await lockedAchievement(context, input.achievementId);
    refuseAll([checkVersion(before, input.expectedVersion)]);
    const after = corrected(before, input);
    const lookups = {
      credentials: knownKeys('credential', await context.catalogues()),
      today: context.today,
    };
    refuseAll([...checkAchievement(after, lookups, inputPathOf), checkRevokedOn(after, context.today)]);
    await changeRow(
      context,
      { table: 'achievement', type: 'Achievement', organizationId: null, reason: input.reason },
      before,
      after,
    );
    await markOrganizationsOfPeople(context, [before.employeeId]);
    return { achievementId: before.id };
  });
}

type Corrected = Pick<AchievementRow, 'credential' | 'earnedOn' | 'expiry' | 'expiresOn' | 'revokedOn'>;

function corrected(before: AchievementRow, input: CorrectAchievementInput): Corrected {
  return {
    credential: input.credential ?? before.credential,
    earnedOn: input.earnedOn ?? before.earnedOn,
    expiry: before.expiry,
    expiresOn: before.expiresOn,
    ...(input.expiry && expiryOf(input.expiry)),
    revokedOn: input.revokedOn === undefined ? before.revokedOn : input.revokedOn,
  };
}

function checkRevokedOn({ earnedOn, revokedOn }: Corrected, today: Day): Refusal | null {
  return revokedOn === null ? null : checkRevocation({ earnedOn }, revokedOn, today, ['input', 'revokedOn']);
}
