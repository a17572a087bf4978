import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createServer, type Server } from 'node:net';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl, listenOnFreePort } from '../../test/support/mariadb';
import { emptyDatabase, stopAll, startProduct } from '../servers';
import { storeAttackTargets, TODAY, type Size } from './data';
import type { Setting } from './settings';
import { storeSlowestOrganization } from './store-slowest-organization';

export interface ServerOptions {
  readonly setting: Setting;
  readonly size: Size;
  readonly isOnMariadb: boolean;
  readonly folder: string;
  readonly jwksUrl: string;
  readonly checkout?: string;
  readonly node: readonly string[];
  readonly started: ChildProcess[];
}

const ANSWERS_WITHIN_MILLISECONDS = 60_000;

/** The built server with little memory and its own database. After an attack has killed it, `port` starts it again. */
export class AttackedServer {
  readonly #options: ServerOptions;
  readonly #url: string;
  #port: number | null = null;
  #child: ChildProcess | undefined;

  private constructor(options: ServerOptions, url: string) {
    this.#options = options;
    this.#url = url;
  }

  static async create(options: ServerOptions): Promise<AttackedServer> {
    const { setting, size, isOnMariadb, folder } = options;
    const url = isOnMariadb
      ? await emptyDatabase(await mariadbUrl())
      : `sqlite:${join(folder, 'laurel.sqlite')}`;
    const database = await openDatabase(url, { connections: 2 });
    if (setting.crowd === undefined) await storeAttackTargets(database, size);
    else await storeSlowestOrganization(database, setting.crowd, join(folder, 'catalogue.json'), size);
    await database.close();
    return new AttackedServer(options, url);
  }

  async port(): Promise<number> {
    if (this.#port !== null && this.isAlive()) return this.#port;
    const { jwksUrl, node, started, checkout, setting } = this.#options;
    this.#port = await startProduct(
      this.#url,
      jwksUrl,
      ['--max-old-space-size=512', ...node],
      TODAY,
      started,
      checkout,
      setting.environment,
    );
    this.#child = started.at(-1);
    return this.#port;
  }

  isAlive(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** CPU time since the server started. Kills a server that does not answer, and returns NaN. */
  async cpuSeconds(): Promise<number> {
    try {
      const signal = AbortSignal.timeout(ANSWERS_WITHIN_MILLISECONDS);
      const text = await (await fetch(`http://127.0.0.1:${this.#port}/metrics`, { signal })).text();
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
    } catch {
      await this.kill();
      return NaN;
    }
  }

  async kill(): Promise<void> {
    if (this.#child === undefined || !this.isAlive()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    if (this.#child !== undefined && this.isAlive()) await stopAll([this.#child]);
  }
}

export async function silentIssuer(
  smoke: boolean,
): Promise<{ readonly jwksUrl: string; readonly server: Server }> {
  const server = createServer((socket) => (smoke ? socket.destroy() : undefined));
  const port = await listenOnFreePort(server);
  return { jwksUrl: `http://127.0.0.1:${port}/`, server };
}
