import { randomBytes } from 'node:crypto';

let lastTime = 0;
let counter = 0;

/**
 * Creates a UUID version 7. The ids of a process sort in the order of their creation, even within a millisecond. So new
 * rows go to the end of an index, and the audit log sorts by id.
 */
export function newId(now: Date): string {
  const time = Math.max(now.getTime(), lastTime);
  counter = time === lastTime ? counter + 1 : 0;
  lastTime = counter > 0xfff ? time + 1 : time;
  if (counter > 0xfff) counter = 0;
  const bytes = randomBytes(16);
  bytes.writeUInt16BE(counter, 6);
  return uuidAt(lastTime, bytes);
}

/** A UUID version 7 with this time. Its other bits come from the 16 bytes of `seed`. */
export function uuidAt(time: number, seed: Buffer): string {
  const bytes = Buffer.from(seed);
  bytes.writeUIntBE(time, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
