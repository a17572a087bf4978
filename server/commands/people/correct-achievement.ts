import type { CorrectAchievementInput } from '../../../schema/people/correct-achievement';
import type { AchievementRow } from '../../db/entities';
import { say } from '../../messages';
import type { Day } from '../../rules';
import { changeRow } from '../steps/change-row';
import { checkAchievement, checkOneExpiry, expiryFromInput } from '../../checks/achievement';
import { knownKeys } from '../../checks/known-keys';
import { checkReason } from '../../checks/reason';
import { checkRevocation } from '../../checks/revocation';
import { invalidRefusal } from '../../checks/text';
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
    refuseAll([checkReason(input.reason), checkOneExpiry(input, ['input']), checkOneRevocation(input)]);
    const before = await lockedAchievement(context, input.achievementId);
    refuseAll([checkVersion(before, input.expectedVersion)]);
    const after = corrected(before, input);
    const lookups = {
      credentials: knownKeys('credential', await context.catalogues()),
      today: context.today,
    };
    refuseAll([...checkAchievement(after, lookups, ['input']), checkRevokedOn(after, context.today)]);
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
  const { expiry, expiresOn } = expiryFromInput(input) ?? before;
  return {
    credential: input.credential ?? before.credential,
    earnedOn: input.earnedOn ?? before.earnedOn,
    expiry,
    expiresOn,
    revokedOn: input.neverRevoked ? null : (input.revokedOn ?? before.revokedOn),
  };
}

function checkOneRevocation({ revokedOn = null, neverRevoked }: CorrectAchievementInput): Refusal | null {
  return revokedOn !== null && neverRevoked
    ? invalidRefusal(['input', 'neverRevoked'], say('achievement.revocation.one'))
    : null;
}

function checkRevokedOn({ earnedOn, revokedOn }: Corrected, today: Day): Refusal | null {
  return revokedOn === null ? null : checkRevocation({ earnedOn }, revokedOn, today, ['input', 'revokedOn']);
}
