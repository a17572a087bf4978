import { invalid } from '../checks/text';
import { nearMatch } from '../checks/near-match';
import type { Refusal } from '../checks/refusal';
import { say, sayOfNumber } from '../messages';
import { PlainError } from '../messages/plain-error';
import { visible } from '../messages/visible';
import type { Raw } from './cells';
import type { Found } from './found';
import type { Shape } from './kind';
import { readCsv } from './read-csv';
import { readJsonLines } from './read-json-lines';
import { readLines, START, type Position } from './read-lines';

export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** A row of a file: what it tells, or why that is nothing. */
export type FileRow<Given> = { readonly line: number; readonly end: Position } & (
  | { readonly given: Given; readonly refusals: null }
  | { readonly given: null; readonly refusals: readonly Refusal[] }
);

/** A file that can be read, from its beginning or from a position on. */
export type Open = (from: Position) => AsyncIterable<Buffer>;

/** The columns of a file cannot be those of its rows: nothing of it is read. */
export class BadHeader extends PlainError {}

/** The rows of a file from a position on, as they come; memory does not grow with the file. */
export async function* readRows<Given>(
  shape: Shape<Given>,
  format: Format,
  open: Open,
  from: Position,
): AsyncGenerator<readonly FileRow<Given>[]> {
  const lines = readLines(open(from), from);
  if (format === 'jsonl') {
    for await (const objects of readJsonLines(lines)) yield objects.map((found) => rowOf(shape, found));
    return;
  }
  // The first record names the columns, also of a file that is read on from further down.
  let columns = from.bytes === START.bytes ? null : await columnsOf(shape, open);
  for await (const records of readCsv(lines)) {
    let rest = records;
    if (columns === null && records[0] !== undefined) {
      columns = checkedColumns(shape, records[0]);
      rest = records.slice(1);
    }
    const named = columns ?? [];
    yield rest.map((found) => rowOf(shape, withNames(named, found)));
  }
  if (columns === null) throw new BadHeader(say('import.header.none', { needed: neededOf(shape) }));
}

async function columnsOf<Given>(shape: Shape<Given>, open: Open): Promise<readonly string[] | null> {
  for await (const [header] of readCsv(readLines(open(START)))) {
    if (header !== undefined) return checkedColumns(shape, header);
  }
  return null;
}

/** A header with a column that is unknown, missing or there twice is refused with all that is wrong with it. */
function checkedColumns(
  shape: Shape<unknown>,
  { content, fault }: Found<readonly string[]>,
): readonly string[] {
  if (content === null) throw new BadHeader(say('import.header.fault', { reason: fault }));
  const [one, other] = shape.neededOneOf;
  const wrong = [
    ...unknownColumns(shape, content).map(({ message }) => message),
    ...shape.columns
      .filter((name) => content.indexOf(name) !== content.lastIndexOf(name))
      .map((name) => say('import.header.twice', { name })),
    ...shape.needed
      .filter((name) => !content.includes(name))
      .map((name) => say('import.header.missing', { name })),
    ...(content.includes(one) || content.includes(other)
      ? []
      : [say('import.header.missingOneOf', { one, other })]),
  ];
  if (wrong.length > 0) throw new BadHeader(wrong.join('\n'));
  return content;
}

/** A line has room for a hundred thousand columns: so many that are unknown are named, and so much of each. */
const MAX_UNKNOWN = 10;
const MAX_NAME_LENGTH = 100;

function unknownColumns({ columns }: Shape<unknown>, names: readonly string[]): readonly Refusal[] {
  const unknown = names.filter((name) => !columns.includes(name));
  const named = unknown.slice(0, MAX_UNKNOWN).map((whole) => {
    const name = visible(
      whole.length > MAX_NAME_LENGTH ? `${whole.slice(0, MAX_NAME_LENGTH).toWellFormed()}…` : whole,
    );
    const near = nearMatch(name, columns);
    if (near !== null) return invalid([name], say('import.column.near', { name, near }));
    return invalid([name], say('import.column.unknown', { name, columns: columns.join(', ') }));
  });
  const more = unknown.length - named.length;
  return more === 0 ? named : [...named, invalid([], sayOfNumber('import.column.more', more, {}))];
}

function neededOf({ needed, neededOneOf }: Shape<unknown>): string {
  return [neededOneOf[0], ...needed].join(',');
}

/** The fields of a record by the names of the columns; an empty one is as good as left out. */
function withNames(columns: readonly string[], found: Found<readonly string[]>): Found<Raw> {
  const { line, end, content: fields } = found;
  if (fields === null) return found;
  if (fields.length !== columns.length) {
    const values = { fields: fields.length, columns: columns.length };
    return { line, end, content: null, fault: say('import.csv.fields', values) };
  }
  const raw: Record<string, string | null> = {};
  for (const [i, name] of columns.entries()) raw[name] = fields[i] || null;
  return { line, end, content: raw, fault: null };
}

function rowOf<Given>(shape: Shape<Given>, { line, end, content, fault }: Found<Raw>): FileRow<Given> {
  if (content === null) return { line, end, given: null, refusals: [invalid([], fault)] };
  const unknown = unknownColumns(shape, Object.keys(content));
  const read = shape.read(content);
  if ('given' in read && unknown.length === 0) return { line, end, given: read.given, refusals: null };
  return { line, end, given: null, refusals: [...unknown, ...('given' in read ? [] : read.refusals)] };
}
