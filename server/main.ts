import './require-node';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { textOf } from './messages/say';
import { prepare } from './prepare';
import { startServer } from './server';
import { welcome } from './welcome';

const CLOSING_MILLISECONDS = 3000;

main().catch((error: unknown) => {
  console.error(error instanceof PlainError ? textOf(error) : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, { connections: config.databaseConnections });
  try {
    const demo = await prepare(config, database, new Date());
    const server = await startServer({
      config,
      database,
      ...(demo && { issuers: [demo.issuer], firstTab: demo.firstTab }),
    });
    console.log(welcome(config, server.url, database.place, demo));
    onSignal(async () => {
      await server.stop();
      forceExit();
      await database.close();
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A connection with a hanging statement never closes, and would keep the process alive. */
function forceExit(): void {
  setTimeout(() => {
    console.error('The database does not answer. The server exits without closing its connections.');
    process.exit(1);
  }, CLOSING_MILLISECONDS).unref();
}

function onSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    });
  }
}
