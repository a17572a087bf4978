import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { checkLength, invalid } from '../checks/text';
import type { Refusal } from '../checks/refusal';
import { say } from '../messages';

/** No day, month, amount or flag is longer, and what is none of them is quoted whole. */
const MAX_SHOWN_LENGTH = 100;

/** The values of one row by the names of their columns, each told by its type; what is wrong with them is collected. */
export class Cells {
  readonly refusals: Refusal[] = [];
  readonly #raw: Raw;

  constructor(raw: Raw) {
    this.#raw = raw;
  }

  text(column: string): string | null {
    return this.#read(column, (value) => {
      if (typeof value === 'string') return value;
      throw new GraphQLError(say('import.text', { value: JSON.stringify(value) }));
    });
  }

  /** As a variable of a query would be read. */
  scalar<Inside>(column: string, type: GraphQLScalarType<Inside, unknown>): Inside | null {
    return this.#read(column, (value) => {
      mustBeShort(column, value);
      return type.parseValue(value);
    });
  }

  /** `true` or `false`, also as text: a CSV file has nothing else. */
  flag(column: string): boolean | null {
    return this.#read(column, (value) => {
      mustBeShort(column, value);
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw new GraphQLError(say('import.flag', { value: JSON.stringify(value) }));
    });
  }

  #read<Inside>(column: string, read: (value: unknown) => Inside): Inside | null {
    const value = this.#raw[column] ?? null;
    if (value === null) return null;
    try {
      // It may be nested so deeply that it cannot be written.
      if (typeof value === 'object') throw new GraphQLError(say('import.nested', { column }));
      return read(value);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.refusals.push(invalid([column], error.message));
      return null;
    }
  }

  /** Refuses what is not given and must be; what is given but wrong is refused already. */
  mustHave(...columns: readonly string[]): void {
    for (const column of columns) {
      if ((this.#raw[column] ?? null) === null)
        this.refusals.push(invalid([column], say('import.missing', { column })));
    }
  }
}

function mustBeShort(column: string, value: unknown): void {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN_LENGTH) return;
  const tooLong = checkLength([column], say('text.field', { field: column }), value, MAX_SHOWN_LENGTH);
  if (tooLong !== null) throw new GraphQLError(tooLong.message);
}

/** What stands in a row, by the names of the columns. */
export type Raw = Readonly<Record<string, unknown>>;
