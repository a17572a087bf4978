import type { EntitySchemaColumnOptions } from 'typeorm';

/**
 * The column types of every table, the same on both databases. They have no defaults: the application makes all values,
 * so that both databases store the same.
 */

/** A UUIDv7 made by the application. Ids sort by creation time. */
export const id: EntitySchemaColumnOptions = { type: 'varchar', length: 36 };
export const primaryId: EntitySchemaColumnOptions = { ...id, primary: true };

export const text = (length: number): EntitySchemaColumnOptions => ({ type: 'varchar', length });
/** Up to 64 KiB. */
export const paragraph: EntitySchemaColumnOptions = { type: 'text' };
/** Up to 16 MiB. */
export const document: EntitySchemaColumnOptions = { type: 'mediumtext' };

/** A calendar day, read and written as `YYYY-MM-DD`. */
export const day: EntitySchemaColumnOptions = { type: 'date' };
export const month: EntitySchemaColumnOptions = { type: 'varchar', length: 7 };
/** A UTC instant with milliseconds, read and written as `YYYY-MM-DD HH:MM:SS.mmm`. */
export const instant: EntitySchemaColumnOptions = { type: 'datetime', precision: 3 };

export const integer: EntitySchemaColumnOptions = { type: 'integer' };
export const hundredths: EntitySchemaColumnOptions = { type: 'bigint' };

/** Counts the changes of a row, for optimistic locking. */
export const version = integer;

export const orNull = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});
