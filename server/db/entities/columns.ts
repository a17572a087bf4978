import type { EntitySchemaColumnOptions } from 'typeorm';

/**
 * The column types of every table, one word each, the same on both databases. Nothing here has a default:
 * values are made by the application, so that both databases store the same.
 */

/** Ids are made by the application (UUIDv7), so they sort by the time of their making. */
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
/** Exact amounts: whole hundredths. */
export const hundredths: EntitySchemaColumnOptions = { type: 'bigint' };

/** Counts the changes of a row; an update names the version that it has seen. */
export const version = integer;

export const orNull = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});
