import type { FastifyReply } from 'fastify';

/** CORS may already have set `Vary: Origin`. */
export function addToVary(reply: FastifyReply, name: string): FastifyReply {
  const existing = reply.getHeader('vary');
  return reply.header('vary', existing === undefined ? name : `${String(existing)}, ${name}`);
}
