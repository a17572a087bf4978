import type { FastifyInstance, FastifyRequest } from 'fastify';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import { collectBody } from './collect-body';
import { countValues } from '../limits/count-values';
import { LimitError } from '../limits/limit-error';
import { LIMITS } from '../limits/limits';

/** A body that is said to be JSON and is not. */
class NotJson extends Error {
  readonly statusCode = 400;
}

/** Longer bodies are parsed one after the other, and share memory. */
const LONG = 20_000;

/** Room for a body of unknown length grows by this factor. */
const GROWTH = 4;

/** Memory of an empty object. */
const BYTES_A_VALUE = 64;

/** How long bodies share the memory and the time of the process. */
export interface LongBodies {
  /** Waits until there is room for this number of bytes. */
  arrive(request: FastifyRequest, bytes: number): Promise<void>;
  /** Takes room for more bytes; false: there is none. Bodies that waited with the room they have could block each other. */
  grow(request: FastifyRequest, bytes: number): boolean;
  /** Runs a step when there is room for the bytes that it makes. To count them is a step of its own. */
  parse(request: FastifyRequest, bytesOf: () => number, step: () => Promise<void>): Promise<void>;
}

/** Mounted alone, as for conformance, nothing is shared. */
const ALONE: LongBodies = {
  arrive: () => Promise.resolve(),
  grow: () => true,
  async parse(_request, bytesOf, step) {
    bytesOf();
    await step();
  },
};

/** Reads bodies as Fastify does, which also refuses prototypes, but says where a broken one is broken. */
export function readBodies(app: FastifyInstance, longBodies = ALONE): void {
  const { bodyLimit: bytesMost = LIMITS.bodyBytes } = app.initialConfig;
  const collect = (request: FastifyRequest, done: (error: Error | null, body?: Buffer) => void) => {
    const length = request.headers['content-length'];
    const announced = length === undefined ? null : Number(length);
    // Mounted alone, as for conformance, nobody pays.
    const pay = request.pay ?? (() => undefined);
    const makeRoom = announced === null ? growingRoom(request, longBodies, bytesMost) : () => null;
    const begin = () => collectBody(request.raw, { bytesMost, announced, pay, makeRoom }, done);
    if (announced === null || announced <= LONG || announced > bytesMost) begin();
    else longBodies.arrive(request, announced).then(begin, done);
  };
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // Apollo says what it thinks of a text.
  app.addContentTypeParser('text/plain', (request, _body, done) => {
    collect(request, (error, body) => done(error, body?.toString()));
  });
  app.addContentTypeParser('application/json', (request, _body, done) => {
    collect(request, (error, body) => {
      if (error !== null || body === undefined) return done(error);
      const bytesOf = () => {
        const values = countValues(body, LIMITS.bodyValues);
        if (values > LIMITS.bodyValues) throw tooManyValues();
        return 2 * body.length + BYTES_A_VALUE * values;
      };
      const read = () => {
        const text = body.toString();
        // Fastify's parser takes a callback and returns no promise, although its type allows one.
        void parse(request, text, (problem, value) => {
          if (problem === null) done(null, withKnownParameters(value));
          else done(new NotJson(say('request.json', { problem: problemOf(text) })));
        });
      };
      // A short body has fewer values than the limit.
      if (body.length <= LONG) return read();
      longBodies.parse(request, bytesOf, async () => read()).catch(done);
    });
  });
}

/**
 * Makes room for a body of unknown length as it arrives. If room for the longest one was taken at its beginning, clients
 * that send nothing more would keep the bodies of others waiting.
 */
function growingRoom(
  request: FastifyRequest,
  longBodies: LongBodies,
  bytesMost: number,
): (length: number) => Promise<void> | null {
  let room = LONG;
  return (length) => {
    if (length <= room) return null;
    const isFirst = room === LONG;
    const more = Math.min(Math.max(GROWTH * room, length), bytesMost) - room;
    room += more;
    if (isFirst) return longBodies.arrive(request, room);
    if (longBodies.grow(request, more)) return null;
    throw new LimitError('UNAVAILABLE', say('request.bodies'), 503, { 'retry-after': '1' });
  };
}

/** Drops unknown parameters, so that they take no memory during the execution. */
function withKnownParameters(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => PARAMETERS.has(key)));
}

/** The parameters that GraphQL over HTTP defines. */
const PARAMETERS = new Set(['query', 'operationName', 'variables', 'extensions']);

function tooManyValues(): LimitError {
  return new LimitError('TOO_MANY_ITEMS', say('limit.bodyValues', { most: countInWords(LIMITS.bodyValues) }));
}

function problemOf(body: string): string {
  try {
    JSON.parse(body);
  } catch (error) {
    return (error as SyntaxError).message;
  }
  return 'it has a key that no object may have, "__proto__" or "constructor"';
}
