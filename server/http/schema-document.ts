import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PayForAnswer } from '../limits/pay-for-answer';
import { prepareText, sendText } from './prepared-text';

/** The committed contract. A check compares it with the classes, and the build copies it. */
const FILE = join(__dirname, '../../schema/schema.graphql');

/** Serves the contract with its directives, which introspection does not show. */
export async function schemaDocument(
  pay: PayForAnswer,
): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply> {
  const text = await prepareText(await readFile(FILE, 'utf8'));
  return (request, reply) =>
    sendText(
      request,
      reply.header('cache-control', 'no-cache'),
      text,
      'application/graphql; charset=utf-8',
      pay,
    );
}
