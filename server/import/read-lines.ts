import { isUtf8 } from 'node:buffer';
import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';

export interface Position {
  readonly bytes: number;
  readonly lines: number;
}

export const START_OF_FILE: Position = { bytes: 0, lines: 0 };

export interface Line {
  readonly text: string;
  /** The end of the line, including the line feed. `end.lines` is the number of the line. */
  readonly end: Position;
  /** A line with a fault has an empty text. */
  readonly fault: Reason | null;
}

/** A longer line is a fault. A portion of such lines would not fit into memory. */
export const MAX_LINE_LENGTH = 1024 * 1024;

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads the lines of a UTF-8 file, starting at a position. Memory does not grow with the file. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: Position = START_OF_FILE,
): AsyncGenerator<readonly Line[]> {
  let { bytes, lines } = from;
  let partial: Buffer = Buffer.alloc(0);
  /** The number of bytes already dropped from a line that is too long. */
  let skipped = 0;
  const lineOf = (content: Buffer, feed: 0 | 1): Line => {
    bytes += skipped + content.length + feed;
    lines += 1;
    const length = skipped + content.length;
    skipped = 0;
    const end = { bytes, lines };
    if (length > MAX_LINE_LENGTH)
      return { text: '', end, fault: sentence('import.line.tooLong', { max: MAX_LINE_LENGTH }) };
    if (!isUtf8(content)) return { text: '', end, fault: sentence('import.line.encoding') };
    const hasMark = lines === 1 && content.subarray(0, 3).equals(BYTE_ORDER_MARK);
    return { text: content.toString('utf8', hasMark ? 3 : 0), end, fault: null };
  };
  for await (const chunk of chunks) {
    const buffer = partial.length === 0 ? chunk : Buffer.concat([partial, chunk]);
    const complete: Line[] = [];
    let start = 0;
    // The partial line contains no line feed, so the search starts after it.
    let feed = buffer.indexOf(LINE_FEED, partial.length);
    while (feed !== -1) {
      complete.push(lineOf(buffer.subarray(start, feed), 1));
      start = feed + 1;
      feed = buffer.indexOf(LINE_FEED, start);
    }
    partial = buffer.subarray(start);
    if (skipped + partial.length > MAX_LINE_LENGTH) {
      skipped += partial.length;
      partial = Buffer.alloc(0);
    }
    if (complete.length > 0) yield complete;
  }
  if (skipped + partial.length > 0) yield [lineOf(partial, 0)];
}
