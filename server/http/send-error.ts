import type { FastifyReply } from 'fastify';
import type { Phrase } from '../messages';
import { limitValuesOf } from '../messages/limit-values';
import { ENGLISH } from '../messages/words';
import type { RequestCost } from '../request/request-context';
import { JSON_TYPE, mediaTypeFor } from './media-type';

/** Sends an error that occurs outside GraphQL execution, in the shape and media type that GraphQL clients read. */
export function sendError(
  reply: FastifyReply,
  status: number,
  message: Phrase,
  extensions: { readonly code: string; readonly errorId?: string },
  cost?: RequestCost,
): FastifyReply {
  const type = mediaTypeFor(reply.request.headers.accept) ?? JSON_TYPE;
  const words = reply.request.words ?? ENGLISH;
  const text = words.say(message);
  // The conformance tests mount GraphQL without the hook that sets `details` and `words`.
  (reply.request.details ??= {}).errorCode = extensions.code;
  return reply
    .code(status)
    .type(type)
    .send({
      errors: [{ message: text, extensions: { ...extensions, ...limitValuesOf(message) } }],
      ...(cost && { extensions: { cost } }),
    });
}
