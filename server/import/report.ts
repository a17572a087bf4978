import { createHash, type Hash } from 'node:crypto';
import { constants, open, realpath, type FileHandle } from 'node:fs/promises';
import type { Refusal } from '../checks/refusal';
import { takeFileLock, type FileLock } from '../db/file-lock';
import { say } from '../messages';
import { PlainError } from '../messages/plain-error';
import { visibleLines } from '../messages/visible';

/** The rows that are refused, as CSV: each with the number of its line, the column, the code and the sentence. */
export interface Report {
  /** Where a report begins. */
  readonly start: Mark;
  /** Where the report was when it had so many bytes of this SHA-256; null: it is not that report. */
  find(bytes: number, hash: string): Promise<Mark | null>;
  /**
   * Writes what is refused from a mark on, in the place of what may stand there, and answers the mark behind it. To do
   * it again makes no difference.
   */
  write(from: Mark, refused: readonly RefusedLine[]): Promise<Mark>;
  close(): Promise<void>;
}

/** A place in a report, and what it holds up to there. */
export interface Mark {
  readonly bytes: number;
  readonly hash: Hash;
}

export interface RefusedLine {
  readonly line: number;
  readonly refusals: readonly Refusal[];
}

const HEADER = 'line,column,code,message\n';

/** A report quotes rows, which are people's data: its owner alone may read it. */
const OWNER_ONLY = 0o600;

/**
 * Opens a report, which is made when it is not there. Until it is closed, no other import can open it: two that wrote
 * one report, each from its own mark, would cut off what the other one has told.
 */
export async function openReport(path: string): Promise<Report> {
  const unwritable = (error: Error) => {
    throw new PlainError(say('import.report.unwritable', { path, reason: error.message }));
  };
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY).catch(unwritable);
  try {
    await closeToOthers(file, path);
    const lock = await realpath(path)
      .then((real) => takeFileLock(`${real}.lock`))
      .catch(unwritable);
    if (lock === null) throw new PlainError(say('import.report.elsewhere', { path }));
    return reportIn(file, lock, path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A report that is there already may be an older one, made with the rights of any file. */
async function closeToOthers(file: FileHandle, path: string): Promise<void> {
  const { mode } = await file.stat();
  if ((mode & 0o077) === 0) return;
  await file.chmod(OWNER_ONLY).catch((error: Error) => {
    throw new PlainError(say('import.report.exposed', { path, reason: error.message }));
  });
}

function reportIn(file: FileHandle, lock: FileLock, path: string): Report {
  return {
    start: { bytes: 0, hash: createHash('sha256') },
    async find(bytes, wanted) {
      if ((await file.stat()).size < bytes) return null;
      const hash = createHash('sha256');
      const stream = file.createReadStream({ start: 0, end: bytes - 1, autoClose: false });
      // A file without an encoding is read as bytes.
      for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
      return digestOf({ bytes, hash }) === wanted ? { bytes, hash } : null;
    },
    async write(from, refused) {
      const text = Buffer.from(`${from.bytes === 0 ? HEADER : ''}${refused.flatMap(linesOf).join('')}`);
      await file.truncate(from.bytes);
      const { bytesWritten } = await file.write(text, 0, text.length, from.bytes);
      if (bytesWritten < text.length) throw new PlainError(say('import.report.full', { path }));
      return { bytes: from.bytes + text.length, hash: from.hash.copy().update(text) };
    },
    async close() {
      await file.close();
      await lock.release();
    },
  };
}

/** The SHA-256 of a report up to a mark, in hexadecimal. */
export function digestOf({ hash }: Mark): string {
  return hash.copy().digest('hex');
}

function linesOf({ line, refusals }: RefusedLine): readonly string[] {
  return refusals.map(
    ({ path, code, message }) => `${[line, path.join('.'), code, message].map(fieldOf).join(',')}\n`,
  );
}

/**
 * A spreadsheet takes what begins so for a formula, also between quotation marks and in full width; behind an
 * apostrophe it is text.
 */
const FORMULA = /^[=+\-@\n\uff1d\uff0b\uff0d\uff20]/;

/** Words may quote what a file has, whoever has written that; a number is ours. */
function fieldOf(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : visibleLines(value).replace(FORMULA, "'$&");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
