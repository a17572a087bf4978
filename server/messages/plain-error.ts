import { escapeInvisibleLines } from './escape-invisible';

/**
 * An error that a program prints without a stack trace, because its message is sufficient. The message may quote
 * untrusted text, such as an imported file.
 */
export class PlainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(escapeInvisibleLines(message), options);
  }
}
