import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { prepare } from './prepare';
import { startServer } from './server';
import { welcome } from './welcome';

const CLOSING_MILLISECONDS = 3000;

/** The only file that acts when it is imported: configuration → database → server. */
main().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  refuseOldNode(process.versions.node);
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
      endInAnyCase();
      await database.close();
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An older one would start, and fail at some request that uses what it does not have. */
function refuseOldNode(version: string): void {
  const oldest = 24;
  if (Number.parseInt(version) >= oldest) return;
  throw new PlainError(
    `The server needs Node ${oldest} or newer, and this is ${version}: "npm start" brings the right one.`,
  );
}

/** A connection whose statement hangs is never closed, and would keep the process. */
function endInAnyCase(): void {
  setTimeout(() => {
    console.error('The database does not answer: the server ends without closing its connections.');
    process.exit(1);
  }, CLOSING_MILLISECONDS).unref();
}

function onSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second signal means: now.
      if (stopping) process.exit(1);
      stopping = true;
      stop().catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    });
  }
}
