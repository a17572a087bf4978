import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sentence, type Sentence } from '../messages';
import { collectBody } from './collect-body';
import { countValues } from '../limits/count-values';
import { LimitError } from '../limits/limit-error';
import { LIMITS } from '../limits/limits';

class InvalidJson extends Error {
  readonly statusCode = 400;

  constructor(readonly sentence: Sentence) {
    super(sentence.key);
  }
}

/** Longer bodies are parsed one at a time and reserve memory. */
const MAX_SHORT_BODY_BYTES = 20_000;

const GROWTH_FACTOR = 4;

const BYTES_PER_VALUE = 64;

/** Shares the memory and time of the process among long bodies. */
export interface LongBodies {
  /** Waits until there is memory for this number of bytes. */
  arrive(request: FastifyRequest, bytes: number): Promise<void>;
  /**
   * Reserves memory for more bytes. Returns false if there is none, because waiting while holding memory could
   * deadlock.
   */
  grow(request: FastifyRequest, bytes: number): boolean;
  /** Runs a step when there is memory for its result. `bytesOf` estimates that memory in a separate step. */
  parse(request: FastifyRequest, bytesOf: () => number, step: () => Promise<void>): Promise<void>;
}

/** For the conformance tests, which mount GraphQL without a scheduler. */
const UNLIMITED: LongBodies = {
  arrive: () => Promise.resolve(),
  grow: () => true,
  async parse(_request, bytesOf, step) {
    bytesOf();
    await step();
  },
};

/** Uses Fastify's parser, which refuses prototype keys. Error messages also say where the JSON is invalid. */
export function readBodies(app: FastifyInstance, longBodies = UNLIMITED): void {
  const { bodyLimit: maxBytes = LIMITS.bodyBytes } = app.initialConfig;
  const collect = (request: FastifyRequest, done: (error: Error | null, body?: Buffer) => void) => {
    const length = request.headers['content-length'];
    const announced = length === undefined ? null : Number(length);
    const pay = request.pay ?? (() => undefined);
    const makeRoom = announced === null ? growingRoom(request, longBodies, maxBytes) : () => null;
    const begin = () => collectBody(request.raw, { maxBytes, announced, pay, makeRoom }, done);
    if (announced === null || announced <= MAX_SHORT_BODY_BYTES || announced > maxBytes) begin();
    else longBodies.arrive(request, announced).then(begin, done);
  };
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // Apollo refuses text bodies with its own message.
  app.addContentTypeParser('text/plain', (request, _body, done) => {
    collect(request, (error, body) => done(error, body?.toString()));
  });
  app.addContentTypeParser('application/json', (request, _body, done) => {
    collect(request, (error, body) => {
      if (error !== null || body === undefined) return done(error);
      const bytesOf = () => {
        const values = countValues(body, LIMITS.bodyValues);
        if (values > LIMITS.bodyValues) throw tooManyValues();
        return 2 * body.length + BYTES_PER_VALUE * values;
      };
      const read = () => {
        const text = body.toString();
        // Fastify's parser calls back and returns no promise, although its type allows one.
        void parse(request, text, (problem, value) => {
          if (problem === null) done(null, pickParameters(value));
          else done(new InvalidJson(jsonRefusal(text)));
        });
      };
      // A short body cannot contain too many values.
      if (body.length <= MAX_SHORT_BODY_BYTES) return read();
      longBodies.parse(request, bytesOf, async () => read()).catch(done);
    });
  });
}

/**
 * Reserves memory for a body of unknown length as it arrives. Reserving the maximum at the start would let idle
 * clients block the bodies of other callers.
 */
function growingRoom(
  request: FastifyRequest,
  longBodies: LongBodies,
  maxBytes: number,
): (length: number) => Promise<void> | null {
  let room = MAX_SHORT_BODY_BYTES;
  return (length) => {
    if (length <= room) return null;
    const isFirst = room === MAX_SHORT_BODY_BYTES;
    const growth = Math.min(Math.max(GROWTH_FACTOR * room, length), maxBytes) - room;
    room += growth;
    if (isFirst) return longBodies.arrive(request, room);
    if (longBodies.grow(request, growth)) return null;
    throw new LimitError('UNAVAILABLE', sentence('request.bodies'), 503, { 'retry-after': '1' });
  };
}

/** Drops unknown parameters, which would take memory during execution. */
function pickParameters(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => PARAMETERS.has(key)));
}

const PARAMETERS = new Set(['query', 'operationName', 'variables', 'extensions']);

function tooManyValues(): LimitError {
  return new LimitError('TOO_MANY_ITEMS', sentence('limit.bodyValues', { max: LIMITS.bodyValues }));
}

function jsonRefusal(body: string): Sentence {
  try {
    JSON.parse(body);
  } catch (error) {
    return sentence('request.json', { problem: (error as SyntaxError).message });
  }
  return sentence('request.json.forbiddenKey');
}
