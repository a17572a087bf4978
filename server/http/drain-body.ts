import type { IncomingMessage } from 'node:http';

/** Each piece counts as at least this many bytes, because reading a piece has a fixed cost. */
const MIN_COUNTED_BYTES = 400;

/**
 * Reads and discards the rest of a body after a refusal, so that the client can finish sending, read the answer and
 * keep its connection. A body longer than any valid one closes the connection.
 */
export function drainBody(request: IncomingMessage, maxBytes: number): void {
  if (request.complete) return;
  let discarded = 0;
  request.unpipe();
  request.on('data', ({ length }: Buffer) => {
    discarded += Math.max(length, MIN_COUNTED_BYTES);
    if (discarded > maxBytes) request.socket.destroy();
  });
  request.resume();
}
