import type { EntitySchema } from 'typeorm';
import type { Parameter } from './database';

/** SQLite allows 32,766 parameters per statement. */
const MAX_PARAMETERS = 30_000;

interface Insertion {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export function* insertStatements<Row extends object>(
  verb: 'INSERT' | 'REPLACE',
  table: EntitySchema<Row>,
  rowOrRows: Row | readonly Row[],
): Generator<Insertion> {
  if (verb === 'REPLACE' && table.options.indices?.some(({ unique }) => unique === true)) {
    throw new Error(`${table.options.name} has another unique key, so REPLACE could delete other rows.`);
  }
  const rows = asList(rowOrRows);
  const columns = Object.keys(table.options.columns) as (keyof Row & string)[];
  const columnNames = columns.map((column) => `\`${column}\``).join(', ');
  const rowPlaceholders = `(${columns.map(() => '?').join(', ')})`;
  const batchSize = Math.floor(MAX_PARAMETERS / columns.length);
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    yield {
      sql: `${verb} INTO \`${table.options.name}\` (${columnNames}) VALUES ${batch.map(() => rowPlaceholders).join(', ')}`,
      // Every value of a column can be bound as a parameter.
      parameters: batch.flatMap((values) => columns.map((column) => values[column] as Parameter)),
    };
  }
}

export function asList<Row>(rows: Row | readonly Row[]): readonly Row[] {
  // `Array.isArray` does not narrow read-only lists.
  return (Array.isArray(rows) ? rows : [rows]) as readonly Row[];
}
