import DataLoader from 'dataloader';
import { readRedemptions } from '../../db/read-redemptions';
import type { Redemption } from '../../rules';
import { MAX_ORGANIZATIONS } from './facts';
import { batchedBy, type Batching } from '../scheduling/answer-pacer';

/** What all organizations that a request asks about have used of their benefits, together. */
export function redemptionsLoader(reader: Batching): DataLoader<string, readonly Redemption[]> {
  return new DataLoader((ids) => readRedemptions(reader, ids), {
    maxBatchSize: MAX_ORGANIZATIONS,
    ...batchedBy(reader),
  });
}
