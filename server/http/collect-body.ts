import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

export interface CollectBodyOptions {
  readonly maxBytes: number;
  /** The Content-Length; null for a chunked body. */
  readonly announced: number | null;
  /** Charges for received bytes that have not been paid for yet. Reading stops if it throws. */
  readonly pay: (bytes: number) => void;
  /**
   * Called with the number of bytes received so far. Returns null if there is room, otherwise a promise to wait for.
   * Reading stops if it throws or rejects.
   */
  readonly makeRoom: (length: number) => Promise<void> | null;
}

/** Minimum charge per piece: reading a piece takes about 10 µs, even if it has only one byte. */
const MIN_CHARGED_BYTES = 20;
/** Short pieces are normal at the ends of chunks and packets. */
const FREE_SHORT_PIECES = 50;
/**
 * Node reads up to 64 KiB at a time, which can contain 10,000 pieces. Reading pauses after this many pieces to serve
 * other requests, unless at least FAST_BYTES have arrived since the previous check.
 */
const PIECES_BETWEEN_PAUSES = 1000;
const FAST_BYTES = 200_000;
const PAUSE_MILLISECONDS = 20;

export class BodyTooLarge extends Error {
  readonly statusCode = 413;
}

/** Reads a body into one buffer. Separate buffers for pieces of one byte would take 500 times as much memory. */
export function collectBody(
  body: Readable,
  { maxBytes, announced, pay, makeRoom }: CollectBodyOptions,
  done: (error: Error | null, collected?: Buffer) => void,
): void {
  if (announced !== null && announced > maxBytes) return done(new BodyTooLarge());
  let collected: Buffer = Buffer.alloc(0);
  let length = 0;
  let shortPieces = 0;
  let pieces = 0;
  let lengthAtCheck = 0;
  let hasEnded = false;
  /** Set while reading is paused, because the body can end in the meantime. */
  let pausedFor: Promise<void> | null = null;

  const end = (error: Error | null) => {
    if (hasEnded) return;
    hasEnded = true;
    body.off('data', onData).off('end', onEnd).off('error', onError);
    done(error, collected.subarray(0, length));
  };
  const onEnd = () => {
    if (pausedFor === null) end(null);
    else pausedFor.then(() => end(null), end);
  };
  // The client has closed the connection, which is not a fault of the server.
  const onError = (error: Error) => end(Object.assign(error, { statusCode: 400 }));
  const pauseUntil = (event: Promise<void>) => {
    pausedFor = event;
    body.pause();
    event.then(() => {
      pausedFor = null;
      body.resume();
    }, end);
  };
  const pauseIfDue = () => {
    if (++pieces % PIECES_BETWEEN_PAUSES !== 0) return null;
    const isDue = length - lengthAtCheck < FAST_BYTES;
    lengthAtCheck = length;
    return isDue ? pause(PAUSE_MILLISECONDS) : null;
  };
  const onData = (piece: Buffer) => {
    const isShort = piece.length < MIN_CHARGED_BYTES && ++shortPieces > FREE_SHORT_PIECES;
    const price = isShort ? MIN_CHARGED_BYTES : piece.length;
    try {
      pay(announced === null ? price : price - piece.length);
      if (length + piece.length > maxBytes) throw new BodyTooLarge();
      // Usually the first piece is the whole body.
      if (length === 0) collected = piece;
      else collected = append(collected, length, piece, maxBytes);
      length += piece.length;
      const event = makeRoom(length) ?? pauseIfDue();
      if (event !== null) pauseUntil(event);
    } catch (error) {
      end(error as Error);
    }
  };
  body.on('data', onData).on('end', onEnd).on('error', onError);
}

function append(collected: Buffer, length: number, piece: Buffer, maxBytes: number): Buffer {
  const needed = length + piece.length;
  const target = needed <= collected.length ? collected : Buffer.allocUnsafe(Math.min(2 * needed, maxBytes));
  if (target !== collected) collected.copy(target, 0, 0, length);
  piece.copy(target, length);
  return target;
}
