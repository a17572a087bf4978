import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import { pino, type Logger } from 'pino';
import { ApiKeyUses } from './auth/api-key-uses';
import { remoteIssuer, type RemoteIssuer, type TokenIssuer } from './auth/tokens';
import { KnownVersions } from './catalogue/known-versions';
import type { Config, Issuer } from './config';
import type { Database, Reader } from './db/database';
import { shareInFlightReads } from './db/share-in-flight';
import { Connections } from './http/connections';
import { Metrics } from './http/metrics';
import { LIMITS } from './limits/limits';
import { RateLimiter } from './limits/rate-limit';
import { ENGLISH, type Words } from './messages/words';
import { outdatedMetric } from './probes';
import { EventLoopTurns } from './request/scheduling/event-loop-turns';
import { permanentOwner, Scheduler } from './request/scheduling/scheduler';
import { sliceStatements } from './request/scheduling/slice-statements';
import type { ServerOptions } from './server-options';

/** Longer than common proxies keep idle connections (60 s), so that no proxy uses a connection that is closing. */
const IDLE_SECONDS_BEHIND_PROXIES = 72;

export interface Shutdown {
  /** The server still answers, but is not ready for new clients. */
  isDraining: boolean;
  isClosing: boolean;
}

export interface ServerParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly remoteIssuer: RemoteIssuer | null;
  readonly issuers: readonly TokenIssuer[];
  readonly limiter: RateLimiter;
  readonly scheduler: Scheduler;
  readonly eventLoopTurns: EventLoopTurns;
  readonly knownVersions: KnownVersions;
  /** Reads that in-flight requests share. A shared statement is charged to none of them. */
  readonly sharedReads: Reader;
  readonly keyUses: ApiKeyUses;
  readonly metrics: Metrics | null;
  readonly connections: Connections;
  readonly shutdown: Shutdown;
  /** Chooses the language of a request. */
  readonly wordsOf: (request: Pick<FastifyRequest, 'headers'>) => Words;
}

export function createParts(options: ServerOptions): ServerParts {
  const { config, database, clock = () => new Date() } = options;
  const log = options.log ?? pino({ level: config.logLevel });
  const remote = config.issuer === null ? null : loggedIssuer(config.issuer, log);
  const scheduler = new Scheduler();
  return {
    config,
    database,
    clock,
    log,
    remoteIssuer: remote,
    issuers: [...(options.issuers ?? []), ...(remote === null ? [] : [remote])],
    limiter: new RateLimiter(config.rateLimits, options.freeMilliseconds),
    scheduler,
    eventLoopTurns: new EventLoopTurns(),
    knownVersions: new KnownVersions((work) => scheduler.finish(permanentOwner('catalogue', 'upkeep'), work)),
    sharedReads: shareInFlightReads({
      rows: (...statement) =>
        sliceStatements(database, scheduler, permanentOwner('shared', 'shared')).rows(...statement),
    }),
    keyUses: new ApiKeyUses(database, (error) =>
      log.error({ err: error }, 'storing the last use of an API key failed'),
    ),
    metrics: config.metrics ? new Metrics([outdatedMetric(database)]) : null,
    connections: createConnections(config, log),
    shutdown: { isDraining: false, isClosing: false },
    wordsOf: options.wordsOf ?? (() => ENGLISH),
  };
}

function loggedIssuer(issuer: Issuer, log: Logger): RemoteIssuer {
  const about = { issuer: issuer.issuer };
  return remoteIssuer(issuer, {
    onOutage: (reason) => log.warn({ ...about, reason }, 'the keys of the issuer cannot be fetched'),
    onRecovery: () => log.info(about, 'the keys of the issuer are fetched again'),
    onUnusableKey: (error) =>
      log.warn({ ...about, reason: (error as Error).message }, 'a key of the issuer cannot be used'),
  });
}

function createConnections(config: Config, log: Logger): Connections {
  return new Connections(
    {
      seconds: config.requestSeconds,
      idleSeconds: config.proxies === 0 ? config.requestSeconds : IDLE_SECONDS_BEHIND_PROXIES,
      connections: config.maxConnections,
      connectionsPerAddress: config.maxConnectionsPerAddress,
      minBytesPerSecond: LIMITS.unreadBytesASecond,
      unreadBytes: LIMITS.unreadBytes,
    },
    (refused) => log.warn(refused, 'connections refused'),
  );
}

/** One line per request replaces Fastify's own request log (http/log-requests.ts). */
export function loggingOptions(log: Logger) {
  const loggerInstance: FastifyBaseLogger = log;
  return { loggerInstance, logController: new LogController({ disableRequestLogging: true }) };
}

/** Returns null if the public port serves `/metrics`. */
export function createMetricsApp({ config, log }: ServerParts): FastifyInstance | null {
  if (config.metricsAddress === null) return null;
  return Fastify({
    ...loggingOptions(log),
    requestTimeout: config.requestSeconds * 1000,
    forceCloseConnections: true,
  });
}
