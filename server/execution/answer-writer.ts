import type { WrittenAnswers } from '../limits/limit-answer';
import type { Run } from '../rules';
import { writeJsonStepwise } from './write-json';

/** Longer answers are written and encoded in slices. Each of the two takes 20 ms or more for 8 MiB. */
export const MAX_CHARACTERS_AT_ONCE = 250_000;

interface Answer {
  readonly errors?: unknown;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

export class AnswerWriter implements WrittenAnswers {
  /** The JSON of long data. */
  readonly #written = new WeakMap<object, string>();

  /** Writes long data in slices, in advance. `characters` is its estimated length. */
  async prepare(data: unknown, characters: number, run: Run): Promise<void> {
    if (characters <= MAX_CHARACTERS_AT_ONCE || typeof data !== 'object' || data === null) return;
    if (this.#written.has(data)) return;
    this.#written.set(data, await run(writeJsonStepwise(data)));
  }

  /** The JSON of prepared data; null for short data. */
  written(data: unknown): string | null {
    return (typeof data === 'object' && data !== null ? this.#written.get(data) : null) ?? null;
  }

  dataText(data: unknown): string {
    return this.written(data) ?? JSON.stringify(data);
  }

  /** The whole answer, in the form that Apollo writes. */
  answerText(answer: Answer): string {
    const data = this.written(answer.data);
    if (data === null) return `${JSON.stringify(answer)}\n`;
    const members = Object.entries(answer)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${JSON.stringify(key)}:${key === 'data' ? data : JSON.stringify(value)}`);
    return `{${members.join(',')}}\n`;
  }
}
