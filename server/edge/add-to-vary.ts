import type { FastifyReply } from 'fastify';

/** Names a request header on which the answer depends, beside those that are named already, such as `Origin` by CORS. */
export function addToVary(reply: FastifyReply, name: string): FastifyReply {
  const named = reply.getHeader('vary');
  return reply.header('vary', named === undefined ? name : `${String(named)}, ${name}`);
}
