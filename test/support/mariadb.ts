import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { findMariadb } from '../../scripts/find-program.mjs';

/** The environment variables with the URL of the server, and with the URL that starts the server. */
const URL_VARIABLE = 'LAUREL_TEST_MARIADB';
const STARTER_VARIABLE = 'LAUREL_TEST_MARIADB_BELL';

/** Returns the URL of the throwaway server. The first call from any test file starts it. */
export async function mariadbUrl(): Promise<string> {
  const url = process.env[URL_VARIABLE];
  if (url === undefined) throw new Error('There is no mariadbd or mysqld on this machine to test with.');
  const starter = process.env[STARTER_VARIABLE];
  // Without a starter, the URL belongs to a server that is already running.
  if (starter === undefined) return url;
  const answer = await fetch(starter);
  if (!answer.ok) throw new Error(await answer.text());
  return url;
}

/** Jest's global setup. The first request to the offered URL starts the server with these options. */
export async function startMariadbOnDemand(options: readonly string[] = []): Promise<void> {
  const program = findMariadb();
  if (process.env[URL_VARIABLE] !== undefined || program === null) return;
  const port = await freePort();
  const starter = createServer((_, response) => {
    started ??= startMariadb(port, options);
    started.then(
      () => response.end(),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  starter.unref();
  process.env[STARTER_VARIABLE] = `http://127.0.0.1:${await listenOnFreePort(starter)}`;
  process.env[URL_VARIABLE] = `${program.kind}://root@127.0.0.1:${port}`;
}

/** Jest's global teardown. If it does not run, the server ends together with this process. */
export async function stopMariadb(): Promise<void> {
  if (keeper === null) return;
  const ended = once(keeper, 'exit');
  keeper.disconnect();
  await ended;
}

let keeper: ChildProcess | null = null;
let started: Promise<void> | null = null;

async function startMariadb(port: number, options: readonly string[]): Promise<void> {
  keeper = fork(join(__dirname, 'run-mariadb.mjs'), [String(port), ...options], { execArgv: [] });
  const [message] = (await once(keeper, 'message')) as [{ failure?: string }];
  if (message.failure !== undefined) throw new Error(message.failure);
}

export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listenOnFreePort(server);
  server.close();
  return port;
}

/** Listens on a free port and returns it. */
export async function listenOnFreePort(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
