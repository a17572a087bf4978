import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { checkLength, invalidRefusal } from '../checks/text';
import type { Refusal } from '../checks/refusal';
import { say } from '../messages';

/** No day, month, amount or flag is longer. The limit is needed because messages quote an invalid value in full. */
const MAX_SHOWN_LENGTH = 100;

export class Cells {
  readonly refusals: Refusal[] = [];
  readonly #raw: RawRow;

  constructor(raw: RawRow) {
    this.#raw = raw;
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
      this.refusals.push(invalidRefusal([column], error.message));
      return null;
    }
  }

  /** Refuses missing values. Invalid values are refused when they are read. */
  require(...columns: readonly string[]): void {
    for (const column of columns) {
      if ((this.#raw[column] ?? null) === null)
        this.refusals.push(invalidRefusal([column], say('import.missing', { column })));
    }
  }
}

function requireShort(column: string, value: unknown): void {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN_LENGTH) return;
  const tooLong = checkLength([column], value, MAX_SHOWN_LENGTH);
  if (tooLong !== null) throw new GraphQLError(tooLong.message);
}

export type RawRow = Readonly<Record<string, unknown>>;
