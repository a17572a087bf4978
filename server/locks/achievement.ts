import { storedIdOf } from '../../schema/global-id';
import type { AchievementRow } from '../db/entities';
import { sentence } from '../messages';
import { lockEmployee } from './employee';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

export async function lockedAchievement(context: CommandContext, nodeId: string): Promise<AchievementRow> {
  const id = storedIdOf('Achievement', nodeId);
  const read = () => context.transaction.rows<AchievementRow>('SELECT * FROM achievement WHERE id = ?', [id]);
  const [unlocked] = await read();
  await lockEmployee(context, unlocked?.employeeId ?? null);
  // Read again under the lock. The lock is the right one, because an achievement never passes to another person.
  const [achievement] = await read();
  if (achievement === undefined) {
    refuse('NOT_FOUND', ['input', 'achievementId'], sentence('achievement.unknown', { id: nodeId }));
  }
  return achievement;
}
