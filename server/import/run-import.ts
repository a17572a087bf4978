import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Viewer } from '../auth/viewer';
import type { ImportKey } from '../commands/import-batch';
import type { CommandCall } from '../commands/run-command';
import type { Config } from '../config';
import type { Database } from '../db/database';
import { say } from '../messages/say';
import { PlainError } from '../messages/plain-error';
import { ProgressLine, type ProgressStream } from '../messages/progress-line';
import { escapeInvisible } from '../messages/escape-invisible';
import { KnownVersions } from '../catalogue/known-versions';
import { dayAt } from '../request/today';
import type { Catalogue } from '../rules';
import { ACHIEVEMENT_IMPORT } from './achievements';
import type { ImportOptions } from './command-line';
import type { Counts } from './count';
import { effectInWords } from './effect-in-words';
import { dryRunFile, type DryRunResult } from './dry-run-file';
import { importFile, type FileImport, type ImportSource } from './import-file';
import type { ImportKind } from './import-kind';
import { METRIC_IMPORT } from './metrics';

export interface ImportEnvironment {
  readonly database: Database;
  readonly calendar: Pick<Config, 'today' | 'timeZone'>;
  /** Standard input, which is read if the file name is `-`. */
  readonly input: AsyncIterable<Buffer>;
  readonly write: (line: string) => void;
  readonly screen: ProgressStream;
}

/** Returns the number of refused rows. */
export async function runImport(options: ImportOptions, surroundings: ImportEnvironment): Promise<number> {
  // The output includes stored names, which can contain control characters.
  const environment = { ...surroundings, write: (line: string) => surroundings.write(escapeInvisible(line)) };
  const { refused } =
    options.kind === 'achievements'
      ? await run(ACHIEVEMENT_IMPORT, options, environment)
      : await run(METRIC_IMPORT, options, environment);
  if (refused > 0) environment.write(say('import.refused', { report: options.report }));
  return refused;
}

async function run<Given, Row extends object>(
  kind: ImportKind<Given, Row>,
  { file, format, provenance, portion, actor, dryRun, report }: ImportOptions,
  { database, calendar, input, write, screen }: ImportEnvironment,
): Promise<Counts> {
  const reportPath = resolve(report);
  if (file !== null && (await isSameFile(file, reportPath))) {
    throw new PlainError(say('import.report.same', { file }));
  }
  const progress = new ProgressLine(screen, 'rows', file === null ? null : await sizeOf(file));
  const source: ImportSource<Given, Row> = {
    kind,
    format,
    open: file === null ? () => input : ({ bytes }) => createReadStream(file, { start: bytes }),
    provenance,
    portion,
    reportPath,
    database,
    progress,
  };
  const call = callFactory(database, actor, calendar);
  try {
    return dryRun
      ? await runDryRun(source, call(), write, screen)
      : await runFileImport(
          {
            ...source,
            call,
            key: file === null ? null : await fileKey(kind.name, provenance.source, format, file),
          },
          write,
        );
  } finally {
    progress.end();
  }
}

async function runFileImport<Given, Row>(
  request: FileImport<Given, Row>,
  write: (line: string) => void,
): Promise<Counts> {
  const { counts, linesBefore } = await importFile(request);
  request.progress.end();
  if (linesBefore > 0) write(say('import.resumed', { lines: String(linesBefore) }));
  write(say('import.done', countsInWords(counts)));
  return counts;
}

async function runDryRun<Given, Row extends object>(
  source: ImportSource<Given, Row>,
  call: CommandCall,
  write: (line: string) => void,
  screen: ProgressStream,
): Promise<Counts> {
  const versions = await call.catalogues();
  const { counts, ...statuses } = await dryRunFile({
    ...source,
    call,
    judging(count) {
      source.progress.end();
      const progress = new ProgressLine(screen, 'organizations', count);
      let judged = 0;
      return ({ name, key, effects }) => {
        judged += 1;
        progress.update(judged, judged);
        if (effects.length === 0) return;
        progress.end();
        write(say('import.organization', { name, key }));
        for (const effect of effects) write(`  ${effectInWords(effect, versions)}`);
      };
    },
  });
  write(say('import.dryRun', countsInWords(counts)));
  write(statusesInWords(statuses));
  return counts;
}

function statusesInWords({ organizations, changing, gaining, losing }: Omit<DryRunResult, 'counts'>): string {
  if (organizations === 0) return say('import.dryRun.nothing');
  const news = say('import.dryRun.organizations', { count: organizations });
  const statuses =
    changing === 0
      ? say('import.dryRun.same')
      : say('import.dryRun.statuses', {
          changing,
          gaining,
          losing,
        });
  return say('sentences', { left: news, right: statuses });
}

function countsInWords({ created, updated, unchanged, refused }: Counts) {
  return {
    created,
    updated,
    unchanged,
    refused,
  };
}

function callFactory(
  database: Database,
  actor: string,
  { today, timeZone }: ImportEnvironment['calendar'],
): () => CommandCall {
  const knownVersions = new KnownVersions();
  // Anyone who has the database password has the permissions of an agent.
  const viewer: Viewer = { kind: 'person', subject: actor, roles: new Set(['AGENT']), employee: null };
  return () => {
    const now = new Date();
    let versions: Promise<readonly Catalogue[]> | null = null;
    return {
      viewer,
      now,
      today: today ?? dayAt(now, timeZone),
      database,
      catalogues: () => (versions ??= knownVersions.versions(database)),
    };
  };
}

/**
 * Identifies a file by its content: a moved file is the same file, and a changed file is a different one. The format is
 * part of the key, because the same bytes mean different rows in another format.
 */
async function fileKey(
  kind: ImportOptions['kind'],
  source: string,
  format: ImportOptions['format'],
  file: string,
): Promise<ImportKey> {
  const hash = createHash('sha256').update(`${format}\n`);
  // A stream without an encoding yields bytes.
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return { kind, source, fileHash: hash.digest('hex') };
}

async function sizeOf(file: string): Promise<number> {
  const handle = await open(file).catch((error: Error) => {
    throw new PlainError(say('import.unreadable', { file, reason: error.message }));
  });
  const stats = await handle.stat();
  await handle.close();
  if (!stats.isFile()) throw new PlainError(say('import.noFile', { file }));
  return stats.size;
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const file = await identityOf(one);
  return file !== null && file === (await identityOf(other));
}

function identityOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );
}
