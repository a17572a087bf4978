import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { instant, text } from './columns';

/**
 * How far an import of a file from the command line is, while it is under way: written in the transaction of the rows
 * that it speaks of, and removed when the file is done.
 */
export interface ImportProgressRow {
  /** `achievements` or `metrics`. */
  kind: string;
  /** Who tells it; empty where rows have no source. */
  source: string;
  /** SHA-256 of its format and the whole file, in hexadecimal: a file is known by what is in it, wherever it lies. */
  fileHash: string;
  /** So much of the file is done, and so many lines. */
  bytes: number;
  lines: number;
  /** How many rows became what. */
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** So much of the report of refused rows tells of those that are done, and the SHA-256 of that. */
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
