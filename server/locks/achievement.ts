import { idOf } from '../../schema/global-id';
import type { AchievementRow } from '../db/entities';
import { say } from '../messages';
import { lockEmployee } from './employee';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/** The achievement that a command is about, with its person locked. */
export async function lockedAchievement(step: CommandContext, given: string): Promise<AchievementRow> {
  const id = idOf('Achievement', given);
  const find = () => step.transaction.rows<AchievementRow>('SELECT * FROM achievement WHERE id = ?', [id]);
  const [seen] = await find();
  await lockEmployee(step, seen?.employeeId ?? null);
  // Only now does it stay as it is; whose it is never changes.
  const [achievement] = await find();
  if (achievement === undefined) {
    refuse('NOT_FOUND', ['input', 'achievementId'], say('achievement.unknown', { id: given }));
  }
  return achievement;
}
