import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { instant, text } from './columns';

/**
 * The progress of a file import from the command line. It is written in the same transaction as the imported rows, and
 * deleted when the file is complete.
 */
export interface ImportProgressRow {
  kind: string;
  /** The source of the rows; empty for rows without a source. */
  source: string;
  /** SHA-256 of the format and the content, in hexadecimal. It identifies the file regardless of its name. */
  fileHash: string;
  bytes: number;
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** The length and SHA-256 of the report of refused rows up to this point. */
  reportBytes: number;
  reportHash: string;
  updatedAt: Instant;
}

const count = { type: 'bigint' } as const;

export const ImportProgressTable = new EntitySchema<ImportProgressRow>({
  name: 'import_progress',
  columns: {
    kind: { ...text(12), primary: true },
    source: { ...text(60), primary: true },
    fileHash: { ...text(64), primary: true },
    bytes: count,
    lines: count,
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    reportBytes: count,
    reportHash: text(64),
    updatedAt: instant,
  },
});
