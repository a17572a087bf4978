import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Viewer } from '../auth/viewer';
import type { FileKey } from '../commands/import-portion';
import type { CommandCall } from '../commands/run-command';
import type { Config } from '../config';
import type { Database } from '../db/database';
import { say, sayOfNumber } from '../messages';
import { countInWords } from '../messages/language';
import { PlainError } from '../messages/plain-error';
import { ProgressLine, type Screen } from '../messages/progress-line';
import { visible } from '../messages/visible';
import { KnownVersions } from '../catalogue/known-versions';
import { dayAt } from '../request/today';
import type { Catalogue } from '../rules';
import { ACHIEVEMENTS } from './achievements';
import type { ImportOptions } from './command-line';
import type { Counts } from './count';
import { effectInWords } from './effect-in-words';
import { foreseeFile, type Foreseen } from './foresee-file';
import { importFile, type Import, type Source } from './import-file';
import type { ImportKind } from './kind';
import { METRICS } from './metrics';

/** Where an import runs. */
export interface Surroundings {
  readonly database: Database;
  /** Which day it is. */
  readonly calendar: Pick<Config, 'today' | 'timeZone'>;
  /** What `-` stands for. */
  readonly input: AsyncIterable<Buffer>;
  readonly write: (line: string) => void;
  readonly screen: Screen;
}

/** Does what the command line asks for, and answers how many rows were refused. */
export async function runImport(order: ImportOptions, given: Surroundings): Promise<number> {
  // Names that are stored are told, too.
  const surroundings = { ...given, write: (line: string) => given.write(visible(line)) };
  const { refused } =
    order.kind === 'achievements'
      ? await run(ACHIEVEMENTS, order, surroundings)
      : await run(METRICS, order, surroundings);
  if (refused > 0) surroundings.write(say('import.refused', { report: order.report }));
  return refused;
}

async function run<Given, Row extends object>(
  kind: ImportKind<Given, Row>,
  { file, format, told, portion, actor, dryRun, report }: ImportOptions,
  { database, calendar, input, write, screen }: Surroundings,
): Promise<Counts> {
  const reportPath = resolve(report);
  if (file !== null && (await isSameFile(file, reportPath))) {
    throw new PlainError(say('import.report.same', { file }));
  }
  const progress = new ProgressLine(screen, 'rows', file === null ? null : await sizeOf(file));
  const source: Source<Given, Row> = {
    kind,
    format,
    open: file === null ? () => input : ({ bytes }) => createReadStream(file, { start: bytes }),
    told,
    portion,
    reportPath,
    database,
    progress,
  };
  const call = callsOf(database, actor, calendar);
  try {
    return dryRun
      ? await foresee(source, call(), write, screen)
      : await take(
          { ...source, call, key: file === null ? null : await keyOf(kind.name, told.source, format, file) },
          write,
        );
  } finally {
    progress.end();
  }
}

async function take<Given, Row>(given: Import<Given, Row>, write: (line: string) => void): Promise<Counts> {
  const { counts, linesBefore } = await importFile(given);
  given.progress.end();
  if (linesBefore > 0) write(say('import.resumed', { lines: countInWords(linesBefore) }));
  write(say('import.done', inWords(counts)));
  return counts;
}

/** Tells, organization by organization, which statuses would change. */
async function foresee<Given, Row extends object>(
  source: Source<Given, Row>,
  call: CommandCall,
  write: (line: string) => void,
  screen: Screen,
): Promise<Counts> {
  const versions = await call.catalogues();
  const { counts, ...statuses } = await foreseeFile({
    ...source,
    call,
    judging(count) {
      source.progress.end();
      const progress = new ProgressLine(screen, 'organizations', count);
      let judged = 0;
      return ({ name, key, effects }) => {
        judged += 1;
        progress.tell(judged, judged);
        if (effects.length === 0) return;
        progress.end();
        write(say('import.organization', { name, key }));
        for (const effect of effects) write(`  ${effectInWords(effect, versions)}`);
      };
    },
  });
  write(say('import.foreseen', inWords(counts)));
  write(statusesInWords(statuses));
  return counts;
}

function statusesInWords({ organizations, changing, gaining, losing }: Omit<Foreseen, 'counts'>): string {
  if (organizations === 0) return say('import.foreseen.nothing');
  const told = sayOfNumber('import.foreseen.told', organizations, {});
  if (changing === 0) return say('import.foreseen.same', { told });
  return say('import.foreseen.statuses', {
    told,
    changing: countInWords(changing),
    gaining: sayOfNumber('import.foreseen.gaining', gaining, {}),
    losing: sayOfNumber('import.foreseen.losing', losing, {}),
  });
}

function inWords({ created, updated, unchanged, refused }: Counts) {
  return {
    created: countInWords(created),
    updated: countInWords(updated),
    unchanged: countInWords(unchanged),
    refused: countInWords(refused),
  };
}

/** Each call has its own instant and day, and the catalogue that is in force then. */
function callsOf(
  database: Database,
  actor: string,
  { today, timeZone }: Surroundings['calendar'],
): () => CommandCall {
  const programme = new KnownVersions();
  // Whoever has the database's password may do what an agent may.
  const viewer: Viewer = { kind: 'person', subject: actor, roles: new Set(['AGENT']), employee: null };
  return () => {
    const now = new Date();
    let versions: Promise<readonly Catalogue[]> | null = null;
    return {
      viewer,
      now,
      today: today ?? dayAt(now, timeZone),
      database,
      catalogues: () => (versions ??= programme.versions(database)),
    };
  };
}

/**
 * A file is known by what is in it, so that it may be moved, and a changed one is another one. In another format the
 * same bytes are other rows, of which none is done.
 */
async function keyOf(
  kind: ImportOptions['kind'],
  source: string,
  format: ImportOptions['format'],
  file: string,
): Promise<FileKey> {
  const hash = createHash('sha256').update(`${format}\n`);
  // A stream without an encoding is read as bytes.
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return { kind, source, fileHash: hash.digest('hex') };
}

async function sizeOf(file: string): Promise<number> {
  const unreadable = (reason: string) => new PlainError(say('import.unreadable', { file, reason }));
  const handle = await open(file).catch((error: Error) => {
    throw unreadable(error.message);
  });
  const found = await handle.stat();
  await handle.close();
  if (!found.isFile()) throw unreadable(say('import.noFile'));
  return found.size;
}

/** By whatever names. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const file = await identityOf(one);
  return file !== null && file === (await identityOf(other));
}

/** What a file is known by on this machine; null: there is none. */
function identityOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );
}
