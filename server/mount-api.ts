import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import { VerifiedApiKeys } from './auth/verified-api-keys';
import { buildSchema } from './build-schema';
import { countReads, countStatements } from './db/count-statements';
import { AnswerWriter } from './execution/answer-writer';
import { Executor } from './execution/executor';
import { DeprecatedUses } from './execution/deprecated-uses';
import { KnownQueries } from './execution/known-queries';
import { createApollo } from './http/apollo';
import { authenticateRequest, type RequestDatabase } from './http/authenticate-request';
import type { FirstTab } from './http/first-tab';
import { graphiqlPage } from './http/graphiql';
import { logFault } from './http/mask-errors';
import { mountGraphql, type MountOptions } from './http/mount-graphql';
import { createPageHandler } from './http/page';
import type { LongBodies } from './http/read-bodies';
import { sandboxPage } from './http/sandbox';
import { schemaDocument } from './http/schema-document';
import { AnswerLimits } from './limits/limit-answer';
import { OperationLimits } from './limits/limit-operations';
import type { TimeLimits } from './limits/limit-time';
import type { PayForAnswer } from './limits/pay-for-answer';
import { spendPoints } from './limits/spend-points';
import type { ServerParts } from './parts';
import { RequestContext } from './request/request-context';
import { AnswerPacer } from './request/scheduling/answer-pacer';
import { readsWithinDeadline, withinDeadline } from './request/scheduling/deadline';
import type { Scheduler } from './request/scheduling/scheduler';
import { sliceStatements } from './request/scheduling/slice-statements';
import { dayAt } from './request/today';
import type { RunWork } from './rules';
import type { ServerOptions } from './server-options';

export interface ApiOptions extends Pick<ServerOptions, 'executorOf' | 'plugins'> {
  readonly path: string;
  readonly seconds: TimeLimits;
  readonly firstTab: FirstTab;
  readonly pay: PayForAnswer;
}

/** The caller must stop the returned Apollo server. */
export async function mountApi(
  app: FastifyInstance,
  parts: ServerParts,
  options: ApiOptions,
): Promise<ApolloServer<RequestContext>> {
  const { config, log, scheduler } = parts;
  const { apollo, knownQueries } = createApi(parts, options);
  await apollo.start();
  const pageOptions = { firstTab: options.firstTab, proxies: config.proxies, pay: options.pay };
  mountGraphql(app, apollo, {
    path: options.path,
    before: [authentication(parts)],
    known: knownQueries,
    longBodies: longBodiesWith(scheduler),
    roomForDocument: roomForDocumentWith(scheduler),
    ...(config.pages && { page: createPageHandler(sandboxPage, pageOptions) }),
    contextOf: async (request) => contextOf(request, parts),
    onFault: (error, request) => logFault(log, error, request.id),
  });
  if (config.schema !== 'hidden') app.get('/schema.graphql', await schemaDocument(options.pay));
  if (config.pages) {
    const graphiql = (shown: FirstTab) => graphiqlPage(options.path, shown);
    app.get('/graphiql', createPageHandler(graphiql, pageOptions));
    app.get('/', async (_request, reply) => reply.redirect(options.path));
  }
  return apollo;
}

function createApi({ config, limiter, log }: ServerParts, { executorOf, plugins, seconds }: ApiOptions) {
  const schema = buildSchema();
  const executor = executorOf?.(schema) ?? new Executor(schema);
  const limits = new OperationLimits(limiter);
  const writer = new AnswerWriter();
  const answers = new AnswerLimits(limiter, writer);
  const deprecated = new DeprecatedUses(schema);
  const knownQueries = new KnownQueries(schema, limits, answers, writer, executor, deprecated);
  const apollo = createApollo({
    schema,
    executor,
    log,
    limits,
    answers,
    writer,
    known: knownQueries,
    deprecated,
    exposure: config.schema,
    seconds,
    ...(plugins && { plugins }),
  });
  return { apollo, knownQueries };
}

function authentication(parts: ServerParts): onRequestHookHandler {
  const { clock, config, database, issuers, keyUses, limiter, scheduler, sharedReads } = parts;
  return authenticateRequest(
    { issuers, demo: config.demo, uses: keyUses, verifiedKeys: new VerifiedApiKeys() },
    limiter,
    () => {
      const now = clock();
      return { now, today: config.today ?? dayAt(now, config.timeZone) };
    },
    ({ sent, deadline, owner }): RequestDatabase => ({
      database: withinDeadline(countStatements(sliceStatements(database, scheduler, owner), sent), deadline),
      shared: readsWithinDeadline(countReads(sharedReads, sent), deadline),
    }),
  );
}

function longBodiesWith(scheduler: Scheduler): LongBodies {
  return {
    async arrive({ deadline, memory }, bytes) {
      // The deadline runs while the client waits for the server.
      deadline.resume();
      await deadline.within(() => memory.reserveArriving(bytes));
      deadline.pause();
    },
    grow: ({ memory }, bytes) => memory.growArriving(bytes),
    async parse({ deadline, memory, owner }, bytesOf, step) {
      deadline.resume();
      const bytes = await scheduler.step(owner, async () => bytesOf());
      await deadline.within(() => memory.reserveParsed(bytes));
      await scheduler.step(owner, step);
    },
  };
}

function roomForDocumentWith(
  scheduler: Scheduler,
): NonNullable<MountOptions<RequestContext>['roomForDocument']> {
  return ({ deadline, memory, owner }, characters) => {
    const room = memory.reserveDocument(characters);
    if (room === null) return null;
    // A finished request can free memory for several waiting requests, so each resumes in its own scheduler step.
    return deadline.within(() => room).then(() => scheduler.step(owner, () => Promise.resolve()));
  };
}

function contextOf(
  request: FastifyRequest,
  { knownVersions, scheduler, eventLoopTurns }: ServerParts,
): RequestContext {
  const { authenticated, id, ip, deadline, owner, memory, details, sent, words } = request;
  if (authenticated === null) throw new Error('The request is not authenticated.');
  const finish: RunWork = (work) => scheduler.finish(owner, work);
  return new RequestContext({
    ...authenticated,
    requestId: id,
    address: ip,
    knownVersions,
    deadline,
    details,
    sent,
    words,
    spend: spendPoints(authenticated.budget, details),
    reserveMemory(points) {
      const room = memory.reserveEvaluation(points);
      return room === null ? null : deadline.within(() => room);
    },
    reserveRows: (points) => deadline.within(() => memory.reserveRows(points)),
    chargeTime: (milliseconds) => owner.noteTime(milliseconds),
    pacer: new AnswerPacer(finish, eventLoopTurns, (milliseconds) => scheduler.note(owner, milliseconds)),
    run: (work) => scheduler.run(owner, work),
    finish,
  });
}
