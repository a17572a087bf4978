import type { FastifyInstance } from 'fastify';
import { say } from '../messages';

/** A body that is said to be JSON and is not. */
class NotJson extends Error {
  readonly statusCode = 400;
}

/** Reads bodies as Fastify does, which also refuses prototypes, but says where a broken one is broken. */
export function readJson(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Fastify's parser calls back and promises nothing, whatever its type says.
    void read(request, body, (error, value) => {
      done(error === null ? null : new NotJson(say('request.json', { problem: problemOf(body) })), value);
    });
  });
}

function problemOf(body: string): string {
  try {
    JSON.parse(body);
  } catch (error) {
    return (error as SyntaxError).message;
  }
  return 'it has a key that no object may have, "__proto__" or "constructor"';
}
