import type { FastifyReply } from 'fastify';

/** Adds a header name to `Vary`. CORS may have set `Origin` already. */
export function addToVary(reply: FastifyReply, name: string): FastifyReply {
  const named = reply.getHeader('vary');
  return reply.header('vary', named === undefined ? name : `${String(named)}, ${name}`);
}
