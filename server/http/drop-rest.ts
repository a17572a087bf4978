import type { IncomingMessage } from 'node:http';

/** Reading a piece costs as much as this number of bytes, however short the piece is. */
const MIN_BYTES_OF_PIECE = 400;

/**
 * Reads the rest of a body that nobody needs any more and drops it, so that the client can finish sending, reads its
 * answer and keeps its connection. A body that goes on for longer than any valid one ends its connection instead.
 */
export function dropRest(request: IncomingMessage, bytesMost: number): void {
  if (request.complete) return;
  let dropped = 0;
  request.unpipe();
  request.on('data', ({ length }: Buffer) => {
    dropped += Math.max(length, MIN_BYTES_OF_PIECE);
    if (dropped > bytesMost) request.socket.destroy();
  });
  request.resume();
}
