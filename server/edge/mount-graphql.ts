import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preHandlerAsyncHookHandler,
} from 'fastify';
import { say } from '../messages';
import { LIMITS } from './limits';
import { readJson } from './read-json';

export interface Mounting<Context extends BaseContext> {
  readonly path: string;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  /** What comes before GraphQL, and may answer in its place. */
  readonly before?: readonly preHandlerAsyncHookHandler[];
  /** Remembers a fault of ours and answers the id that it can be found by. */
  readonly onFault: (error: Error, request: FastifyRequest) => string;
}

/** An answer in the shape that GraphQL clients read, for what never gets as far as GraphQL. */
export function graphqlError(message: string, extensions: Readonly<Record<string, unknown>>): object {
  return { errors: [{ message, extensions }] };
}

/** Puts a GraphQL server on its path. This is our own way of mounting, and the one that conformance is tested on. */
export function mountGraphql<Context extends BaseContext>(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { path, contextOf, before = [], onFault }: Mounting<Context>,
): void {
  readJson(app);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      const errorId = onFault(error, request);
      const extensions = { code: 'INTERNAL_SERVER_ERROR', errorId };
      return reply.code(500).send(graphqlError(say('error.internal', { errorId }), extensions));
    }
    const { code, message } = refusalOf(status, error, request.headers['content-type']);
    return reply.code(status).send(graphqlError(message, { code }));
  });
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    preHandler: [...before],
    handler: fastifyApolloHandler(apollo, { context: contextOf }),
  });
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
