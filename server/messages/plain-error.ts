import { escapeInvisibleLines } from './visible';

/**
 * An error that a program prints without a stack trace, because its message says everything. The message may quote untrusted
 * text, such as an imported file.
 */
export class PlainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(escapeInvisibleLines(message), options);
  }
}
