import DataLoader from 'dataloader';
import { readRedemptions } from '../../db/read-redemptions';
import type { Redemption } from '../../rules';
import { MAX_ORGANIZATIONS } from './facts';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

export function redemptionsLoader(reader: BatchingReader): DataLoader<string, readonly Redemption[]> {
  return new DataLoader((ids) => readRedemptions(reader, ids), {
    maxBatchSize: MAX_ORGANIZATIONS,
    ...batchOptions(reader),
  });
}
