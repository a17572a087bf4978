import './require-node';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { importHelp, readCommandLine } from './import/command-line';
import { runImport } from './import/run-import';
import { PlainError } from './messages/plain-error';
import { textOf } from './messages/say';
import { requirePrepared, prepare } from './prepare';

const ALL_IMPORTED = 0;
const SOME_REFUSED = 1;
const NOT_DONE = 2;

/** `npm run import -- achievements|metrics FILE`: imports a file. `--help` lists the options. */
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof PlainError ? textOf(error) : error);
    process.exitCode = NOT_DONE;
  },
);

async function run(args: readonly string[]): Promise<number> {
  const options = readCommandLine(args);
  if (options === null) {
    console.log(importHelp());
    return ALL_IMPORTED;
  }
  const config = readConfig(process.env);
  // A dry run changes nothing, so it neither creates nor migrates the database.
  const database = await openDatabase(config.databaseUrl, {
    connections: config.databaseConnections,
    mustExist: options.dryRun,
  });
  try {
    if (options.dryRun) await requirePrepared(config, database);
    else await prepare({ ...config, demo: false }, database, new Date());
    const refusedRows = await runImport(options, {
      database,
      calendar: config,
      input: process.stdin,
      write: console.log,
      screen: process.stderr,
    });
    return refusedRows === 0 ? ALL_IMPORTED : SOME_REFUSED;
  } finally {
    await database.close();
  }
}
