import { createHash, type Hash } from 'node:crypto';
import { constants, open, realpath, type FileHandle } from 'node:fs/promises';
import type { Refusal } from '../checks/refusal';
import { takeFileLock, type FileLock } from '../db/file-lock';
import { say } from '../messages/say';
import { ENGLISH } from '../messages/words';
import { PlainError } from '../messages/plain-error';
import { escapeInvisibleLines } from '../messages/escape-invisible';

export interface Report {
  readonly start: ReportCheckpoint;
  /** Returns null unless the report begins with `bytes` bytes that have this SHA-256. */
  find(bytes: number, hash: string): Promise<ReportCheckpoint | null>;
  /**
   * Replaces everything after a mark with the refused rows, and returns the mark after them. Repeating a write has no
   * further effect.
   */
  write(from: ReportCheckpoint, refused: readonly RefusedLine[]): Promise<ReportCheckpoint>;
  close(): Promise<void>;
}

export interface ReportCheckpoint {
  readonly bytes: number;
  readonly hash: Hash;
}

export interface RefusedLine {
  readonly line: number;
  readonly refusals: readonly Refusal[];
}

const HEADER = 'line,column,code,message\n';

/** A report quotes personal data, so only the owner of the file may read it. */
const OWNER_ONLY = 0o600;

/**
 * Opens or creates a report, and locks it until it is closed. Two imports that write the same report, each from its own
 * mark, would delete each other's rows.
 */
export async function openReport(path: string): Promise<Report> {
  const unwritable = (error: Error) => {
    throw new PlainError(say('import.report.unwritable', { path, reason: error.message }));
  };
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY).catch(unwritable);
  try {
    await restrictPermissions(file, path);
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

/** An existing file may be readable by other users. */
async function restrictPermissions(file: FileHandle, path: string): Promise<void> {
  const { mode } = await file.stat();
  if ((mode & 0o077) === 0) return;
  await file.chmod(OWNER_ONLY).catch((error: Error) => {
    throw new PlainError(say('import.report.exposed', { path, reason: error.message }));
  });
}

function reportIn(file: FileHandle, lock: FileLock, path: string): Report {
  return {
    start: { bytes: 0, hash: createHash('sha256') },
    async find(bytes, expectedHash) {
      if ((await file.stat()).size < bytes) return null;
      const hash = createHash('sha256');
      const stream = file.createReadStream({ start: 0, end: bytes - 1, autoClose: false });
      // A stream without an encoding yields bytes.
      for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
      return digestOf({ bytes, hash }) === expectedHash ? { bytes, hash } : null;
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

export function digestOf({ hash }: ReportCheckpoint): string {
  return hash.copy().digest('hex');
}

function linesOf({ line, refusals }: RefusedLine): readonly string[] {
  return refusals.map(
    ({ path, code, sentence }) =>
      `${[line, path.join('.'), code, ENGLISH.say(sentence)].map(fieldOf).join(',')}\n`,
  );
}

/**
 * Spreadsheets treat text that begins with one of these characters as a formula, even in quotation marks or in
 * full-width form. A leading apostrophe marks it as text.
 */
const FORMULA = /^[=+\-@\n\uff1d\uff0b\uff0d\uff20]/;

/** Text can quote untrusted content of the imported file. Numbers are safe. */
function fieldOf(value: string | number): string {
  const text =
    typeof value === 'number' ? String(value) : escapeInvisibleLines(value).replace(FORMULA, "'$&");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
