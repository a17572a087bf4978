import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { say } from '../messages';
import type { Refusal } from './refusal';
import { checkLength, invalidRefusal } from './text';

/** No day, month, amount or flag is longer. The limit is needed because messages quote an invalid value in full. */
const MAX_SHOWN_LENGTH = 100;

/** A row of a feed before its values are read. */
export type RawRow = Readonly<Record<string, unknown>>;

/** A row whose values have been read, or the reasons why they cannot be read. */
export type ReadRow<Given> = { readonly given: Given } | { readonly refusals: readonly Refusal[] };

/** Reads the values of a row, and collects a refusal for each value that is missing or invalid. */
export class Cells {
  readonly refusals: Refusal[] = [];
  readonly #raw: RawRow;
  readonly #path: readonly string[];

  constructor(raw: RawRow, path: readonly string[]) {
    this.#raw = raw;
    this.#path = path;
  }

  text(column: string): string | null {
    return this.#read(column, (value) => {
      if (typeof value === 'string') return value;
      throw new GraphQLError(say('import.text', { value: JSON.stringify(value) }));
    });
  }

  /** Parses the value like a GraphQL variable. */
  scalar<Inside>(column: string, type: GraphQLScalarType<Inside, unknown>): Inside | null {
    return this.#read(column, (value) => {
      requireShort(column, value);
      return type.parseValue(value);
    });
  }

  /** Accepts `true` and `false`, also as strings, because CSV has only strings. */
  flag(column: string): boolean | null {
    return this.#read(column, (value) => {
      requireShort(column, value);
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw new GraphQLError(say('import.flag', { value: JSON.stringify(value) }));
    });
  }

  #read<Inside>(column: string, read: (value: unknown) => Inside): Inside | null {
    const value = this.#raw[column] ?? null;
    if (value === null) return null;
    try {
      // The message does not quote the value, because it can be nested arbitrarily deep.
      if (typeof value === 'object') throw new GraphQLError(say('import.nested', { column }));
      return read(value);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.refusals.push(invalidRefusal([...this.#path, column], error.message));
      return null;
    }
  }

  /** Refuses missing values. Invalid values are refused when they are read. */
  require(...columns: readonly string[]): void {
    for (const column of columns) {
      if ((this.#raw[column] ?? null) === null)
        this.refusals.push(invalidRefusal([...this.#path, column], say('import.missing', { column })));
    }
  }
}

function requireShort(column: string, value: unknown): void {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN_LENGTH) return;
  const tooLong = checkLength([column], value, MAX_SHOWN_LENGTH);
  if (tooLong !== null) throw new GraphQLError(tooLong.message);
}
