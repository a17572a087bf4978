import DataLoader from 'dataloader';
import type { MembershipRow } from '../../db/entities';
import { placeholders } from '../../db/placeholders';
import { termOf, type StoredTerm } from '../../db/read-facts';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

/** The terms of each organization, as rows that the rules can judge. */
export function termLoader(reader: BatchingReader): DataLoader<string, readonly StoredTerm[]> {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await reader.rows<MembershipRow>(
      `SELECT * FROM membership WHERE organizationId IN (${placeholders(ids)})`,
      ids,
    );
    const byOrganization = Map.groupBy(rows.map(termOf), ({ organizationId }) => organizationId);
    return ids.map((id) => byOrganization.get(id) ?? []);
  }, batchOptions(reader));
}
