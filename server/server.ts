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
import { ProvenKeys } from './auth/proven-keys';
import { remoteIssuer, type RemoteIssuer, type TokenIssuer } from './auth/tokens';
import { buildSchema } from './build-schema';
import { forgetAnswers } from './commands/run-command';
import type { Address, Config, Issuer } from './config';
import type { Database } from './db/database';
import { pendingMigrations } from './db/migrate';
import { shareInFlightReads } from './db/share-in-flight';
import { counting, countingReads, type Sent } from './db/statements';
import { answerError } from './http/answer-error';
import { AnswerWriter } from './execution/answer-writer';
import { encodeInSlices } from './http/encode-answers';
import { cachedFor } from './http/cached-for';
import { beginInTurns } from './http/begin-in-turns';
import { createApollo } from './http/apollo';
import { Connections } from './http/connections';
import { dropRest } from './http/drop-rest';
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
  type DatabaseOfRequest,
} from './http/authenticate-request';
import type { Seconds } from './limits/limit-time';
import { LIMITS } from './limits/limits';
import { logRequest, type Ended } from './http/log-requests';
import { rememberFault } from './http/mask-errors';
import { Metrics, mountMetrics, type Measured } from './http/metrics';
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
import { ClientGone, Deadline, readingWithin, withinDeadline } from './request/scheduling/deadline';
import { RequestContext, type Noted } from './request/request-context';
import { RequestOwner } from './request/scheduling/request-owner';
import { lastingOwner, Scheduler } from './request/scheduling/scheduler';
import type { Run } from './rules';
import { sliceStatements } from './request/scheduling/slice-statements';
import { dayAt } from './request/today';
import { EventLoopTurns } from './request/scheduling/event-loop-turns';

export const GRAPHQL_PATH = '/graphql';

const FORGETTING_MILLISECONDS = 60 * 60 * 1000;
/** Longer than proxies keep theirs (60 s), or they would send requests on connections that are just being closed. */
const IDLE_SECONDS_BEHIND_PROXIES = 72;
/** Nothing that was begun takes longer (LIMITS.mutationSeconds); what still hangs on is cut off. */
const STOPPING_MILLISECONDS = 65_000;
const PROBE_MILLISECONDS = 2000;
/** Health and metrics cost statements and processor time, and anyone may ask. */
const PROBES_SHARE_MILLISECONDS = 250;
/** So long a stopping server waits for what it writes beside requests. */
const SETTLING_MILLISECONDS = 5000;

export interface ServerOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: () => Date;
  readonly log?: Logger;
  /** Issuers of tokens besides the configured one: the demo's. */
  readonly issuers?: readonly TokenIssuer[];
  /** What Sandbox and GraphiQL show at first. */
  readonly firstTab?: FirstTab;
  readonly seconds?: Seconds;
  /** What executes operations: by default our own, which the tests compare with graphql-js. */
  readonly executorOf?: (schema: GraphQLSchema) => Pick<Executor, 'execute'>;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  /** Work in a minute of a caller that costs nothing. */
  readonly freeMilliseconds?: number;
  /** False leaves it to others to derive outdated spans anew. */
  readonly refilling?: boolean;
}

export interface RunningServer {
  /** Where it listens, without a path. */
  readonly url: string;
  /** Lets running requests finish and stops listening. The database stays its opener's. */
  stop(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the credentials have been found to hold. */
    asked: AuthenticatedRequest | null;
    noted: Noted;
    /** Pays for further bytes of the body. Null until the caller is known. */
    pay: Pay | null;
    receivedAt: number;
    deadline: Deadline;
    owner: RequestOwner;
    kept: MemoryLease;
    sent: Sent;
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
  const programme = new KnownVersions((work) => scheduler.finish(lastingOwner('catalogue', 'upkeep'), work));
  const turns = new EventLoopTurns();
  const upkeep = lastingOwner('upkeep', 'upkeep');
  // A statement that several requests share belongs to none of them.
  const shared = shareInFlightReads({
    rows: (...statement) =>
      sliceStatements(database, scheduler, lastingOwner('shared', 'shared')).rows(...statement),
  });
  const uses = new KeyUses(database, (error) =>
    log.error({ err: error }, 'remembering that an API key was used'),
  );
  const metrics = config.metrics ? new Metrics([outdatedIn(database)]) : null;
  let draining = false;
  let closing = false;

  const connections = new Connections(
    {
      seconds: config.requestSeconds,
      idleSeconds: config.proxies === 0 ? config.requestSeconds : IDLE_SECONDS_BEHIND_PROXIES,
      connections: config.maxConnections,
      connectionsOfAddress: config.maxConnectionsPerAddress,
      bytesASecond: LIMITS.unreadBytesASecond,
      unreadBytes: LIMITS.unreadBytes,
    },
    (refused) => log.warn(refused, 'connections refused'),
  );
  const loggerInstance: FastifyBaseLogger = log;
  // Each request gets one line of our own instead (noteRequests).
  const logController = new LogController({ disableRequestLogging: true });
  const app = Fastify({
    loggerInstance,
    logController,
    bodyLimit: LIMITS.bodyBytes,
    // The first hop is the connection itself; so many from there are proxies of ours.
    trustProxy: (_address, hop) => hop < config.proxies,
    serverFactory: (listener) => connections.createServer(listener),
    return503OnClosing: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  });
  const { seconds = { query: LIMITS.querySeconds, mutation: LIMITS.mutationSeconds } } = options;
  encodeInSlices(app, scheduler);
  noteRequests(app, seconds.query, (ended) => {
    logRequest(log, ended);
    metrics?.observe(ended);
  });
  beginInTurns(app, scheduler);
  // Hooks that call back: those that promise would cost each request a turn of its own.
  app.addHook('onRequest', (_request, reply, done) => {
    if (closing) void answerError(reply, 503, say('request.draining'), { code: 'UNAVAILABLE' });
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete) {
      // Closed before its body is sent, a connection would take many an answer with it.
      void reply.removeHeader('connection');
      // A client whose body is slightly too large can still read the answer.
      dropRest(request.raw, 2 * LIMITS.bodyBytes);
    }
    // A connection that would be kept open would keep the server from closing.
    if (draining) void reply.header('connection', 'close');
    done(null, payload);
  });
  await allowOrigins(app, config.corsOrigins);
  const pay = payForAnswer(limiter);
  // Fastify would read and parse the body first.
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
  const known = new KnownQueries(schema, limits, answers, writer, executor);
  const apollo = createApollo({
    schema,
    executor,
    log,
    limits,
    answers,
    writer,
    known,
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
        { issuers, demo: config.demo, uses, provenKeys: new ProvenKeys() },
        limiter,
        () => {
          const now = clock();
          return { now, today: config.today ?? dayAt(now, config.timeZone) };
        },
        ({ sent, deadline, owner }): DatabaseOfRequest => ({
          database: withinDeadline(counting(sliceStatements(database, scheduler, owner), sent), deadline),
          shared: readingWithin(countingReads(shared, sent), deadline),
        }),
      ),
    ],
    known,
    longBodies: {
      async arrive({ deadline, kept }, bytes) {
        // The client waits for us.
        deadline.resume();
        await deadline.within(() => kept.arriving(bytes));
        deadline.pause();
      },
      grow: ({ kept }, bytes) => kept.moreArriving(bytes),
      async parse({ deadline, kept, owner }, bytesOf, step) {
        // The body has arrived.
        deadline.resume();
        const bytes = await scheduler.step(owner, async () => bytesOf());
        await deadline.within(() => kept.parsed(bytes));
        await scheduler.step(owner, step);
      },
    },
    roomForDocument({ deadline, kept, owner }, characters) {
      const room = kept.document(characters);
      if (room === null) return null;
      // One end may make room for several.
      return deadline.within(() => room).then(() => scheduler.step(owner, () => Promise.resolve()));
    },
    ...(config.pages && { page: answerPage(sandboxPage, pageOptions) }),
    contextOf: async (request) => contextOf(request, { programme, scheduler, turns }),
    onFault: (error, request) => rememberFault(log, error, request.id),
  });
  if (config.pages) {
    const graphiql = (shown: FirstTab) => graphiqlPage(GRAPHQL_PATH, shown);
    app.get('/graphiql', answerPage(graphiql, pageOptions));
    app.get('/', async (_request, reply) => reply.redirect(GRAPHQL_PATH));
  }
  const probed = cachedFor(PROBES_SHARE_MILLISECONDS, () => probe(database));
  mountHealth(app, async () => readinessOf(await probed(), draining));
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

  // Requests that come first need not wait for the catalogue.
  await programme.versions(database);
  const url = await listen(app, config, 'LAUREL_PORT');
  if (metricsApp !== null && metricsAddress !== null) {
    await listen(metricsApp, metricsAddress, 'LAUREL_METRICS_ADDRESS').catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
  }
  remote?.start();
  const forgetting = setInterval(() => {
    forgetAnswers(database, clock()).catch((error: unknown) =>
      log.error({ err: error }, 'forgetting old answers'),
    );
  }, FORGETTING_MILLISECONDS);
  forgetting.unref();
  const refilling =
    options.refilling === false
      ? null
      : startBackgroundRefill(sliceStatements(database, scheduler, upkeep), {
          run: (work) => scheduler.run(upkeep, work),
          versions: (reader) => programme.versions(reader),
          onProgress: (look, left) => log.info({ ...look, left }, 'outdated status is derived anew'),
          onDone: (look) => log.info(look, 'outdated status was derived anew'),
          onError: (error, look) => log.error({ err: error, ...look }, 'deriving outdated status anew'),
        });
  return {
    url,
    async stop() {
      draining = true;
      clearInterval(forgetting);
      const refilled = refilling?.stop();
      // Balancers get the time to notice that it is no longer ready; until then it still answers.
      await pause(config.drainSeconds * 1000);
      closing = true;
      connections.close();
      const cutOff = setTimeout(() => app.server.closeAllConnections(), STOPPING_MILLISECONDS);
      await app.close();
      clearTimeout(cutOff);
      await metricsApp?.close();
      remote?.stop();
      await soon<unknown>(Promise.all([refilled, uses.settled()]), null, SETTLING_MILLISECONDS);
      await apollo.stop();
    },
  };
}

const NO_FIRST_TAB: FirstTab = { document: '{\n  viewer {\n    roles\n  }\n}\n', headers: {} };

/** An outage of the issuer is two lines in the log, however many tokens cannot be checked meanwhile. */
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
      `Port ${port} is taken. Stop what listens there, or choose another with ${setting}.`,
    );
  }
}

/** Counts and times every GraphQL request, from its first byte to its last. */
function noteRequests(app: FastifyInstance, querySeconds: number, onEnd: (ended: Ended) => void): void {
  const capacity = new Capacity(getHeapStatistics().heap_size_limit);
  app.decorateRequest('asked', null);
  app.decorateRequest('noted');
  app.decorateRequest('pay', null);
  app.decorateRequest('receivedAt', 0);
  app.decorateRequest('sent');
  app.decorateRequest('deadline');
  app.decorateRequest('owner');
  app.decorateRequest('kept');
  app.addHook('onRequest', (request, reply, done) => {
    request.receivedAt = performance.now();
    request.noted = {};
    request.deadline = new Deadline();
    request.owner = new RequestOwner(request.deadline, networkOf(request.ip));
    request.kept = capacity.open(networkOf(request.ip));
    request.deadline.start(querySeconds);
    reply.raw.once('close', () => end(request, reply));
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    request.sent = { statements: 0 };
    done();
  });
  // Requests have a time of their own to arrive in.
  app.addHook('preParsing', (request, _reply, _body, done) => {
    request.deadline.pause();
    done();
  });
  app.addHook('preValidation', (request, _reply, done) => {
    request.deadline.resume();
    done();
  });
  // A client that reads its answer slowly must not keep room for evaluations.
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.deadline.answered();
    request.kept.release();
    done(null, payload);
  });
  const end = (request: FastifyRequest, reply: FastifyReply) => {
    const { deadline, noted, asked, sent } = request;
    request.kept.release();
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

/** In Fastify's own words. */
function answerNotFound(reply: FastifyReply): FastifyReply {
  const { method, url } = reply.request;
  const message = `Route ${method}:${url} not found`;
  return reply.code(404).send({ message, error: 'Not Found', statusCode: 404 });
}

/** Services shared by all requests of a server. */
interface Common {
  readonly programme: KnownVersions;
  readonly scheduler: Scheduler;
  readonly turns: EventLoopTurns;
}

function contextOf(request: FastifyRequest, { programme, scheduler, turns }: Common): RequestContext {
  const { asked, id, ip, deadline, owner, kept, noted, sent } = request;
  if (asked === null) throw new Error('A request got past identification without a viewer.');
  const { purse } = asked;
  const finish: Run = (work) => scheduler.finish(owner, work);
  return new RequestContext({
    ...asked,
    requestId: id,
    address: ip,
    programme,
    deadline,
    noted,
    sent,
    spend: spendPoints(purse, noted),
    keep(points) {
      const room = kept.evaluation(points);
      return room === null ? null : deadline.within(() => room);
    },
    holdRows: (points) => deadline.within(() => kept.rows(points)),
    worked: (milliseconds) => owner.worked(milliseconds),
    pace: new AnswerPacer(finish, turns, (milliseconds) => scheduler.note(owner, milliseconds)),
    run: (work) => scheduler.run(owner, work),
    finish,
  });
}

/** Counting whom it concerns reads the end of an index: few, but for the minutes after a publication. */
function outdatedIn(database: Database): Measured {
  return {
    name: 'laurel_organizations_outdated',
    help: 'Organizations whose status is being derived anew; meanwhile searches evaluate it.',
    value: () => soon(countOutdated(database), null),
  };
}

/** An answer of the database, for which nobody waits long: it may hang. */
function soon<T>(question: Promise<T>, otherwise: T, milliseconds = PROBE_MILLISECONDS): Promise<T> {
  return Promise.race([question.catch(() => otherwise), pause(milliseconds, otherwise, { ref: false })]);
}

interface Probed {
  readonly database: boolean;
  readonly migrations: boolean;
}

async function probe(database: Database): Promise<Probed> {
  const holds = (question: Promise<boolean>) => soon(question, false);
  const [answers, migrated] = await Promise.all([
    holds(database.rows('SELECT 1 AS one').then(() => true)),
    holds(pendingMigrations(database).then((pending) => !pending)),
  ]);
  return { database: answers, migrations: migrated };
}

function readinessOf({ database, migrations }: Probed, draining: boolean): Readiness {
  return {
    ready: database && migrations && !draining,
    checks: { database, migrations, notDraining: !draining },
  };
}

/** The caller's own id is kept when it is harmless to write into a log. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}
