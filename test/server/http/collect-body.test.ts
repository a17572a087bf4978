import { describe, expect, it } from '@jest/globals';
import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { collectBody, type CollectBodyOptions } from '../../../server/http/collect-body';

const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, i) => i % 251));
const piecesOf = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

function collect(body: Readable, collecting: Partial<CollectBodyOptions> = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      maxBytes: 100_000,
      announced: null,
      pay: () => undefined,
      makeRoom: () => null,
      ...collecting,
    };
    collectBody(body, options, (error, bytes = Buffer.alloc(0)) =>
      error === null ? resolve(bytes) : reject(error),
    );
  });
}

async function priceOf(length: number, size: number, announced: number | null): Promise<number> {
  let paid = 0;
  const body = Readable.from(piecesOf(bytesOf(length), size));
  await collect(body, { announced, pay: (bytes) => (paid += bytes) });
  return paid;
}

function throwError(error: Error): never {
  throw error;
}

describe('collectBody', () => {
  it.each([
    [0, 1],
    [1, 1],
    [5000, 5000],
    [5000, 1],
    [5000, 777],
    [100_000, 65_536],
    [100_000, 16_384],
  ])('collects %i bytes from pieces of %i', async (length, size) => {
    const bytes = bytesOf(length);
    const pieces = piecesOf(bytes, size);
    const copies = pieces.map((piece) => Buffer.from(piece));
    expect((await collect(Readable.from(pieces))).equals(bytes)).toBe(true);
    // The pieces must stay unchanged: they are views of a buffer that belongs to Node.
    expect(pieces.every((piece, i) => piece.equals(copies[i] ?? piece))).toBe(true);
  });

  it.each([
    [100_001, 65_536],
    [100_001, 1],
  ])('refuses %i bytes in pieces of %i', async (length, size) => {
    const body = Readable.from(piecesOf(bytesOf(length), size));
    await expect(collect(body)).rejects.toMatchObject({ statusCode: 413 });
  });

  it('does not read a body that is announced as too large', async () => {
    const body = new PassThrough();
    await expect(collect(body, { announced: 100_001 })).rejects.toMatchObject({ statusCode: 413 });
    expect(body.readableFlowing).toBeNull();
  });

  it('stops reading when the charge fails', async () => {
    const body = new PassThrough();
    let pieces = 0;
    const pay = () => {
      if (++pieces > 2) throw new Error('nothing left');
    };
    const refused = expect(collect(body, { pay })).rejects.toThrow('nothing left');
    for (let i = 0; i < 10; i++) body.write('x'.repeat(100));
    await refused;
    expect(pieces).toBe(3);
  });

  it('does not read while it waits for memory', async () => {
    const body = new PassThrough();
    let makeRoomAvailable: () => void = () => undefined;
    let seen = 0;
    const makeRoom = (length: number) => {
      seen = length;
      return length === 100 ? new Promise<void>((resolve) => (makeRoomAvailable = resolve)) : null;
    };
    const done = collect(body, { makeRoom });
    body.write('x'.repeat(100));
    await turn();
    body.end('x'.repeat(50));
    await turn();
    expect(seen).toBe(100);
    makeRoomAvailable();
    expect(await done).toHaveLength(150);
  });

  it.each([
    ['immediately', () => throwError(new Error('no room'))],
    ['after a wait', () => turn().then(() => throwError(new Error('no room')))],
  ])('refuses a body %s when there is no memory for it', async (_when, makeRoom) => {
    const body = new PassThrough();
    const refused = expect(collect(body, { makeRoom })).rejects.toThrow('no room');
    body.end('x');
    await refused;
  });

  it.each([1, 20, 100])('pauses between thousands of pieces of %i bytes', async (size) => {
    const bytes = bytesOf(3000 * size);
    let isRunning = true;
    let longest = 0;
    let consecutive = 0;
    const otherWork = (async () => {
      for (; isRunning; consecutive = 0) await turn();
    })();
    const body = new PassThrough({ readableHighWaterMark: 10_000 });
    const reading = collect(body, {
      maxBytes: bytes.length,
      pay: () => (longest = Math.max(longest, ++consecutive)),
    });
    // Node's parser also delivers many pieces in one turn.
    for (const piece of piecesOf(bytes, size)) body.push(piece);
    body.push(null);
    expect((await reading).equals(bytes)).toBe(true);
    isRunning = false;
    await otherWork;
    expect(longest).toBeLessThan(1200);
  });

  it('does not report a broken connection as a server fault', async () => {
    const body = new PassThrough();
    const broken = expect(collect(body)).rejects.toMatchObject({ message: 'reset', statusCode: 400 });
    body.destroy(new Error('reset'));
    await broken;
  });

  it('charges for bytes as they arrive unless they were announced', async () => {
    expect(await priceOf(50_000, 777, null)).toBe(50_000);
    expect(await priceOf(50_000, 777, 50_000)).toBe(0);
  });

  it('charges extra for many short pieces', async () => {
    expect(await priceOf(50, 1, null)).toBe(50);
    expect(await priceOf(1000, 1, null)).toBe(50 + 950 * 20);
    expect(await priceOf(1000, 1, 1000)).toBe(950 * 19);
  });
});
