import DataLoader from 'dataloader';
import type { Reader } from '../db/database';
import { readFacts, type KnownFacts } from '../db/read-facts';
import type { MemberFacts } from '../rules';

export { achievementOf } from '../db/read-facts';

/** Databases plan long lists of ids badly, and one answer must not hold everybody's facts at once. */
export const ORGANIZATIONS_MOST = 500;

/** The facts of all organizations that a request asks about, together. */
export function factsLoader(reader: Reader, known?: KnownFacts): DataLoader<string, MemberFacts | null> {
  return new DataLoader((ids) => readFacts(reader, ids, known), { maxBatchSize: ORGANIZATIONS_MOST });
}
