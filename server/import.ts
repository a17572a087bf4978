import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { helpOnImport, readCommandLine } from './import/command-line';
import { runImport } from './import/run-import';
import { PlainError } from './messages/plain-error';
import { mustBePrepared, prepare } from './prepare';

const ALL_IMPORTED = 0;
const SOME_REFUSED = 1;
const NOT_DONE = 2;

/** `npm run import -- achievements|metrics FILE`: takes over what files tell; `--help` says how. */
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof PlainError ? error.message : error);
    process.exitCode = NOT_DONE;
  },
);

async function run(args: readonly string[]): Promise<number> {
  const order = readCommandLine(args);
  if (order === null) {
    console.log(helpOnImport());
    return ALL_IMPORTED;
  }
  const config = readConfig(process.env);
  // A dry run changes nothing, so it takes the database as it is.
  const database = await openDatabase(config.databaseUrl, {
    connections: config.databaseConnections,
    mustBeThere: order.dryRun,
  });
  try {
    if (order.dryRun) await mustBePrepared(config, database);
    else await prepare({ ...config, demo: false }, database, new Date());
    const refused = await runImport(order, {
      database,
      calendar: config,
      input: process.stdin,
      write: console.log,
      screen: process.stderr,
    });
    return refused === 0 ? ALL_IMPORTED : SOME_REFUSED;
  } finally {
    await database.close();
  }
}
