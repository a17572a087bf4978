import type { WrittenAnswers } from '../limits/limit-answer';
import type { RunWork } from '../rules';
import { writeJsonStepwise } from './write-json';

/** Longer answers are serialized and encoded in slices: either step takes 20 ms or more for 8 MiB. */
export const MAX_UNSLICED_CHARACTERS = 250_000;

interface Answer {
  readonly errors?: unknown;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

export class AnswerWriter implements WrittenAnswers {
  readonly #written = new WeakMap<object, string>();

  /**
   * Serializes long data in slices, before `dataText` or `answerText` needs it. `characters` is the estimated length of
   * the JSON.
   */
  async prepare(data: unknown, characters: number, run: RunWork): Promise<void> {
    if (characters <= MAX_UNSLICED_CHARACTERS || typeof data !== 'object' || data === null) return;
    if (this.#written.has(data)) return;
    this.#written.set(data, await run(writeJsonStepwise(data)));
  }

  written(data: unknown): string | null {
    return (typeof data === 'object' && data !== null ? this.#written.get(data) : null) ?? null;
  }

  dataText(data: unknown): string {
    return this.written(data) ?? JSON.stringify(data);
  }

  /** Produces exactly the text that Apollo would produce. */
  answerText(answer: Answer): string {
    const data = this.written(answer.data);
    if (data === null) return `${JSON.stringify(answer)}\n`;
    const members = Object.entries(answer)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${JSON.stringify(key)}:${key === 'data' ? data : JSON.stringify(value)}`);
    return `{${members.join(',')}}\n`;
  }
}
