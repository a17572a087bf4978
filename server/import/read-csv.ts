import { say, type MessageKey } from '../messages';
import type { Found } from './found';
import { MAX_LINE_LENGTH, type Line } from './read-lines';

/**
 * The records of a CSV file as RFC 4180 has them, ended by CRLF or LF; lines without anything are none. A quotation mark
 * that is nowhere closed must not swallow what follows: the line in which such a record begins is at fault, and the
 * next line begins another one.
 */
export async function* readCsv(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly Found<readonly string[]>[]> {
  /** The lines of the record that is begun, and then those that are not read yet. */
  const waiting: Line[] = [];
  let record = new Begun();
  const recordsOf = (given: readonly Line[], isEnd: boolean): readonly Found<readonly string[]>[] => {
    const found: Found<readonly string[]>[] = [];
    let first = 0;
    let next = waiting.length;
    for (const line of given) waiting.push(line);
    while (next < waiting.length || (isEnd && first < waiting.length)) {
      const [begins, line] = [waiting[first], waiting[next++]];
      // The record begins in a line that waits.
      if (begins === undefined) break;
      const outcome = line === undefined ? fault('import.csv.unclosed') : record.add(line);
      if (outcome === 'goes-on') continue;
      const { end } = outcome === 'ends' ? (line ?? begins) : begins;
      const place = { line: begins.end.lines, end };
      if (outcome !== 'ends') found.push({ ...place, content: null, fault: outcome.fault });
      else if (!record.isBlank(begins)) found.push({ ...place, content: record.fields, fault: null });
      // No line is copied: a file may have nothing but lines at fault.
      first = outcome === 'ends' ? next : first + 1;
      next = first;
      record = new Begun();
    }
    waiting.splice(0, first);
    return found;
  };
  for await (const some of lines) yield recordsOf(some, false);
  yield recordsOf([], true);
}

type Outcome = 'ends' | 'goes-on' | { readonly fault: string };

type Fault = Exclude<Extract<MessageKey, `import.csv.${string}`>, 'import.csv.fields'>;

function fault(key: Fault): Outcome & object {
  return { fault: say(key) };
}

/** A record of more lines is none: each takes memory, also when nothing stands in it. */
export const MAX_RECORD_LINES = 10_000;

/** A record of which some lines are read. */
class Begun {
  readonly fields: string[] = [];
  /** What is read of a field in quotation marks that is not closed yet. */
  #quoted: string | null = null;
  #lines = 0;
  #length = 0;

  isBlank(first: Line): boolean {
    return this.fields.length === 1 && this.fields[0] === '' && first.text.trim() === '';
  }

  /** Reads one more line; answers whether the record ends with it, or why it cannot be read. */
  add(line: Line): Outcome {
    this.#lines += 1;
    if (line.fault !== null) return { fault: line.fault };
    // With the line feed.
    this.#length += line.text.length + 1;
    if (this.#length > MAX_LINE_LENGTH + 1 || this.#lines > MAX_RECORD_LINES) {
      return fault('import.csv.unclosed');
    }
    const { text } = line;
    let at = 0;
    for (;;) {
      if (this.#quoted === null) {
        if (text[at] !== '"') {
          const comma = text.indexOf(',', at);
          const field = comma === -1 ? withoutReturn(text.slice(at)) : text.slice(at, comma);
          if (field.includes('"')) return fault('import.csv.quoteInside');
          this.fields.push(field);
          if (comma === -1) return 'ends';
          at = comma + 1;
          continue;
        }
        this.#quoted = '';
        at += 1;
      }
      const quote = text.indexOf('"', at);
      if (quote === -1) {
        this.#quoted += `${text.slice(at)}\n`;
        return 'goes-on';
      }
      this.#quoted += text.slice(at, quote);
      at = quote + 1;
      if (text[at] === '"') {
        this.#quoted += '"';
        at += 1;
        continue;
      }
      this.fields.push(this.#quoted);
      this.#quoted = null;
      if (withoutReturn(text.slice(at)) === '') return 'ends';
      if (text[at] !== ',') return fault('import.csv.afterQuote');
      at += 1;
    }
  }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
