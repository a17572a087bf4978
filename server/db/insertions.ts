import type { EntitySchema } from 'typeorm';
import type { Parameter } from './database';

/** SQLite takes at most 32,766 parameters a statement. */
const PARAMETERS_A_STATEMENT = 30_000;

interface Insertion {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** The statements that insert rows, or put each in the place of the one with its primary key. */
export function* insertions<Row extends object>(
  verb: 'INSERT' | 'REPLACE',
  table: EntitySchema<Row>,
  given: Row | readonly Row[],
): Generator<Insertion> {
  if (verb === 'REPLACE' && table.options.indices?.some(({ unique }) => unique === true)) {
    throw new Error(`${table.options.name} has another unique key, whose rows would go as well.`);
  }
  const rows = listOf(given);
  const columns = Object.keys(table.options.columns) as (keyof Row & string)[];
  const names = columns.map((column) => `\`${column}\``).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  const step = Math.floor(PARAMETERS_A_STATEMENT / columns.length);
  for (let start = 0; start < rows.length; start += step) {
    const some = rows.slice(start, start + step);
    yield {
      sql: `${verb} INTO \`${table.options.name}\` (${names}) VALUES ${some.map(() => row).join(', ')}`,
      // The schema of the table says so.
      parameters: some.flatMap((values) => columns.map((column) => values[column] as Parameter)),
    };
  }
}

export function listOf<Row>(rows: Row | readonly Row[]): readonly Row[] {
  // `Array.isArray` does not narrow read-only lists.
  return (Array.isArray(rows) ? rows : [rows]) as readonly Row[];
}
