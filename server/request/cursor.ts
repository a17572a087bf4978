import { crc32 } from 'node:zlib';
import type { Parameter } from '../db/database';
import { sentence } from '../messages';
import { isDay } from '../rules';
import { BadInput } from './bad-input';
import type { ListOrder } from './list';

export function cursorWriter<Row>(list: ListOrder<Row>): (row: Row) => string {
  let checksum: string | undefined;
  return (row) => {
    checksum ??= checksumOf(list);
    const columns = Object.keys(list.orderBy) as (keyof Row)[];
    return Buffer.from(JSON.stringify([checksum, ...columns.map((column) => row[column])])).toString(
      'base64url',
    );
  };
}

export function readCursor<Row>(
  list: ListOrder<Row>,
  text: string,
  path: readonly string[],
): readonly Parameter[] {
  const decoded = parse(Buffer.from(text, 'base64url').toString('utf8'));
  const [checksum, ...values] = Array.isArray(decoded) ? (decoded as readonly unknown[]) : [];
  const kinds = Object.values<ColumnKind>(list.orderBy as Readonly<Record<string, ColumnKind>>);
  const areValid = values.length === kinds.length && kinds.every((kind, i) => IS_VALID[kind](values[i]));
  if (checksum !== checksumOf(list) || !areValid) {
    throw new BadInput({
      code: 'INVALID',
      path: path,
      sentence: sentence('paging.cursor', { value: text.slice(0, 100) }),
    });
  }
  // Each value has been checked against the kind of its column.
  return values as readonly Parameter[];
}

type ColumnKind = keyof typeof IS_VALID;

/**
 * Checks of cursor values. Without them, MariaDB would compare a text column with a number numerically, and MySQL would
 * fail on an invalid day. Both alter ill-formed strings before they compare them.
 */
const IS_VALID = {
  text: (value: unknown) => typeof value === 'string' && value.isWellFormed(),
  day: (value: unknown) => typeof value === 'string' && isDay(value),
  number: (value: unknown) => Number.isFinite(value),
} as const;

function checksumOf<Row>({ name, orderBy, descending = false }: ListOrder<Row>): string {
  return crc32(JSON.stringify([name, orderBy, descending])).toString(36);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
