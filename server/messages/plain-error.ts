import { escapeInvisibleLines } from './escape-invisible';
import type { Sentence } from './sentence';

/**
 * An error that a program prints without a stack trace, because its text is sufficient (`textOf` in say.ts). The text
 * may quote untrusted text, such as an imported file.
 */
export class PlainError extends Error {
  readonly sentences: readonly Sentence[];

  constructor(reason: string | readonly Sentence[], options?: ErrorOptions) {
    const isText = typeof reason === 'string';
    super(isText ? escapeInvisibleLines(reason) : reason.map(({ key }) => key).join(', '), options);
    this.sentences = isText ? [] : reason;
  }
}
