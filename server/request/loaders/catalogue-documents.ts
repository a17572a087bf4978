import DataLoader from 'dataloader';
import { placeholders } from '../../db/placeholders';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

/** The stored documents of catalogue versions, by their number. Servers cache only what they read from a document. */
export function catalogueDocumentLoader(reader: BatchingReader): DataLoader<number, string | null> {
  return new DataLoader(async (numbers: readonly number[]) => {
    const rows = await reader.rows<{ number: number; document: string }>(
      `SELECT number, document FROM catalogue_version WHERE number IN (${placeholders(numbers)})`,
      numbers,
    );
    const byNumber = new Map(rows.map(({ number, document }) => [number, document]));
    return numbers.map((number) => byNumber.get(number) ?? null);
  }, batchOptions(reader));
}
