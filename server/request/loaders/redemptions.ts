import DataLoader from 'dataloader';
import { readRedemptions } from '../../db/read-redemptions';
import type { Redemption } from '../../rules';
import { ORGANIZATIONS_MOST } from './facts';
import { batchedBy, type Batching } from '../scheduling/pace';

/** What all organizations that a request asks about have used of their benefits, together. */
export function redemptionsLoader(reader: Batching): DataLoader<string, readonly Redemption[]> {
  return new DataLoader((ids) => readRedemptions(reader, ids), {
    maxBatchSize: ORGANIZATIONS_MOST,
    ...batchedBy(reader),
  });
}
