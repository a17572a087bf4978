import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { deleteExpiredAnswers } from './commands/steps/idempotency';
import type { Address, Config } from './config';
import { createApp } from './create-app';
import type { FirstTab } from './http/first-tab';
import { mountHealth } from './http/health';
import { mountMetrics } from './http/metrics';
import { LIMITS } from './limits/limits';
import { payForAnswer } from './limits/pay-for-answer';
import { PlainError } from './messages/plain-error';
import { mountApi } from './mount-api';
import { createMetricsApp, createParts, type ServerParts } from './parts';
import { readinessProbe, withTimeout } from './probes';
import { startBackgroundRefill, type BackgroundRefill } from './projection/background-refill';
import { permanentOwner } from './request/scheduling/scheduler';
import { sliceStatements } from './request/scheduling/slice-statements';
import type { ServerOptions } from './server-options';

export const GRAPHQL_PATH = '/graphql';

const CLEANUP_MILLISECONDS = 60 * 60 * 1000;
/** After this time, open connections are cut off. No request takes longer (LIMITS.mutationSeconds). */
const STOPPING_MILLISECONDS = 65_000;
const SETTLING_MILLISECONDS = 5000;

export interface RunningServer {
  /** The base URL, without a path. */
  readonly url: string;
  /** Stops listening and lets running requests finish. The caller closes the database. */
  stop(): Promise<void>;
}

const NO_FIRST_TAB: FirstTab = { document: '{\n  viewer {\n    roles\n  }\n}\n', headers: {} };

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { seconds = { query: LIMITS.querySeconds, mutation: LIMITS.mutationSeconds } } = options;
  const parts = createParts(options);
  const { database, limiter, knownVersions, metrics, remoteIssuer, shutdown } = parts;
  const pay = payForAnswer(limiter);
  const app = await createApp(parts, GRAPHQL_PATH, seconds.query, pay);
  const { firstTab = NO_FIRST_TAB } = options;
  const apollo = await mountApi(app, parts, { ...options, path: GRAPHQL_PATH, seconds, firstTab, pay });
  mountHealth(
    app,
    readinessProbe(database, () => shutdown.isDraining),
  );
  const metricsApp = createMetricsApp(parts);
  if (metrics !== null) mountMetrics(metricsApp ?? app, metrics);

  // Loaded before listening, so that the first requests do not wait for the catalogue.
  await knownVersions.versions(database);
  const url = await listenAll(app, metricsApp, parts.config);
  remoteIssuer?.start();
  const upkeep = startUpkeep(parts, options.refilling !== false);
  return {
    url,
    async stop() {
      const settled = upkeep.stop();
      await closeAll(app, metricsApp, parts);
      remoteIssuer?.stop();
      await withTimeout<unknown>(
        Promise.all([settled, parts.keyUses.settled()]),
        null,
        SETTLING_MILLISECONDS,
      );
      await apollo.stop();
    },
  };
}

async function listenAll(
  app: FastifyInstance,
  metricsApp: FastifyInstance | null,
  config: Config,
): Promise<string> {
  const url = await listen(app, config, 'LAUREL_PORT');
  if (metricsApp === null || config.metricsAddress === null) return url;
  try {
    await listen(metricsApp, config.metricsAddress, 'LAUREL_METRICS_ADDRESS');
  } catch (error) {
    await app.close();
    throw error;
  }
  return url;
}

async function listen(app: FastifyInstance, { host, port }: Address, setting: string): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    if (code !== 'EADDRINUSE')
      throw new PlainError(`The server cannot listen at ${host}:${port} (${message}).`);
    throw new PlainError(
      `Port ${port} is in use. Stop the other program, or choose another port with ${setting}.`,
    );
  }
}

/** Upkeep that no request waits for: deleting expired idempotency keys and refilling outdated spans. */
function startUpkeep(parts: ServerParts, isRefilling: boolean): { stop(): Promise<unknown> } {
  const { clock, database, log } = parts;
  const cleanup = setInterval(() => {
    deleteExpiredAnswers(database, clock()).catch((error: unknown) =>
      log.error({ err: error }, 'deleting expired idempotency keys failed'),
    );
  }, CLEANUP_MILLISECONDS);
  cleanup.unref();
  const refill = isRefilling ? startRefill(parts) : null;
  return {
    async stop() {
      clearInterval(cleanup);
      await refill?.stop();
    },
  };
}

function startRefill({ database, knownVersions, log, scheduler }: ServerParts): BackgroundRefill {
  const owner = permanentOwner('upkeep', 'upkeep');
  return startBackgroundRefill(sliceStatements(database, scheduler, owner), {
    run: (work) => scheduler.run(owner, work),
    versions: (reader) => knownVersions.versions(reader),
    onProgress: (progress, left) => log.info({ ...progress, left }, 'refilling outdated status'),
    onDone: (progress) => log.info(progress, 'refilled outdated status'),
    onError: (error, progress) => log.error({ err: error, ...progress }, 'refilling outdated status failed'),
  });
}

async function closeAll(
  app: FastifyInstance,
  metricsApp: FastifyInstance | null,
  { config, connections, shutdown }: ServerParts,
): Promise<void> {
  shutdown.isDraining = true;
  await pause(config.drainSeconds * 1000);
  shutdown.isClosing = true;
  connections.close();
  const cutOff = setTimeout(() => app.server.closeAllConnections(), STOPPING_MILLISECONDS);
  await app.close();
  clearTimeout(cutOff);
  await metricsApp?.close();
}
