import { invalidRefusal } from '../checks/text';
import { nearMatch } from '../checks/near-match';
import type { Refusal } from '../checks/refusal';
import { sentence } from '../messages';
import { say } from '../messages/say';
import { ENGLISH } from '../messages/words';
import { PlainError } from '../messages/plain-error';
import { escapeInvisible } from '../messages/escape-invisible';
import type { RawRow } from '../checks/cells';
import type { ParseResult } from './parse-result';
import type { RowShape } from './import-kind';
import { readCsv } from './read-csv';
import { readJsonLines } from './read-json-lines';
import { readLines, START_OF_FILE, type Position } from './read-lines';

export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

export type FileRow<Given> = { readonly line: number; readonly end: Position } & (
  | { readonly given: Given; readonly refusals: null }
  | { readonly given: null; readonly refusals: readonly Refusal[] }
);

export type OpenFile = (from: Position) => AsyncIterable<Buffer>;

export class BadHeader extends PlainError {}

export async function* readRows<Given>(
  shape: RowShape<Given>,
  format: Format,
  open: OpenFile,
  from: Position,
): AsyncGenerator<readonly FileRow<Given>[]> {
  const lines = readLines(open(from), from);
  if (format === 'jsonl') {
    for await (const objects of readJsonLines(lines)) yield objects.map((object) => rowOf(shape, object));
    return;
  }
  // The first record of the file names the columns, even if reading resumes further down.
  let columns = from.bytes === START_OF_FILE.bytes ? null : await columnsOf(shape, open);
  for await (const records of readCsv(lines)) {
    let rest = records;
    if (columns === null && records[0] !== undefined) {
      columns = checkedColumns(shape, records[0]);
      rest = records.slice(1);
    }
    const columnNames = columns ?? [];
    yield rest.map((record) => rowOf(shape, withNames(columnNames, record)));
  }
  if (columns === null) throw new BadHeader(say('import.header.none', { needed: exampleHeader(shape) }));
}

async function columnsOf<Given>(shape: RowShape<Given>, open: OpenFile): Promise<readonly string[] | null> {
  for await (const [header] of readCsv(readLines(open(START_OF_FILE)))) {
    if (header !== undefined) return checkedColumns(shape, header);
  }
  return null;
}

function checkedColumns(
  shape: RowShape<unknown>,
  { content, fault }: ParseResult<readonly string[]>,
): readonly string[] {
  if (content === null) throw new BadHeader(say('import.header.fault', { reason: fault }));
  const [one, other] = shape.requiredOneOf;
  const problems = [
    ...unknownColumns(shape, content).map(({ sentence: problem }) => ENGLISH.say(problem)),
    ...shape.columns
      .filter((name) => content.indexOf(name) !== content.lastIndexOf(name))
      .map((name) => say('import.header.twice', { name })),
    ...shape.required
      .filter((name) => !content.includes(name))
      .map((name) => say('import.header.missing', { name })),
    ...(content.includes(one) || content.includes(other)
      ? []
      : [say('import.header.missingOneOf', { one, other })]),
  ];
  if (problems.length > 0) throw new BadHeader(problems.join('\n'));
  return content;
}

/** A line can hold a hundred thousand unknown columns, so messages name only ten of them and shorten long names. */
const MAX_UNKNOWN_NAMED = 10;
const MAX_NAME_LENGTH = 100;

function unknownColumns({ columns }: RowShape<unknown>, names: readonly string[]): readonly Refusal[] {
  const unknown = names.filter((name) => !columns.includes(name));
  const refusals = unknown.slice(0, MAX_UNKNOWN_NAMED).map((whole) => {
    const name = escapeInvisible(
      whole.length > MAX_NAME_LENGTH ? `${whole.slice(0, MAX_NAME_LENGTH).toWellFormed()}…` : whole,
    );
    const near = nearMatch(name, columns);
    if (near !== null) return invalidRefusal([name], sentence('import.column.near', { name, near: [near] }));
    return invalidRefusal([name], sentence('import.column.unknown', { name, columns }));
  });
  const more = unknown.length - refusals.length;
  return more === 0
    ? refusals
    : [...refusals, invalidRefusal([], sentence('import.column.more', { count: more }))];
}

function exampleHeader({ required: needed, requiredOneOf: neededOneOf }: RowShape<unknown>): string {
  return [neededOneOf[0], ...needed].join(',');
}

/** An empty field counts as missing. */
function withNames(columns: readonly string[], record: ParseResult<readonly string[]>): ParseResult<RawRow> {
  const { line, end, content: fields } = record;
  if (fields === null) return record;
  if (fields.length !== columns.length) {
    const values = { fields: fields.length, columns: columns.length };
    return { line, end, content: null, fault: sentence('import.csv.fields', values) };
  }
  const raw: Record<string, string | null> = {};
  for (const [i, name] of columns.entries()) raw[name] = fields[i] || null;
  return { line, end, content: raw, fault: null };
}

function rowOf<Given>(
  shape: RowShape<Given>,
  { line, end, content, fault }: ParseResult<RawRow>,
): FileRow<Given> {
  if (content === null) return { line, end, given: null, refusals: [invalidRefusal([], fault)] };
  const unknown = unknownColumns(shape, Object.keys(content));
  const read = shape.read(content);
  if ('given' in read && unknown.length === 0) return { line, end, given: read.given, refusals: null };
  return { line, end, given: null, refusals: [...unknown, ...('given' in read ? [] : read.refusals)] };
}
