import { OperationTypeNode, type ExecutionResult, type GraphQLError } from 'graphql';
import { sentence } from '../messages';
import type { RequestContext } from '../request/request-context';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import type { RateLimiter } from './rate-limit';

const BYTES_PER_POINT = 1000;

export interface WrittenAnswers {
  /** The JSON of the data; null if the data has not been serialized in advance. */
  written(data: unknown): string | null;
}

/** Limits the length of answers, and charges for long strings, which the price of the objects does not cover. */
export class AnswerLimits {
  readonly #limiter: RateLimiter;
  readonly #writer: WrittenAnswers;

  constructor(limiter: RateLimiter, writer: WrittenAnswers) {
    this.#limiter = limiter;
    this.#writer = writer;
  }

  /** Charges for a query's answer. Throws LimitError if the answer is too long or too few points are left. */
  admit(bytes: number, context: RequestContext): void {
    const { limit } = this.#limiter.budgetOf(context.viewer, context.address);
    // Waiting does not help when the answer costs more than a whole minute allows.
    const max = Math.min(LIMITS.answerBytes, limit * BYTES_PER_POINT);
    if (bytes > max) throw answerTooLarge(max);
    this.#pay(bytes, context, 'spend');
  }

  #pay(bytes: number, { viewer, address, details }: RequestContext, method: 'spend' | 'charge'): void {
    const paidPoints = details.cost?.requested ?? 0;
    const points = Math.ceil(bytes / BYTES_PER_POINT) - paidPoints;
    if (points <= 0) return;
    const spent = this.#limiter.budgetOf(viewer, address)[method](points);
    details.cost = { ...spent, requested: points + paidPoints };
  }

  refusalOf(
    { data, errors = [] }: ExecutionResult,
    operation: OperationTypeNode | undefined,
    context: RequestContext,
  ): LimitError | null {
    const written = this.#writer.written(data);
    const dataBytes = written === null ? jsonLength(data) : Buffer.byteLength(written);
    const bytes = dataBytes + errors.reduce((sum, error) => sum + errorLength(error), 0);
    try {
      // A mutation's answer is always sent: the commands have taken effect, and the executor has limited the length.
      if (operation === OperationTypeNode.MUTATION) this.#pay(bytes, context, 'charge');
      else this.admit(bytes, context);
      return null;
    } catch (error) {
      if (error instanceof LimitError) return error;
      throw error;
    }
  }
}

function answerTooLarge(max: number): LimitError {
  return new LimitError('ANSWER_TOO_LARGE', sentence('limit.answer', { max }));
}

/** Estimates the length of an error: its message, code, path and location. */
function errorLength({ message }: GraphQLError): number {
  return 150 + Buffer.byteLength(message);
}

/** Counting stops beyond the limit, because such an answer is refused. */
function jsonLength(data: unknown): number {
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
