import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { say } from '../messages';
import type { Refusal } from './refusal';
import { checkLength, invalidRefusal } from './text';

/** No day, month or amount is longer. The limit is needed because messages quote an invalid value in full. */
const MAX_SHOWN_LENGTH = 100;

/** A row of a feed before its values are read. */
export type RawRow = Readonly<Record<string, unknown>>;

/** A row whose values have been read, or the reasons why they cannot be read. */
export type ReadRow<Given> = { readonly given: Given } | { readonly refusals: readonly Refusal[] };

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
    return this.#read(column, (value) => {
      if (typeof value === 'string') return value;
      throw new GraphQLError(say('import.text', { value: JSON.stringify(value) }));
    });
  }

  /** Parses the value like a GraphQL variable. */
  scalar<Inside>(column: Column, type: GraphQLScalarType<Inside, unknown>): Inside | null {
    return this.short(column, (value) => type.parseValue(value));
  }

  /** Reads a value that a message can quote in full. A GraphQLError of `read` becomes the refusal of the value. */
  short<Inside>(column: Column, read: (value: unknown) => Inside): Inside | null {
    return this.#read(column, (value) => {
      requireShort(column, value);
      return read(value);
    });
  }

  #read<Inside>(column: Column, read: (value: unknown) => Inside): Inside | null {
    const value = this.#raw[column] ?? null;
    if (value === null) return null;
    try {
      // The message does not quote the value, because it can be nested arbitrarily deep.
      if (typeof value === 'object') throw new GraphQLError(say('import.nested', { column }));
      return read(value);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.refusals.push(invalidRefusal(this.#pathOf(column), error.message));
      return null;
    }
  }

  /** Refuses missing values. Invalid values are refused when they are read. */
  require(...columns: readonly Column[]): void {
    for (const column of columns) {
      if ((this.#raw[column] ?? null) === null)
        this.refusals.push(invalidRefusal(this.#pathOf(column), say('import.missing', { column })));
    }
  }
}

function requireShort(column: string, value: unknown): void {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN_LENGTH) return;
  const tooLong = checkLength([column], value, MAX_SHOWN_LENGTH);
  if (tooLong !== null) throw new GraphQLError(tooLong.message);
}
