import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { findMariadb } from '../../scripts/find-program.mjs';

/** The environment tells the test files where the server will be, and where to ask for it to be started. */
const URL_VARIABLE = 'LAUREL_TEST_MARIADB';
const BELL_VARIABLE = 'LAUREL_TEST_MARIADB_BELL';

/** For a test file: where the throwaway server is, started when the first one asks. */
export async function mariadbUrl(): Promise<string> {
  const url = process.env[URL_VARIABLE];
  if (url === undefined) throw new Error('There is no mariadbd or mysqld on this machine to test with.');
  const bell = process.env[BELL_VARIABLE];
  // Given from outside, it is somebody else's to start.
  if (bell === undefined) return url;
  const answer = await fetch(bell);
  if (!answer.ok) throw new Error(await answer.text());
  return url;
}

/** For Jest, before the first test file: hangs up the bell that starts the server, with further options if need be. */
export async function offerMariadb(options: readonly string[] = []): Promise<void> {
  const found = findMariadb();
  if (process.env[URL_VARIABLE] !== undefined || found === null) return;
  const port = await freePort();
  const bell = createServer((_, response) => {
    started ??= startMariadb(port, options);
    started.then(
      () => response.end(),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  bell.unref();
  process.env[BELL_VARIABLE] = `http://127.0.0.1:${await portOf(bell)}`;
  process.env[URL_VARIABLE] = `${found.kind}://root@127.0.0.1:${port}`;
}

/** For Jest, after the last test file. A run that does not get here ends the server by ending itself. */
export async function stopMariadb(): Promise<void> {
  if (keeper === null) return;
  const ended = once(keeper, 'exit');
  keeper.disconnect();
  await ended;
}

let keeper: ChildProcess | null = null;
let started: Promise<void> | null = null;

async function startMariadb(port: number, options: readonly string[]): Promise<void> {
  keeper = fork(join(__dirname, 'mariadb-keeper.mjs'), [String(port), ...options], { execArgv: [] });
  const [said] = (await once(keeper, 'message')) as [{ failure?: string }];
  if (said.failure !== undefined) throw new Error(said.failure);
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await portOf(server);
  server.close();
  return port;
}

/** Listens on a port of the system's choice. */
export async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
