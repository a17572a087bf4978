import DataLoader from 'dataloader';
import type { Reader } from '../db/database';
import type { AchievementRow } from '../db/entities';
import { achievementOf, readFacts, type KnownFacts } from '../db/read-facts';
import type { Achievement, MemberFacts } from '../rules';
import { childrenLoader } from './load-rows';

/** Databases plan long lists of ids badly, and one answer must not hold everybody's facts at once. */
export const ORGANIZATIONS_MOST = 500;

/** The facts of all organizations that a request asks about, together. */
export function factsLoader(reader: Reader, known?: KnownFacts): DataLoader<string, MemberFacts | null> {
  return new DataLoader((ids) => readFacts(reader, ids, known), { maxBatchSize: ORGANIZATIONS_MOST });
}

/** What people have earned, wherever they are or were. */
export function earnedLoader(reader: Reader): DataLoader<string, readonly Achievement[]> {
  const rows = childrenLoader<AchievementRow, 'employeeId'>(reader, 'achievement', 'employeeId');
  return new DataLoader((people) =>
    Promise.all(people.map(async (person) => (await rows.load(person)).map(achievementOf))),
  );
}
