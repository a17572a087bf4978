import { describe, expect, it } from '@jest/globals';
import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { collectBody, type Collecting } from '../../../server/http/collect-body';

const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, i) => i % 251));
const piecesOf = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

function collected(body: Readable, collecting: Partial<Collecting> = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      bytesMost: 100_000,
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

/** The price of a body that arrives in pieces of a given size. */
async function paidFor(length: number, size: number, announced: number | null): Promise<number> {
  let paid = 0;
  const body = Readable.from(piecesOf(bytesOf(length), size));
  await collected(body, { announced, pay: (bytes) => (paid += bytes) });
  return paid;
}

function thrown(error: Error): never {
  throw error;
}

describe('a body', () => {
  it.each([
    [0, 1],
    [1, 1],
    [5000, 5000],
    [5000, 1],
    [5000, 777],
    [100_000, 65_536],
    [100_000, 16_384],
  ])('of %i bytes is collected from pieces of %i', async (length, size) => {
    const bytes = bytesOf(length);
    const pieces = piecesOf(bytes, size);
    const copies = pieces.map((piece) => Buffer.from(piece));
    expect((await collected(Readable.from(pieces))).equals(bytes)).toBe(true);
    // The pieces are parts of a buffer that belongs to Node.
    expect(pieces.every((piece, i) => piece.equals(copies[i] ?? piece))).toBe(true);
  });

  it.each([
    [100_001, 65_536],
    [100_001, 1],
  ])('of %i bytes, in pieces of %i, is too large', async (length, size) => {
    const body = Readable.from(piecesOf(bytesOf(length), size));
    await expect(collected(body)).rejects.toMatchObject({ statusCode: 413 });
  });

  it('that is announced as too large is not read', async () => {
    const body = new PassThrough();
    await expect(collected(body, { announced: 100_001 })).rejects.toMatchObject({ statusCode: 413 });
    expect(body.readableFlowing).toBeNull();
  });

  it('is not read any further when it is not paid for', async () => {
    const body = new PassThrough();
    let pieces = 0;
    const pay = () => {
      if (++pieces > 2) throw new Error('nothing left');
    };
    const refused = expect(collected(body, { pay })).rejects.toThrow('nothing left');
    for (let i = 0; i < 10; i++) body.write('x'.repeat(100));
    await refused;
    expect(pieces).toBe(3);
  });

  it('waits for room, and is not read meanwhile', async () => {
    const body = new PassThrough();
    let letIn: () => void = () => undefined;
    let seen = 0;
    const makeRoom = (length: number) => {
      seen = length;
      return length === 100 ? new Promise<void>((resolve) => (letIn = resolve)) : null;
    };
    const done = collected(body, { makeRoom });
    body.write('x'.repeat(100));
    await turn();
    body.end('x'.repeat(50));
    await turn();
    expect(seen).toBe(100);
    letIn();
    expect(await done).toHaveLength(150);
  });

  it.each([
    ['at once', () => thrown(new Error('no room'))],
    ['after some time', () => turn().then(() => thrown(new Error('no room')))],
  ])('for which there is no room is refused %s', async (_when, makeRoom) => {
    const body = new PassThrough();
    const refused = expect(collected(body, { makeRoom })).rejects.toThrow('no room');
    body.end('x');
    await refused;
  });

  it.each([1, 20, 100])('with thousands of pieces of %i bytes pauses between them', async (size) => {
    const bytes = bytesOf(3000 * size);
    let isRunning = true;
    let longest = 0;
    let inARow = 0;
    const others = (async () => {
      for (; isRunning; inARow = 0) await turn();
    })();
    const body = new PassThrough({ readableHighWaterMark: 10_000 });
    const reading = collected(body, {
      bytesMost: bytes.length,
      pay: () => (longest = Math.max(longest, ++inARow)),
    });
    // As Node's parser does with what it reads at once.
    for (const piece of piecesOf(bytes, size)) body.push(piece);
    body.push(null);
    expect((await reading).equals(bytes)).toBe(true);
    isRunning = false;
    await others;
    expect(longest).toBeLessThan(1200);
  });

  it('whose connection breaks is no fault of the server', async () => {
    const body = new PassThrough();
    const broken = expect(collected(body)).rejects.toMatchObject({ message: 'reset', statusCode: 400 });
    body.destroy(new Error('reset'));
    await broken;
  });

  it('is paid for by its bytes, or in advance when it was announced', async () => {
    expect(await paidFor(50_000, 777, null)).toBe(50_000);
    expect(await paidFor(50_000, 777, 50_000)).toBe(0);
  });

  it('pays more for many short pieces, each of which takes time', async () => {
    expect(await paidFor(50, 1, null)).toBe(50);
    expect(await paidFor(1000, 1, null)).toBe(50 + 950 * 20);
    expect(await paidFor(1000, 1, 1000)).toBe(950 * 19);
  });
});
