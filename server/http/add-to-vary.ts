import type { FastifyReply } from 'fastify';

/** Adds a header name to `Vary`. CORS may have set `Origin` already. */
export function addToVary(reply: FastifyReply, name: string): FastifyReply {
  const existing = reply.getHeader('vary');
  return reply.header('vary', existing === undefined ? name : `${String(existing)}, ${name}`);
}
