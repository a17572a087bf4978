import { isUtf8 } from 'node:buffer';
import { say } from '../messages';

/** How much of a file is read already. */
export interface Position {
  readonly bytes: number;
  readonly lines: number;
}

export const START: Position = { bytes: 0, lines: 0 };

/** A line of a file, without the line feed that ends it. */
export interface Line {
  readonly text: string;
  /** Where the line ends, the line feed included; its number is that of the lines up to here. */
  readonly end: Position;
  /** Why it cannot be read; its text is empty then. */
  readonly fault: string | null;
}

/** A longer one is no line of a file like these, and would not fit into memory with others. */
export const MAX_LINE_LENGTH = 1024 * 1024;

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file in UTF-8, from a position on, as they come; memory does not grow with the file. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: Position = START,
): AsyncGenerator<readonly Line[]> {
  let { bytes, lines } = from;
  let begun: Buffer = Buffer.alloc(0);
  /** So many bytes of a line that is too long are let go already. */
  let skipped = 0;
  const lineOf = (given: Buffer, feed: 0 | 1): Line => {
    bytes += skipped + given.length + feed;
    lines += 1;
    const length = skipped + given.length;
    skipped = 0;
    const end = { bytes, lines };
    if (length > MAX_LINE_LENGTH)
      return { text: '', end, fault: say('import.line.tooLong', { most: MAX_LINE_LENGTH }) };
    if (!isUtf8(given)) return { text: '', end, fault: say('import.line.encoding') };
    const hasMark = lines === 1 && given.subarray(0, 3).equals(BYTE_ORDER_MARK);
    return { text: given.toString('utf8', hasMark ? 3 : 0), end, fault: null };
  };
  for await (const chunk of chunks) {
    const given = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
    const found: Line[] = [];
    let start = 0;
    // What had begun holds no line feed.
    let feed = given.indexOf(LINE_FEED, begun.length);
    while (feed !== -1) {
      found.push(lineOf(given.subarray(start, feed), 1));
      start = feed + 1;
      feed = given.indexOf(LINE_FEED, start);
    }
    begun = given.subarray(start);
    if (skipped + begun.length > MAX_LINE_LENGTH) {
      skipped += begun.length;
      begun = Buffer.alloc(0);
    }
    if (found.length > 0) yield found;
  }
  if (skipped + begun.length > 0) yield [lineOf(begun, 0)];
}
