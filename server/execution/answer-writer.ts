import type { WrittenAnswers } from '../limits/limit-answer';
import type { Run } from '../rules';
import { writeJsonStepwise } from './write-json';

/** A longer answer is written and encoded in slices: one of 8 MiB takes 20 ms and more for each. */
export const MAX_CHARACTERS_AT_ONCE = 250_000;

interface Answer {
  readonly errors?: unknown;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

/** Writes answers as JSON, long ones in slices. */
export class AnswerWriter implements WrittenAnswers {
  /** The JSON of long data. */
  readonly #written = new WeakMap<object, string>();

  /** Writes data in slices if it is long. `characters` is an estimate. */
  async prepare(data: unknown, characters: number, run: Run): Promise<void> {
    if (characters <= MAX_CHARACTERS_AT_ONCE || typeof data !== 'object' || data === null) return;
    if (this.#written.has(data)) return;
    this.#written.set(data, await run(writeJsonStepwise(data)));
  }

  /** Null where the data is not long. */
  written(data: unknown): string | null {
    return (typeof data === 'object' && data !== null ? this.#written.get(data) : null) ?? null;
  }

  dataText(data: unknown): string {
    return this.written(data) ?? JSON.stringify(data);
  }

  /** The whole answer, as Apollo writes it. */
  answerText(answer: Answer): string {
    const data = this.written(answer.data);
    if (data === null) return `${JSON.stringify(answer)}\n`;
    const members = Object.entries(answer)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${JSON.stringify(key)}:${key === 'data' ? data : JSON.stringify(value)}`);
    return `{${members.join(',')}}\n`;
  }
}
