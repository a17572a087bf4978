import { OperationTypeNode, type ExecutionResult } from 'graphql';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { RequestContext } from '../request/request-context';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import type { RateLimiter } from './rate-limit';

/** What a point pays for, when it is not an object or an evaluation: long texts cost by their length. */
const BYTES_A_POINT = 1000;

/** Bounds the length of answers, and lets callers pay for as much of it as the objects in them have not paid for. */
export class AnswerLimits {
  readonly #limiter: RateLimiter;

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /** Lets an answer to a query be sent, or refuses it. */
  async admit(bytes: number, { viewer, address, noted }: RequestContext): Promise<void> {
    if (bytes > LIMITS.answerBytes) throw tooLarge('limit.answer');
    const points = Math.ceil(bytes / BYTES_A_POINT) - (noted.cost?.requested ?? 0);
    if (points <= 0) return;
    const spent = await this.#limiter.spend(points, viewer, address);
    noted.cost = { ...spent, requested: points + (noted.cost?.requested ?? 0) };
  }

  /** Why an answer is not sent; null: it is. */
  async refusalOf(
    { data }: ExecutionResult,
    operation: OperationTypeNode | undefined,
    context: RequestContext,
  ): Promise<LimitError | null> {
    const bytes = bytesOf(data);
    // The commands have been carried out: their answer is sent whatever it costs, unless it is too large.
    if (operation === OperationTypeNode.MUTATION) {
      return bytes > LIMITS.answerBytes ? tooLarge('limit.answer.mutation') : null;
    }
    try {
      await this.admit(bytes, context);
      return null;
    } catch (error) {
      if (error instanceof LimitError) return error;
      throw error;
    }
  }
}

function tooLarge(key: 'limit.answer' | 'limit.answer.mutation'): LimitError {
  return new LimitError('ANSWER_TOO_LARGE', say(key, { most: countInWords(LIMITS.answerBytes) }));
}

/** The length of data as JSON. Counting ends beyond the limit, so that a huge answer is never written. */
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
