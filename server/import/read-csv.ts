import { sentence, type SentenceKey } from '../messages';
import type { Reason } from '../messages/refusal-values';
import type { ParseResult } from './parse-result';
import { MAX_LINE_LENGTH, type Line } from './read-lines';

/**
 * Reads the records of a CSV file (RFC 4180), which end with CRLF or LF, and skips blank lines. An unclosed quotation
 * mark must not swallow the rest of the file: the first line of such a record is reported as a fault, and the next line
 * begins a new record.
 */
export async function* readCsv(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly ParseResult<readonly string[]>[]> {
  /** The lines of the current record, followed by the unread lines. */
  const waiting: Line[] = [];
  let record = new PartialRecord();
  const recordsOf = (
    newLines: readonly Line[],
    isEnd: boolean,
  ): readonly ParseResult<readonly string[]>[] => {
    const records: ParseResult<readonly string[]>[] = [];
    let first = 0;
    let next = waiting.length;
    for (const line of newLines) waiting.push(line);
    while (next < waiting.length || (isEnd && first < waiting.length)) {
      const [begins, line] = [waiting[first], waiting[next++]];
      if (begins === undefined) break;
      const outcome = line === undefined ? fault('import.csv.unclosed') : record.add(line);
      if (outcome === 'continues') continue;
      const { end } = outcome === 'ends' ? (line ?? begins) : begins;
      const place = { line: begins.end.lines, end };
      if (outcome !== 'ends') records.push({ ...place, content: null, fault: outcome.fault });
      else if (!record.isBlank(begins)) records.push({ ...place, content: record.fields, fault: null });
      // Advances an index: copying the unread lines for every record would take quadratic time in a faulty file.
      first = outcome === 'ends' ? next : first + 1;
      next = first;
      record = new PartialRecord();
    }
    waiting.splice(0, first);
    return records;
  };
  for await (const batch of lines) yield recordsOf(batch, false);
  yield recordsOf([], true);
}

type Outcome = 'ends' | 'continues' | { readonly fault: Reason };

type Fault = Exclude<Extract<SentenceKey, `import.csv.${string}`>, 'import.csv.fields'>;

function fault(key: Fault): Outcome & object {
  return { fault: sentence(key) };
}

/** A record with more lines is a fault, because each line takes memory, even an empty one. */
export const MAX_RECORD_LINES = 10_000;

class PartialRecord {
  readonly fields: string[] = [];
  /** The text read so far of an open quoted field. Null outside quotation marks. */
  #quoted: string | null = null;
  #lines = 0;
  #length = 0;

  isBlank(first: Line): boolean {
    return this.fields.length === 1 && this.fields[0] === '' && first.text.trim() === '';
  }

  add(line: Line): Outcome {
    this.#lines += 1;
    if (line.fault !== null) return { fault: line.fault };
    // Includes the line feed.
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
        return 'continues';
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
