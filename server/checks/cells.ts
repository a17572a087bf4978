import { GraphQLError } from 'graphql';
import { Decimal } from '../../schema/scalars/decimal';
import { LocalDate } from '../../schema/scalars/local-date';
import { YearMonth } from '../../schema/scalars/year-month';
import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import type { Day, Month } from '../rules';
import type { Refusal } from './refusal';
import { checkLength, invalidRefusal } from './text';

/** No day, month or amount is longer. The limit is needed because messages quote an invalid value in full. */
const MAX_SHOWN_LENGTH = 100;

/** A row of a feed before its values are read. */
export type RawRow = Readonly<Record<string, unknown>>;

/** A row whose values have been read, or the reasons why they cannot be read. */
export type ReadRow<Given> = { readonly given: Given } | { readonly refusals: readonly Refusal[] };

/** The sentences that refuse a value and quote it. */
type Fault = `import.${'text' | 'day' | 'month' | 'decimal' | 'expiry'}`;

/** Reads the values of a row, and collects a refusal for each value that is missing or invalid. */
export class Cells<Column extends string> {
  readonly refusals: Refusal[] = [];
  readonly #raw: RawRow;
  readonly #pathOf: (column: Column) => readonly string[];

  constructor(raw: RawRow, pathOf: (column: Column) => readonly string[]) {
    this.#raw = raw;
    this.#pathOf = pathOf;
  }

  text(column: Column): string | null {
    return this.#read(column, (value) => (typeof value === 'string' ? value : null), 'import.text');
  }

  day(column: Column): Day | null {
    return this.short(column, parseDay, 'import.day');
  }

  month(column: Column): Month | null {
    return this.short(column, (value) => parsedAs(YearMonth, value), 'import.month');
  }

  decimal(column: Column): string | null {
    return this.short(column, (value) => parsedAs(Decimal, value), 'import.decimal');
  }

  /** Reads a value that a message can quote in full. `read` returns null for an invalid value. */
  short<Inside>(column: Column, read: (value: unknown) => Inside | null, fault: Fault): Inside | null {
    const value = this.#raw[column];
    const tooLong = typeof value === 'string' ? checkLength([column], value, MAX_SHOWN_LENGTH) : null;
    if (tooLong === null) return this.#read(column, read, fault);
    this.#refuse(column, tooLong.sentence);
    return null;
  }

  #read<Inside>(column: Column, read: (value: unknown) => Inside | null, fault: Fault): Inside | null {
    const value = this.#raw[column] ?? null;
    if (value === null) return null;
    // The sentence does not quote the value, because it can be nested arbitrarily deep.
    if (typeof value === 'object') {
      this.#refuse(column, sentence('import.nested', { column }));
      return null;
    }
    const inside = read(value);
    if (inside === null) this.#refuse(column, sentence(fault, { value: JSON.stringify(value) }));
    return inside;
  }

  /** Refuses missing values. Invalid values are refused when they are read. */
  require(...columns: readonly Column[]): void {
    for (const column of columns)
      if ((this.#raw[column] ?? null) === null) this.#refuse(column, sentence('import.missing', { column }));
  }

  #refuse(column: Column, reason: Reason): void {
    this.refusals.push(invalidRefusal(this.#pathOf(column), reason));
  }
}

/** Returns null for a value that is not a day. */
export function parseDay(value: unknown): Day | null {
  return parsedAs(LocalDate, value);
}

/** Parses a value like a GraphQL variable. */
function parsedAs<Inside>(type: { parseValue(value: unknown): Inside }, value: unknown): Inside | null {
  try {
    return type.parseValue(value);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
