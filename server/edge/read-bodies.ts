import type { FastifyInstance, FastifyRequest } from 'fastify';
import { say } from '../messages';
import { collectBody } from './collect-body';
import { LIMITS } from './limits';

/** A body that is said to be JSON and is not. */
class NotJson extends Error {
  readonly statusCode = 400;
}

/** A body with more characters takes some milliseconds to parse. */
const LONG = 100_000;

/** Runs a step of a request in a turn of the event loop of its own. */
export type InTurn = (request: FastifyRequest, step: () => Promise<void>) => Promise<void>;

/** Reads bodies as Fastify does, which also refuses prototypes, but says where a broken one is broken. */
export function readBodies(app: FastifyInstance, inTurn: InTurn = (_request, step) => step()): void {
  const { bodyLimit: bytesMost = LIMITS.bodyBytes } = app.initialConfig;
  const collect = (request: FastifyRequest, done: (error: Error | null, text?: string) => void) => {
    const length = request.headers['content-length'];
    const announced = length === undefined ? null : Number(length);
    // Mounted alone, as for conformance, nobody pays.
    const pay = request.pay ?? (() => undefined);
    collectBody(request.raw, { bytesMost, announced, pay }, (error, body) => done(error, body?.toString()));
  };
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // Apollo says what it thinks of a text.
  app.addContentTypeParser('text/plain', (request, _body, done) => collect(request, done));
  app.addContentTypeParser('application/json', (request, _body, done) => {
    collect(request, (error, text = '') => {
      if (error !== null) return done(error);
      const read = () =>
        // Fastify's parser takes a callback and returns no promise, although its type allows one.
        void parse(request, text, (problem, value) => {
          done(
            problem === null ? null : new NotJson(say('request.json', { problem: problemOf(text) })),
            value,
          );
        });
      if (text.length <= LONG) return read();
      inTurn(request, async () => read()).catch(done);
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
