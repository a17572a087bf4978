import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
} from 'fastify';
import type { KnownDocuments } from '../execution/known-queries';
import { sentence, type Phrase, type Sentence } from '../messages';
import { Abandoned } from '../request/scheduling/deadline';
import { addToVary } from './add-to-vary';
import { sendError } from './send-error';
import { LimitError } from '../limits/limit-error';
import { RateLimited } from '../limits/rate-limit';
import { LIMITS } from '../limits/limits';
import { isAcceptTooLong, JSON_TYPE, mediaTypeFor, prefersHtml } from './media-type';
import type { PageHandler } from './page';
import { readBodies, type LongBodies } from './read-bodies';

export interface MountOptions<Context extends BaseContext> {
  readonly path: string;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  readonly known?: KnownDocuments<Context>;
  /** Hooks that run before the body is read. They may send the answer themselves. */
  readonly before?: readonly onRequestHookHandler[];
  readonly longBodies?: LongBodies;
  /** Waits for memory for an unknown document of this length. Returns null if there is enough. */
  readonly roomForDocument?: (request: FastifyRequest, characters: number) => Promise<void> | null;
  readonly page?: PageHandler;
  /** Logs a fault and returns its error id. */
  readonly onFault: (error: Error, request: FastifyRequest) => string;
}

/** An error of this server. The errors of Fastify have their own text. */
interface ToldError {
  readonly sentence: Sentence;
}

export function mountGraphql<Context extends BaseContext>(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { path, contextOf, known, before = [], longBodies, roomForDocument, page, onFault }: MountOptions<Context>,
): void {
  readBodies(app, longBodies);
  app.setErrorHandler((error: FastifyError | LimitError, request, reply) => {
    if (error instanceof LimitError) {
      const { code, status, headers } = error;
      const cost = error instanceof RateLimited ? error.cost : undefined;
      return sendError(reply.headers(headers), status, error.sentence, { code }, cost);
    }
    const status = error.statusCode ?? 500;
    if (status === 503) onFault(error, request);
    if (status === 503 || error instanceof Abandoned)
      return sendError(reply, status, textOf(error), { code: error.code });
    if (status >= 500) {
      const errorId = onFault(error, request);
      const extensions = { code: 'INTERNAL_SERVER_ERROR', errorId };
      return sendError(reply, 500, sentence('error.internal', { errorId }), extensions);
    }
    const { code, message } = refusalOf(status, error, request.headers['content-type']);
    return sendError(reply, status, message, { code });
  });
  // A request that falls back to Apollo keeps its context.
  const contexts = new WeakMap<FastifyRequest, Context>();
  const handleWithApollo = fastifyApolloHandler(apollo, {
    context: async (request, reply) => contexts.get(request) ?? contextOf(request, reply),
  });
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    onRequest: [refuseUnacceptable, ...before],
    onSend: preventCaching,
    async handler(request, reply) {
      if (page !== undefined && request.method === 'GET' && prefersHtml(request.headers.accept)) {
        return page(request, addToVary(reply, 'accept'));
      }
      const answerKnown = (request.method === 'POST' ? known?.recognize(request.body) : null) ?? null;
      if (answerKnown === null) {
        const room = roomForDocument?.(request, documentOf(request).length) ?? null;
        if (room !== null) await room;
        return handleWithApollo.call(app, request, reply);
      }
      const context = await contextOf(request, reply);
      const answer = await answerKnown(context);
      if (answer === null) {
        contexts.set(request, context);
        return handleWithApollo.call(app, request, reply);
      }
      const type = mediaTypeFor(request.headers.accept) ?? JSON_TYPE;
      return reply.type(type).send(answer);
    },
  });
}

/** The text of the document; empty when Apollo will refuse the request. */
function documentOf({ method, query, body }: FastifyRequest): string {
  const parameters = method === 'POST' ? body : query;
  const isObject = typeof parameters === 'object' && parameters !== null;
  return isObject && 'query' in parameters && typeof parameters.query === 'string' ? parameters.query : '';
}

const MAX_SHOWN_ACCEPT = 200;

/** Apollo would check the Accept header only after executing a mutation. */
function refuseUnacceptable(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { accept = '' } = request.headers;
  const isReadable = request.method === 'POST' ? mediaTypeFor(accept) !== null : !isAcceptTooLong(accept);
  if (isReadable) return done();
  const shown = accept.slice(0, MAX_SHOWN_ACCEPT);
  void sendError(reply, 406, sentence('request.accept', { accept: shown }), { code: 'NOT_ACCEPTABLE' });
}

/** Keeps answers to authenticated callers out of caches, including errors that precede authentication. */
function preventCaching<Payload>(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: Payload,
  done: (error: null, payload: Payload) => void,
): void {
  if (request.headers.authorization !== undefined) void reply.header('cache-control', 'no-store');
  done(null, payload);
}

function refusalOf(
  status: number,
  error: FastifyError,
  type = 'unknown',
): { readonly code: string; readonly message: Phrase } {
  if (status === 413)
    return { code: 'BODY_TOO_LARGE', message: sentence('limit.body', { max: LIMITS.bodyBytes }) };
  if (status === 415) return { code: 'UNSUPPORTED_MEDIA_TYPE', message: sentence('request.type', { type }) };
  return { code: 'BAD_REQUEST', message: textOf(error) };
}

function textOf(error: Error): Phrase {
  return 'sentence' in error ? (error as ToldError).sentence : error.message;
}
