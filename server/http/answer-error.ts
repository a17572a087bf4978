import type { FastifyReply } from 'fastify';
import { JSON_TYPE, mediaTypeFor } from './media-type';

/** An answer in the shape and type that GraphQL clients read, for what never gets as far as GraphQL. */
export function answerError(
  reply: FastifyReply,
  status: number,
  message: string,
  extensions: { readonly code: string; readonly errorId?: string },
): FastifyReply {
  const type = mediaTypeFor(reply.request.headers.accept) ?? JSON_TYPE;
  // Mounted alone, as for conformance, nobody has begun to note.
  (reply.request.noted ??= {}).errorCode = extensions.code;
  return reply
    .code(status)
    .type(type)
    .send({ errors: [{ message, extensions }] });
}
