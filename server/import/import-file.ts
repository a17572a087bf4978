import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import {
  finishImport,
  importPortion,
  unfinishedImport,
  type FileKey,
  type Progress,
} from '../commands/import-portion';
import type { CommandCall } from '../commands/run-command';
import type { Verdict } from '../checks/verdict';
import type { Database } from '../db/database';
import type { ProgressLine } from '../messages/progress-line';
import { countedWith, NONE, rowsIn, type Counts } from './count';
import type { ImportKind, Told } from './kind';
import { portionsOf } from './portions';
import { START, type Position } from './read-lines';
import { readRows, type FileRow, type Format, type Open } from './read-rows';
import { digestOf, openReport, type Mark, type RefusedLine, type Report } from './report';

/** Others wait so long for their turn, or for one portion: less of it would cost the import much of its speed. */
const OUR_TURN_MILLISECONDS = 250;
/** Longer than it takes others to see that the database is free (`ASKING_MILLISECONDS` in db/sqlite.ts). */
const OTHERS_TURN_MILLISECONDS = 30;

/** A file of rows of one kind, and what is said of all of them. */
export interface Source<Given, Row> {
  readonly kind: ImportKind<Given, Row>;
  readonly format: Format;
  readonly open: Open;
  readonly told: Told;
  /** So many rows are looked at, and recorded, at a time. */
  readonly portion: number;
  /** The file that gets the rows that are refused. */
  readonly reportPath: string;
  readonly database: Database;
  readonly progress: Pick<ProgressLine, 'begin' | 'tell' | 'end'>;
}

export interface Import<Given, Row> extends Source<Given, Row> {
  /** Who imports, and when: asked anew for each portion, since a file may take longer than a day. */
  readonly call: () => CommandCall;
  /** Null: the file cannot be read twice, so that a kill ends its import. */
  readonly key: FileKey | null;
}

export interface Imported {
  readonly counts: Counts;
  /** So many lines were done already, by an import of the same file that did not come to its end. */
  readonly linesBefore: number;
}

/**
 * Imports a file: each portion in a transaction of its own, with how far the file is then. An import that was killed is
 * gone on with where it was, and makes nothing twice.
 */
export async function importFile<Given, Row>(given: Import<Given, Row>): Promise<Imported> {
  const { kind, format, open, told, portion, database, key } = given;
  const report = await openReport(given.reportPath);
  try {
    const earlier = key === null ? null : await earlierImport(database, key, report);
    const from: Position =
      earlier === null ? START : { bytes: earlier.progress.bytes, lines: earlier.progress.lines };
    given.progress.begin(from.bytes);
    let progress = earlier?.progress ?? null;
    let mark = earlier?.mark ?? (await report.write(report.start, []));
    let turnBegan = performance.now();
    for await (const rows of portionsOf(readRows(kind, format, open, from), portion, from)) {
      const [before, known] = [progress, mark];
      progress = await importPortion(given.call(), kind.command, key, before, async (step) => {
        const outcomes = outcomesOf(rows, await kind.record(step, givenIn(rows), told));
        // Written before the transaction ends: the report never lacks what the database says is done.
        mark = await report.write(known, refusedIn(outcomes));
        const counts = countedWith(before ?? NONE, outcomes);
        return { ...counts, ...endOf(rows), reportBytes: mark.bytes, reportHash: digestOf(mark) };
      });
      given.progress.tell(progress.bytes, rowsIn(progress) - rowsIn(earlier?.progress ?? NONE));
      // A SQLite file has one writer at a time, and whoever has had it takes it again sooner than others can.
      if (database.dialect === 'sqlite' && performance.now() - turnBegan > OUR_TURN_MILLISECONDS) {
        await pause(OTHERS_TURN_MILLISECONDS);
        turnBegan = performance.now();
      }
    }
    if (key !== null) await finishImport(database, key);
    const { created, updated, unchanged, refused } = progress ?? NONE;
    return { counts: { created, updated, unchanged, refused }, linesBefore: from.lines };
  } finally {
    await report.close();
  }
}

/** An import of the same file that was not finished. Without its report it could not be told whole, and begins anew. */
async function earlierImport(
  database: Database,
  key: FileKey,
  report: Report,
): Promise<{ readonly progress: Progress; readonly mark: Mark } | null> {
  const progress = await unfinishedImport(database, key);
  if (progress === null) return null;
  const mark = await report.find(progress.reportBytes, progress.reportHash);
  if (mark !== null) return { progress, mark };
  await finishImport(database, key);
  return null;
}

/** What became of a line. */
export type Outcome<Row> = Verdict<Row> & { readonly line: number };

/** What the rows tell that tell something, in their order. */
export function givenIn<Given>(rows: readonly FileRow<Given>[]): readonly Given[] {
  return rows.flatMap((row) => (row.refusals === null ? [row.given] : []));
}

/** What became of each row: refused when it was read, or else as the verdicts say, in their order. */
export function outcomesOf<Given, Row>(
  rows: readonly FileRow<Given>[],
  verdicts: readonly Verdict<Row>[],
): readonly Outcome<Row>[] {
  let next = 0;
  return rows.map(({ line, refusals }) => {
    if (refusals !== null) return { line, outcome: 'REFUSED', refusals };
    const verdict = verdicts[next++];
    if (verdict === undefined) throw new Error(`Nothing was decided about line ${line}.`);
    return { line, ...verdict };
  });
}

export function refusedIn(outcomes: readonly Outcome<unknown>[]): readonly RefusedLine[] {
  return outcomes.flatMap((one) => (one.outcome === 'REFUSED' ? [one] : []));
}

export function endOf(rows: readonly FileRow<unknown>[]): Position {
  return rows.at(-1)?.end ?? START;
}
