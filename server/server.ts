import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import type { ApolloServerPlugin } from '@apollo/server';
import cors from '@fastify/cors';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { pino, type Logger } from 'pino';
import { KeyUses } from './auth/key-uses';
import { VerifiedKeys } from './auth/verified-keys';
import { remoteIssuer, type RemoteIssuer, type TokenIssuer } from './auth/tokens';
import { buildSchema } from './build-schema';
import { deleteExpiredAnswers } from './commands/run-command';
import type { Address, Config, Issuer } from './config';
import type { Database } from './db/database';
import { pendingMigrations } from './db/migrate';
import { shareInFlightReads } from './db/share-in-flight';
import { countStatements, countReads, type StatementCount } from './db/count-statements';
import { answerError } from './http/answer-error';
import { AnswerWriter } from './execution/answer-writer';
import { encodeInSlices } from './http/encode-answers';
import { cachedFor } from './http/cached-for';
import { beginInTurns } from './http/begin-in-turns';
import { createApollo } from './http/apollo';
import { Connections } from './http/connections';
import { drainBody } from './http/drain-body';
import { Executor } from './execution/executor';
import type { FirstTab } from './http/first-tab';
import { graphiqlPage } from './http/graphiql';
import { mountHealth, type Readiness } from './http/health';
import { KnownQueries } from './execution/known-queries';
import { AnswerLimits } from './limits/limit-answer';
import { OperationLimits } from './limits/limit-operations';
import {
  authenticateRequest,
  type AuthenticatedRequest,
  type RequestDatabase,
} from './http/authenticate-request';
import type { TimeLimits } from './limits/limit-time';
import { LIMITS } from './limits/limits';
import { logRequest, type CompletedRequest } from './http/log-requests';
import { rememberFault } from './http/mask-errors';
import { Metrics, mountMetrics, type MeasuredGauge } from './http/metrics';
import { mountGraphql } from './http/mount-graphql';
import { answerPage } from './http/page';
import { payForAnswer } from './limits/pay-for-answer';
import type { Pay } from './limits/pay-for-reading';
import { networkOf } from './limits/network-of';
import { RateLimiter } from './limits/rate-limit';
import { sandboxPage } from './http/sandbox';
import { spendPoints } from './limits/spend-points';
import { say } from './messages';
import { PlainError } from './messages/plain-error';
import { startBackgroundRefill } from './projection/background-refill';
import { countOutdated } from './projection/refill';
import { Capacity, type MemoryLease } from './request/scheduling/capacity';
import { AnswerPacer } from './request/scheduling/answer-pacer';
import { KnownVersions } from './catalogue/known-versions';
import { ClientGone, Deadline, readsWithinDeadline, withinDeadline } from './request/scheduling/deadline';
import { RequestContext, type RequestDetails } from './request/request-context';
import { RequestOwner } from './request/scheduling/request-owner';
import { permanentOwner, Scheduler } from './request/scheduling/scheduler';
import type { Run } from './rules';
import { sliceStatements } from './request/scheduling/slice-statements';
import { dayAt } from './request/today';
import { EventLoopTurns } from './request/scheduling/event-loop-turns';

export const GRAPHQL_PATH = '/graphql';

const CLEANUP_MILLISECONDS = 60 * 60 * 1000;
/** Longer than common proxies keep connections (60 s), so that no proxy sends a request on a closing connection. */
const IDLE_SECONDS_BEHIND_PROXIES = 72;
/** No request takes longer (LIMITS.mutationSeconds). Connections that are still open are cut off. */
const STOPPING_MILLISECONDS = 65_000;
const PROBE_MILLISECONDS = 2000;
/** Probes within this time share one result: health and metrics cost statements, and anyone may request them. */
const PROBES_SHARE_MILLISECONDS = 250;
/** A stopping server waits this long for its background writes. */
const SETTLING_MILLISECONDS = 5000;

export interface ServerOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: () => Date;
  readonly log?: Logger;
  /** Token issuers besides the configured one, such as the demo's. */
  readonly issuers?: readonly TokenIssuer[];
  /** Sandbox and GraphiQL open with this document. */
  readonly firstTab?: FirstTab;
  readonly seconds?: TimeLimits;
  /** Creates the executor of operations. Tests compare the default one with graphql-js. */
  readonly executorOf?: (schema: GraphQLSchema) => Pick<Executor, 'execute'>;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  /** Work per caller and minute that costs no points. */
  readonly freeMilliseconds?: number;
  /** False disables the background refill of outdated spans. */
  readonly refilling?: boolean;
}

export interface RunningServer {
  /** The base URL, without a path. */
  readonly url: string;
  /** Lets running requests finish and stops listening. The caller closes the database. */
  stop(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    authenticated: AuthenticatedRequest | null;
    details: RequestDetails;
    /** Pays for further bytes of the body. Null until the caller is known. */
    pay: Pay | null;
    receivedAt: number;
    deadline: Deadline;
    owner: RequestOwner;
    memory: MemoryLease;
    sent: StatementCount;
  }
}

/** The HTTP server: GraphQL with its limits, the pages, health, logs and metrics. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, database, clock = () => new Date(), firstTab = NO_FIRST_TAB } = options;
  const log = options.log ?? pino({ level: config.logLevel });
  const remote = config.issuer === null ? null : loggedIssuer(config.issuer, log);
  const issuers = [...(options.issuers ?? []), ...(remote === null ? [] : [remote])];
  const limiter = new RateLimiter(config.rateLimits, options.freeMilliseconds);
  const scheduler = new Scheduler();
  const knownVersions = new KnownVersions((work) =>
    scheduler.finish(permanentOwner('catalogue', 'upkeep'), work),
  );
  const turns = new EventLoopTurns();
  const upkeep = permanentOwner('upkeep', 'upkeep');
  // A statement shared by several requests is charged to none of them.
  const sharedReads = shareInFlightReads({
    rows: (...statement) =>
      sliceStatements(database, scheduler, permanentOwner('shared', 'shared')).rows(...statement),
  });
  const keyUses = new KeyUses(database, (error) =>
    log.error({ err: error }, 'storing the last use of an API key failed'),
  );
  const metrics = config.metrics ? new Metrics([outdatedMetric(database)]) : null;
  let draining = false;
  let closing = false;

  const connections = new Connections(
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
  const loggerInstance: FastifyBaseLogger = log;
  // Replaced by one line per request (trackRequests).
  const logController = new LogController({ disableRequestLogging: true });
  const app = Fastify({
    loggerInstance,
    logController,
    bodyLimit: LIMITS.bodyBytes,
    // Hop 0 is the connection itself.
    trustProxy: (_address, hop) => hop < config.proxies,
    serverFactory: (listener) => connections.createServer(listener),
    return503OnClosing: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  });
  const { seconds = { query: LIMITS.querySeconds, mutation: LIMITS.mutationSeconds } } = options;
  encodeInSlices(app, scheduler);
  trackRequests(app, seconds.query, (ended) => {
    logRequest(log, ended);
    metrics?.observe(ended);
  });
  beginInTurns(app, scheduler);
  // The hooks use callbacks: async hooks would cost each request an extra turn.
  app.addHook('onRequest', (_request, reply, done) => {
    if (closing) void answerError(reply, 503, say('request.draining'), { code: 'UNAVAILABLE' });
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete) {
      // Closing the connection before the body has arrived could discard the answer.
      void reply.removeHeader('connection');
      // A client whose body is slightly too large can still read the answer.
      drainBody(request.raw, 2 * LIMITS.bodyBytes);
    }
    // A kept-alive connection would delay the shutdown.
    if (draining) void reply.header('connection', 'close');
    done(null, payload);
  });
  await allowOrigins(app, config.corsOrigins);
  const pay = payForAnswer(limiter);
  // Without this hook, Fastify would read and parse the body before it answers 404.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    try {
      pay(request, 0);
    } catch (error) {
      return done(error as Error);
    }
    void answerNotFound(reply);
  });

  const schema = buildSchema();
  const executor = options.executorOf?.(schema) ?? new Executor(schema);
  const limits = new OperationLimits(limiter);
  const writer = new AnswerWriter();
  const answers = new AnswerLimits(limiter, writer);
  const knownQueries = new KnownQueries(schema, limits, answers, writer, executor);
  const apollo = createApollo({
    schema,
    executor,
    log,
    limits,
    answers,
    writer,
    known: knownQueries,
    introspection: config.introspection,
    seconds,
    ...(options.plugins && { plugins: options.plugins }),
  });
  await apollo.start();
  const pageOptions = { firstTab, proxies: config.proxies, pay };
  mountGraphql(app, apollo, {
    path: GRAPHQL_PATH,
    before: [
      authenticateRequest(
        { issuers, demo: config.demo, uses: keyUses, verifiedKeys: new VerifiedKeys() },
        limiter,
        () => {
          const now = clock();
          return { now, today: config.today ?? dayAt(now, config.timeZone) };
        },
        ({ sent, deadline, owner }): RequestDatabase => ({
          database: withinDeadline(
            countStatements(sliceStatements(database, scheduler, owner), sent),
            deadline,
          ),
          shared: readsWithinDeadline(countReads(sharedReads, sent), deadline),
        }),
      ),
    ],
    known: knownQueries,
    longBodies: {
      async arrive({ deadline, memory: kept }, bytes) {
        // The deadline runs while the client waits for the server.
        deadline.resume();
        await deadline.within(() => kept.reserveArriving(bytes));
        deadline.pause();
      },
      grow: ({ memory: kept }, bytes) => kept.growArriving(bytes),
      async parse({ deadline, memory: kept, owner }, bytesOf, step) {
        deadline.resume();
        const bytes = await scheduler.step(owner, async () => bytesOf());
        await deadline.within(() => kept.reserveParsed(bytes));
        await scheduler.step(owner, step);
      },
    },
    roomForDocument({ deadline, memory: kept, owner }, characters) {
      const room = kept.reserveDocument(characters);
      if (room === null) return null;
      // One finished request may free memory for several waiting ones, so each takes a step of the scheduler.
      return deadline.within(() => room).then(() => scheduler.step(owner, () => Promise.resolve()));
    },
    ...(config.pages && { page: answerPage(sandboxPage, pageOptions) }),
    contextOf: async (request) => contextOf(request, { programme: knownVersions, scheduler, turns }),
    onFault: (error, request) => rememberFault(log, error, request.id),
  });
  if (config.pages) {
    const graphiql = (shown: FirstTab) => graphiqlPage(GRAPHQL_PATH, shown);
    app.get('/graphiql', answerPage(graphiql, pageOptions));
    app.get('/', async (_request, reply) => reply.redirect(GRAPHQL_PATH));
  }
  const cachedProbe = cachedFor(PROBES_SHARE_MILLISECONDS, () => probe(database));
  mountHealth(app, async () => readinessOf(await cachedProbe(), draining));
  const { metricsAddress } = config;
  const metricsApp =
    metricsAddress === null
      ? null
      : Fastify({
          loggerInstance,
          logController,
          requestTimeout: config.requestSeconds * 1000,
          forceCloseConnections: true,
        });
  if (metrics !== null) mountMetrics(metricsApp ?? app, metrics);

  // Loaded before listening, so that the first requests do not wait for the catalogue.
  await knownVersions.versions(database);
  const url = await listen(app, config, 'LAUREL_PORT');
  if (metricsApp !== null && metricsAddress !== null) {
    await listen(metricsApp, metricsAddress, 'LAUREL_METRICS_ADDRESS').catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
  }
  remote?.start();
  const cleanup = setInterval(() => {
    deleteExpiredAnswers(database, clock()).catch((error: unknown) =>
      log.error({ err: error }, 'deleting expired idempotency keys failed'),
    );
  }, CLEANUP_MILLISECONDS);
  cleanup.unref();
  const refilling =
    options.refilling === false
      ? null
      : startBackgroundRefill(sliceStatements(database, scheduler, upkeep), {
          run: (work) => scheduler.run(upkeep, work),
          versions: (reader) => knownVersions.versions(reader),
          onProgress: (progress, left) => log.info({ ...progress, left }, 'refilling outdated status'),
          onDone: (progress) => log.info(progress, 'refilled outdated status'),
          onError: (error, progress) =>
            log.error({ err: error, ...progress }, 'refilling outdated status failed'),
        });
  return {
    url,
    async stop() {
      draining = true;
      clearInterval(cleanup);
      const refilled = refilling?.stop();
      // The server still answers while load balancers notice that it is not ready.
      await pause(config.drainSeconds * 1000);
      closing = true;
      connections.close();
      const cutOff = setTimeout(() => app.server.closeAllConnections(), STOPPING_MILLISECONDS);
      await app.close();
      clearTimeout(cutOff);
      await metricsApp?.close();
      remote?.stop();
      await withinTime<unknown>(Promise.all([refilled, keyUses.settled()]), null, SETTLING_MILLISECONDS);
      await apollo.stop();
    },
  };
}

const NO_FIRST_TAB: FirstTab = { document: '{\n  viewer {\n    roles\n  }\n}\n', headers: {} };

/** Logs an outage of the issuer with two lines, one at its start and one at its end. */
function loggedIssuer(issuer: Issuer, log: Logger): RemoteIssuer {
  const about = { issuer: issuer.issuer };
  return remoteIssuer(issuer, {
    onOutage: (reason) => log.warn({ ...about, reason }, 'the keys of the issuer cannot be fetched'),
    onRecovery: () => log.info(about, 'the keys of the issuer are fetched again'),
    onUnusableKey: (error) =>
      log.warn({ ...about, reason: (error as Error).message }, 'a key of the issuer cannot be used'),
  });
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

/** Counts and times every GraphQL request, from its first byte to its last. */
function trackRequests(
  app: FastifyInstance,
  querySeconds: number,
  onEnd: (ended: CompletedRequest) => void,
): void {
  const capacity = new Capacity(getHeapStatistics().heap_size_limit);
  app.decorateRequest('authenticated', null);
  app.decorateRequest('details');
  app.decorateRequest('pay', null);
  app.decorateRequest('receivedAt', 0);
  app.decorateRequest('sent');
  app.decorateRequest('deadline');
  app.decorateRequest('owner');
  app.decorateRequest('memory');
  app.addHook('onRequest', (request, reply, done) => {
    request.receivedAt = performance.now();
    request.details = {};
    request.deadline = new Deadline();
    request.owner = new RequestOwner(request.deadline, networkOf(request.ip));
    request.memory = capacity.open(networkOf(request.ip));
    request.deadline.start(querySeconds);
    reply.raw.once('close', () => end(request, reply));
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    request.sent = { statements: 0 };
    done();
  });
  // The deadline excludes receiving the body, which has a time limit of its own.
  app.addHook('preParsing', (request, _reply, _body, done) => {
    request.deadline.pause();
    done();
  });
  app.addHook('preValidation', (request, _reply, done) => {
    request.deadline.resume();
    done();
  });
  // A client that reads its answer slowly must not hold memory for evaluations.
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.deadline.answered();
    request.memory.release();
    done(null, payload);
  });
  const end = (request: FastifyRequest, reply: FastifyReply) => {
    const { deadline, details: noted, authenticated: asked, sent } = request;
    request.memory.release();
    const gone = reply.raw.writableFinished ? null : new ClientGone();
    if (gone === null) deadline.stop();
    else deadline.clientGone();
    if (request.routeOptions.url !== GRAPHQL_PATH) return;
    onEnd({
      ...noted,
      ...(gone && { errorCode: gone.code }),
      requestId: request.id,
      viewer: asked?.viewer.kind ?? null,
      status: gone?.statusCode ?? reply.statusCode,
      milliseconds: performance.now() - request.receivedAt,
      statements: sent.statements,
    });
  };
}

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

/** Sends the same body as Fastify's own handler. */
function answerNotFound(reply: FastifyReply): FastifyReply {
  const { method, url } = reply.request;
  const message = `Route ${method}:${url} not found`;
  return reply.code(404).send({ message, error: 'Not Found', statusCode: 404 });
}

interface Common {
  readonly programme: KnownVersions;
  readonly scheduler: Scheduler;
  readonly turns: EventLoopTurns;
}

function contextOf(request: FastifyRequest, { programme, scheduler, turns }: Common): RequestContext {
  const { authenticated: asked, id, ip, deadline, owner, memory: kept, details: noted, sent } = request;
  if (asked === null) throw new Error('The request is not authenticated.');
  const { budget: purse } = asked;
  const finish: Run = (work) => scheduler.finish(owner, work);
  return new RequestContext({
    ...asked,
    requestId: id,
    address: ip,
    knownVersions: programme,
    deadline,
    details: noted,
    sent,
    spend: spendPoints(purse, noted),
    reserveMemory(points) {
      const room = kept.reserveEvaluation(points);
      return room === null ? null : deadline.within(() => room);
    },
    reserveRows: (points) => deadline.within(() => kept.reserveRows(points)),
    chargeTime: (milliseconds) => owner.noteTime(milliseconds),
    pacer: new AnswerPacer(finish, turns, (milliseconds) => scheduler.note(owner, milliseconds)),
    run: (work) => scheduler.run(owner, work),
    finish,
  });
}

/** Reads the end of an index: few rows, except in the minutes after a publication. */
function outdatedMetric(database: Database): MeasuredGauge {
  return {
    name: 'laurel_organizations_outdated',
    help: 'Organizations with outdated status, which searches evaluate until it is refilled.',
    value: () => withinTime(countOutdated(database), null),
  };
}

/** Resolves to the fallback when the database fails or does not answer in time. */
function withinTime<T>(result: Promise<T>, fallback: T, milliseconds = PROBE_MILLISECONDS): Promise<T> {
  return Promise.race([result.catch(() => fallback), pause(milliseconds, fallback, { ref: false })]);
}

interface Probed {
  readonly database: boolean;
  readonly migrations: boolean;
}

async function probe(database: Database): Promise<Probed> {
  const succeeds = (result: Promise<boolean>) => withinTime(result, false);
  const [answers, migrated] = await Promise.all([
    succeeds(database.rows('SELECT 1 AS one').then(() => true)),
    succeeds(pendingMigrations(database).then((pending) => !pending)),
  ]);
  return { database: answers, migrations: migrated };
}

function readinessOf({ database, migrations }: Probed, draining: boolean): Readiness {
  return {
    ready: database && migrations && !draining,
    checks: { database, migrations, notDraining: !draining },
  };
}

/** Keeps the caller's request id if it is safe to log. */
function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}
