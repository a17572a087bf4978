import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

export interface Collecting {
  readonly bytesMost: number;
  /** Null where the client has not said how long the body is. */
  readonly announced: number | null;
  /** Called with the bytes that arrive and are not paid for; what it throws ends the reading. */
  readonly pay: (bytes: number) => void;
  /** Called with the length of what has arrived; what it throws ends the reading. Null: there is room for more. */
  readonly makeRoom: (length: number) => Promise<void> | null;
}

/** Each piece takes about 10 microseconds to read. TCP and chunks allow pieces of one byte. */
const MIN_BYTES_OF_PIECE = 20;
/** Some short pieces are usual: ends of chunks, ends of packets. */
const SHORT_PIECES = 50;
/**
 * Node reads 64 KiB at once, which may be 10,000 pieces. A body pauses after this number of pieces, unless they have many bytes,
 * and others are served meanwhile.
 */
const PIECES_BETWEEN_PAUSES = 1000;
const MANY_BYTES = 200_000;
const PAUSE_MILLISECONDS = 20;

export class BodyTooLarge extends Error {
  readonly statusCode = 413;
}

/**
 * Reads a body into one buffer, however small the pieces in which it comes: each as an object of its own, pieces of one byte
 * would take up 500 times as much memory.
 */
export function collectBody(
  body: Readable,
  { bytesMost, announced, pay, makeRoom }: Collecting,
  done: (error: Error | null, collected?: Buffer) => void,
): void {
  if (announced !== null && announced > bytesMost) return done(new BodyTooLarge());
  let collected: Buffer = Buffer.alloc(0);
  let length = 0;
  let shortPieces = 0;
  let pieces = 0;
  let lengthAtPause = 0;
  let hasEnded = false;
  /** A body may end while it waits. */
  let waiting: Promise<void> | null = null;

  const end = (error: Error | null) => {
    if (hasEnded) return;
    hasEnded = true;
    body.off('data', onData).off('end', onEnd).off('error', onError);
    done(error, collected.subarray(0, length));
  };
  const onEnd = () => {
    if (waiting === null) end(null);
    else waiting.then(() => end(null), end);
  };
  // The client has gone: no fault of ours.
  const onError = (error: Error) => end(Object.assign(error, { statusCode: 400 }));
  const waitFor = (event: Promise<void>) => {
    waiting = event;
    body.pause();
    event.then(() => {
      waiting = null;
      body.resume();
    }, end);
  };
  const pauseIfDue = () => {
    if (++pieces % PIECES_BETWEEN_PAUSES !== 0) return null;
    const isDue = length - lengthAtPause < MANY_BYTES;
    lengthAtPause = length;
    return isDue ? pause(PAUSE_MILLISECONDS) : null;
  };
  const onData = (piece: Buffer) => {
    const isShort = piece.length < MIN_BYTES_OF_PIECE && ++shortPieces > SHORT_PIECES;
    const price = isShort ? MIN_BYTES_OF_PIECE : piece.length;
    try {
      pay(announced === null ? price : price - piece.length);
      if (length + piece.length > bytesMost) throw new BodyTooLarge();
      // Usually the first piece is the whole body.
      if (length === 0) collected = piece;
      else collected = appended(collected, length, piece, bytesMost);
      length += piece.length;
      const event = makeRoom(length) ?? pauseIfDue();
      if (event !== null) waitFor(event);
    } catch (error) {
      end(error as Error);
    }
  };
  body.on('data', onData).on('end', onEnd).on('error', onError);
}

function appended(collected: Buffer, length: number, piece: Buffer, bytesMost: number): Buffer {
  const needed = length + piece.length;
  const into = needed <= collected.length ? collected : Buffer.allocUnsafe(Math.min(2 * needed, bytesMost));
  if (into !== collected) collected.copy(into, 0, 0, length);
  piece.copy(into, length);
  return into;
}
