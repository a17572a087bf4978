import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { sendError } from './http/send-error';
import { queueRequests } from './http/queue-requests';
import { drainBody } from './http/drain-body';
import { encodeInSlices } from './http/encode-answers';
import { logRequest } from './http/log-requests';
import { trackRequests } from './http/track-requests';
import { LIMITS } from './limits/limits';
import type { PayForAnswer } from './limits/pay-for-answer';
import { sentence } from './messages';
import { loggingOptions, type ServerParts, type Shutdown } from './parts';

/** Hooks run in the order in which they are added. */
export async function createApp(
  parts: ServerParts,
  path: string,
  querySeconds: number,
  pay: PayForAnswer,
): Promise<FastifyInstance> {
  const { config, connections, log, metrics, scheduler, shutdown, wordsOf } = parts;
  const app = Fastify({
    ...loggingOptions(log),
    bodyLimit: LIMITS.bodyBytes,
    // Hop 0 is the connection itself.
    trustProxy: (_address, hop) => hop < config.proxies,
    serverFactory: (listener) => connections.createServer(listener),
    return503OnClosing: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  });
  encodeInSlices(app, scheduler);
  trackRequests(app, path, querySeconds, wordsOf, (ended) => {
    logRequest(log, ended);
    metrics?.observe(ended);
  });
  queueRequests(app, scheduler);
  refuseWhileClosing(app, shutdown);
  endConnections(app, shutdown);
  await allowOrigins(app, config.corsOrigins);
  answerUnknownPaths(app, pay);
  return app;
}

// The hooks use callbacks, because async hooks would cost each request an extra turn of the event loop.

function refuseWhileClosing(app: FastifyInstance, shutdown: Shutdown): void {
  app.addHook('onRequest', (_request, reply, done) => {
    if (shutdown.isClosing) void sendError(reply, 503, sentence('request.draining'), { code: 'UNAVAILABLE' });
    else done();
  });
}

function endConnections(app: FastifyInstance, shutdown: Shutdown): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete) {
      // Closing the connection before the body has arrived could discard the answer.
      void reply.removeHeader('connection');
      // A client whose body is slightly too large can still read the answer.
      drainBody(request.raw, 2 * LIMITS.bodyBytes);
    }
    // A kept-alive connection would delay the shutdown.
    if (shutdown.isDraining) void reply.header('connection', 'close');
    done(null, payload);
  });
}

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

/** Without this hook, Fastify would read and parse the body before it answers 404. */
function answerUnknownPaths(app: FastifyInstance, pay: PayForAnswer): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    try {
      pay(request, 0);
    } catch (error) {
      return done(error as Error);
    }
    void answerNotFound(reply);
  });
}

/** Sends the same body as Fastify's own handler. */
function answerNotFound(reply: FastifyReply): FastifyReply {
  const { method, url } = reply.request;
  const message = `Route ${method}:${url} not found`;
  return reply.code(404).send({ message, error: 'Not Found', statusCode: 404 });
}

/** Keeps the caller's request id if it is safe to log. */
function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}
