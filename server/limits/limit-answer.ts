import { OperationTypeNode, type ExecutionResult, type GraphQLError } from 'graphql';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { RequestContext } from '../request/request-context';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import type { RateLimiter } from './rate-limit';

/** Long texts are charged by length. */
const BYTES_A_POINT = 1000;

/** The JSON of answers that is written already. */
export interface WrittenAnswers {
  /** Null where the data is not written yet. */
  written(data: unknown): string | null;
}

/** Bounds the length of answers, and lets callers pay for as much of it as the objects in them have not paid for. */
export class AnswerLimits {
  readonly #limiter: RateLimiter;
  readonly #writer: WrittenAnswers;

  constructor(limiter: RateLimiter, writer: WrittenAnswers) {
    this.#limiter = limiter;
    this.#writer = writer;
  }

  /** Lets an answer to a query be sent, or refuses it. */
  admit(bytes: number, context: RequestContext): void {
    if (bytes > LIMITS.answerBytes) throw tooLarge();
    this.#pay(bytes, context, 'spend');
  }

  #pay(bytes: number, { viewer, address, noted }: RequestContext, how: 'spend' | 'charge'): void {
    const paid = noted.cost?.requested ?? 0;
    const points = Math.ceil(bytes / BYTES_A_POINT) - paid;
    if (points <= 0) return;
    const spent = this.#limiter.purseOf(viewer, address)[how](points);
    noted.cost = { ...spent, requested: points + paid };
  }

  /** Why an answer is not sent; null: it is. */
  refusalOf(
    { data, errors = [] }: ExecutionResult,
    operation: OperationTypeNode | undefined,
    context: RequestContext,
  ): LimitError | null {
    const written = this.#writer.written(data);
    const bytesOfData = written === null ? bytesOf(data) : Buffer.byteLength(written);
    const bytes = bytesOfData + errors.reduce((sum, error) => sum + bytesOfError(error), 0);
    try {
      // The commands are done, and the executor has bounded the answer.
      if (operation === OperationTypeNode.MUTATION) this.#pay(bytes, context, 'charge');
      else this.admit(bytes, context);
      return null;
    } catch (error) {
      if (error instanceof LimitError) return error;
      throw error;
    }
  }
}

function tooLarge(): LimitError {
  return new LimitError('ANSWER_TOO_LARGE', say('limit.answer', { most: countInWords(LIMITS.answerBytes) }));
}

/** Beside its message an error has a code, a path and a location. */
function bytesOfError({ message }: GraphQLError): number {
  return 150 + Buffer.byteLength(message);
}

/** The length of data as JSON. Counting ends beyond the limit: an answer of that length is not written. */
function bytesOf(data: unknown): number {
  let bytes = 0;
  const count = (value: unknown): void => {
    if (bytes > LIMITS.answerBytes || value === undefined) return;
    if (typeof value !== 'object' || value === null) {
      bytes += Buffer.byteLength(JSON.stringify(value));
      return;
    }
    bytes += 2;
    if (Array.isArray(value)) {
      bytes += value.length;
      value.forEach(count);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      bytes += key.length + 4;
      count(inner);
    }
  };
  count(data);
  return bytes;
}
