import { visibleLines } from './visible';

/**
 * An error whose message says all that whoever started the server needs: it is shown without a stack. What it quotes may
 * be a stranger's, such as a file that is imported.
 */
export class PlainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(visibleLines(message), options);
  }
}
