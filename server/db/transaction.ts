import type { EntitySchema, QueryRunner } from 'typeorm';
import type { Parameter, Transaction } from './database';
import { bindable } from './parameters';

/** SQLite takes at most 32,766 parameters a statement. */
const PARAMETERS_A_STATEMENT = 30_000;

export interface Manner {
  readonly forUpdate: string;
  readonly forUpdateOfTheFree: string;
  /** The values of a statement, as its driver wants to have them. */
  readonly given: (values: unknown[]) => unknown[];
}

/** A transaction's statements, on the one connection that has it open. */
export function transactionOn(
  runner: QueryRunner,
  { forUpdate, forUpdateOfTheFree, given }: Manner,
): Transaction {
  return {
    forUpdate,
    forUpdateOfTheFree,
    async rows<Row>(sql: string, parameters: readonly Parameter[] = []) {
      const result = await runner.query(sql, given(bindable(parameters)), true);
      // The caller names the columns in the SQL and their types in Row; nothing in between knows better.
      return result.records as Row[];
    },
    async change(sql, parameters = []) {
      const result = await runner.query(sql, given(bindable(parameters)), true);
      return result.affected ?? 0;
    },
    async insert(table, rows) {
      for (const statement of insertions('INSERT', table, Array.isArray(rows) ? rows : [rows])) {
        await runner.query(statement.sql, given(bindable(statement.parameters)));
      }
    },
    async replace(table, rows) {
      if (table.options.indices?.some(({ unique }) => unique === true)) {
        throw new Error(`${table.options.name} has another unique key, whose rows would go as well.`);
      }
      for (const statement of insertions('REPLACE', table, rows)) {
        await runner.query(statement.sql, given(bindable(statement.parameters)));
      }
    },
  };
}

function* insertions<Row extends object>(
  verb: 'INSERT' | 'REPLACE',
  table: EntitySchema<Row>,
  rows: readonly Row[],
) {
  const columns = Object.keys(table.options.columns) as (keyof Row & string)[];
  const names = columns.map((column) => `\`${column}\``).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  const step = Math.floor(PARAMETERS_A_STATEMENT / columns.length);
  for (let start = 0; start < rows.length; start += step) {
    const some = rows.slice(start, start + step);
    yield {
      sql: `${verb} INTO \`${table.options.name}\` (${names}) VALUES ${some.map(() => row).join(', ')}`,
      parameters: some.flatMap((values) => columns.map((column) => values[column])),
    };
  }
}
