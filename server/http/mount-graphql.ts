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
import { say } from '../messages';
import { Abandoned } from '../request/scheduling/deadline';
import { addToVary } from './add-to-vary';
import { answerError } from './answer-error';
import { LimitError } from '../limits/limit-error';
import { LIMITS } from '../limits/limits';
import { isTooLongToRead, JSON_TYPE, mediaTypeFor, prefersHtml } from './media-type';
import type { AnswerPage } from './page';
import { readBodies, type LongBodies } from './read-bodies';

export interface Mounting<Context extends BaseContext> {
  readonly path: string;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  /** Answers what it knows, without Apollo. */
  readonly known?: KnownDocuments<Context>;
  /** Come before the body is read, and may answer in the place of GraphQL. */
  readonly before?: readonly onRequestHookHandler[];
  readonly longBodies?: LongBodies;
  /** Waits until there is room for a document of this length that is not known; null: there is room already. */
  readonly roomForDocument?: (request: FastifyRequest, characters: number) => Promise<void> | null;
  /** Answers a browser in which a person opens the path. */
  readonly page?: AnswerPage;
  /** Remembers a fault of ours and answers the id that it can be found by. */
  readonly onFault: (error: Error, request: FastifyRequest) => string;
}

/** Puts a GraphQL server on its path. This is our own way of mounting, and the one that conformance is tested on. */
export function mountGraphql<Context extends BaseContext>(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { path, contextOf, known, before = [], longBodies, roomForDocument, page, onFault }: Mounting<Context>,
): void {
  readBodies(app, longBodies);
  app.setErrorHandler((error: FastifyError | LimitError, request, reply) => {
    if (error instanceof LimitError) {
      const { code, status, headers, message } = error;
      return answerError(reply.headers(headers), status, message, { code });
    }
    const status = error.statusCode ?? 500;
    if (status === 503) onFault(error, request);
    if (status === 503 || error instanceof Abandoned)
      return answerError(reply, status, error.message, { code: error.code });
    if (status >= 500) {
      const errorId = onFault(error, request);
      const extensions = { code: 'INTERNAL_SERVER_ERROR', errorId };
      return answerError(reply, 500, say('error.internal', { errorId }), extensions);
    }
    const { code, message } = refusalOf(status, error, request.headers['content-type']);
    return answerError(reply, status, message, { code });
  });
  // What does not come to its end without Apollo goes on with what has been read.
  const contexts = new WeakMap<FastifyRequest, Context>();
  const throughApollo = fastifyApolloHandler(apollo, {
    context: async (request, reply) => contexts.get(request) ?? contextOf(request, reply),
  });
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    onRequest: [refuseUnreadable, ...before],
    onSend: forbidStoring,
    async handler(request, reply) {
      if (page !== undefined && request.method === 'GET' && prefersHtml(request.headers.accept)) {
        return page(request, addToVary(reply, 'accept'));
      }
      const answering = (request.method === 'POST' ? known?.recognize(request.body) : null) ?? null;
      if (answering === null) {
        const room = roomForDocument?.(request, documentOf(request).length) ?? null;
        if (room !== null) await room;
        return throughApollo.call(app, request, reply);
      }
      const context = await contextOf(request, reply);
      const answer = await answering(context);
      if (answer === null) {
        contexts.set(request, context);
        return throughApollo.call(app, request, reply);
      }
      const type = mediaTypeFor(request.headers.accept) ?? JSON_TYPE;
      return reply.type(type).send(answer);
    },
  });
}

/** Empty where Apollo will refuse the request. */
function documentOf({ method, query, body }: FastifyRequest): string {
  const parameters = method === 'POST' ? body : query;
  const isObject = typeof parameters === 'object' && parameters !== null;
  return isObject && 'query' in parameters && typeof parameters.query === 'string' ? parameters.query : '';
}

const ACCEPT_SHOWN = 200;

/** Apollo would find out after a mutation has been done that its answer cannot be sent. */
function refuseUnreadable(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { accept = '' } = request.headers;
  const isReadable = request.method === 'POST' ? mediaTypeFor(accept) !== null : !isTooLongToRead(accept);
  if (isReadable) return done();
  const shown = accept.slice(0, ACCEPT_SHOWN);
  void answerError(reply, 406, say('request.accept', { accept: shown }), { code: 'NOT_ACCEPTABLE' });
}

/** Answers to signed-in callers belong in no cache. This includes errors that precede the check of the credentials. */
function forbidStoring<Payload>(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: Payload,
  done: (error: null, payload: Payload) => void,
): void {
  if (request.headers.authorization !== undefined) void reply.header('cache-control', 'no-store');
  done(null, payload);
}

/** What Fastify refuses by itself: a body that is too large, is not JSON, or is of a type that nobody reads. */
function refusalOf(
  status: number,
  error: FastifyError,
  type = 'unknown',
): { readonly code: string; readonly message: string } {
  if (status === 413)
    return { code: 'BODY_TOO_LARGE', message: say('limit.body', { most: LIMITS.bodyBytes }) };
  if (status === 415) return { code: 'UNSUPPORTED_MEDIA_TYPE', message: say('request.type', { type }) };
  return { code: 'BAD_REQUEST', message: error.message };
}
