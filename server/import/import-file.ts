import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import {
  finishImport,
  importBatch,
  unfinishedImport,
  type ImportKey,
  type ImportProgress,
} from '../commands/import-batch';
import type { CommandCall } from '../commands/run-command';
import type { Verdict } from '../checks/verdict';
import type { Database } from '../db/database';
import type { ProgressLine } from '../messages/progress-line';
import { addOutcomes, NO_ROWS, totalRows, type Counts } from './count';
import type { ImportKind, Provenance } from './import-kind';
import { portionsOf } from './portions';
import { START_OF_FILE, type Position } from './read-lines';
import { readRows, type FileRow, type Format, type OpenFile } from './read-rows';
import { digestOf, openReport, type ReportCheckpoint, type RefusedLine, type Report } from './report';

/**
 * After this time, the import pauses between two portions to let other writers in. Shorter turns would slow the import
 * down considerably.
 */
const TURN_MILLISECONDS = 250;
/** Must be longer than the poll interval of other writers (`POLL_MILLISECONDS` in db/sqlite.ts). */
const PAUSE_MILLISECONDS = 30;

export interface ImportSource<Given, Row> {
  readonly kind: ImportKind<Given, Row>;
  readonly format: Format;
  readonly open: OpenFile;
  readonly provenance: Provenance;
  readonly portion: number;
  readonly reportPath: string;
  readonly database: Database;
  readonly progress: Pick<ProgressLine, 'begin' | 'update' | 'end'>;
}

export interface FileImport<Given, Row> extends ImportSource<Given, Row> {
  /** Creates a new call for each portion, because an import can run past midnight. */
  readonly call: () => CommandCall;
  /** Null if the file cannot be read twice; an interrupted import then cannot resume. */
  readonly key: ImportKey | null;
}

export interface FileImportResult {
  readonly counts: Counts;
  /** The number of lines that an interrupted import of the same file had already processed. */
  readonly linesBefore: number;
}

/**
 * Imports a file in portions. Each portion is a transaction, which also stores the progress. An interrupted import
 * resumes where it stopped, and records nothing twice.
 */
export async function importFile<Given, Row>(request: FileImport<Given, Row>): Promise<FileImportResult> {
  const { kind, format, open, provenance, portion, database, key } = request;
  const report = await openReport(request.reportPath);
  try {
    const interrupted = key === null ? null : await interruptedImport(database, key, report);
    const start: Position =
      interrupted === null
        ? START_OF_FILE
        : { bytes: interrupted.progress.bytes, lines: interrupted.progress.lines };
    request.progress.begin(start.bytes);
    let progress = interrupted?.progress ?? null;
    let mark = interrupted?.mark ?? (await report.write(report.start, []));
    let turnBegan = performance.now();
    for await (const rows of portionsOf(readRows(kind, format, open, start), portion, start)) {
      const [previous, startMark] = [progress, mark];
      progress = await importBatch(request.call(), kind.command, key, previous, async (context) => {
        const outcomes = lineVerdictsOf(rows, await kind.record(context, valuesIn(rows), provenance));
        // Written before the commit, so that the report covers all rows that the database counts as done.
        mark = await report.write(startMark, refusedLinesIn(outcomes));
        const counts = addOutcomes(previous ?? NO_ROWS, outcomes);
        return { ...counts, ...endPositionOf(rows), reportBytes: mark.bytes, reportHash: digestOf(mark) };
      });
      request.progress.update(
        progress.bytes,
        totalRows(progress) - totalRows(interrupted?.progress ?? NO_ROWS),
      );
      // SQLite has one writer at a time. Without a pause, this import would take the lock before a waiting writer.
      if (database.dialect === 'sqlite' && performance.now() - turnBegan > TURN_MILLISECONDS) {
        await pause(PAUSE_MILLISECONDS);
        turnBegan = performance.now();
      }
    }
    if (key !== null) await finishImport(database, key);
    const { created, updated, unchanged, refused } = progress ?? NO_ROWS;
    return { counts: { created, updated, unchanged, refused }, linesBefore: start.lines };
  } finally {
    await report.close();
  }
}

/** If the report of an interrupted import is lost, the import starts again. */
async function interruptedImport(
  database: Database,
  key: ImportKey,
  report: Report,
): Promise<{ readonly progress: ImportProgress; readonly mark: ReportCheckpoint } | null> {
  const progress = await unfinishedImport(database, key);
  if (progress === null) return null;
  const mark = await report.find(progress.reportBytes, progress.reportHash);
  if (mark !== null) return { progress, mark };
  await finishImport(database, key);
  return null;
}

export type LineVerdict<Row> = Verdict<Row> & { readonly line: number };

export function valuesIn<Given>(rows: readonly FileRow<Given>[]): readonly Given[] {
  return rows.flatMap((row) => (row.refusals === null ? [row.given] : []));
}

/** A row with an invalid value is refused. The other rows have one verdict each, in the same order. */
export function lineVerdictsOf<Given, Row>(
  rows: readonly FileRow<Given>[],
  verdicts: readonly Verdict<Row>[],
): readonly LineVerdict<Row>[] {
  let next = 0;
  return rows.map(({ line, refusals }) => {
    if (refusals !== null) return { line, outcome: 'REFUSED', refusals };
    const verdict = verdicts[next++];
    if (verdict === undefined) throw new Error(`Line ${line} has no verdict.`);
    return { line, ...verdict };
  });
}

export function refusedLinesIn(outcomes: readonly LineVerdict<unknown>[]): readonly RefusedLine[] {
  return outcomes.flatMap((one) => (one.outcome === 'REFUSED' ? [one] : []));
}

export function endPositionOf(rows: readonly FileRow<unknown>[]): Position {
  return rows.at(-1)?.end ?? START_OF_FILE;
}
