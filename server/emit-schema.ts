import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './build-schema';

/** Prints the schema, sorted so that it does not depend on the order of the source files. */
process.stdout.write(`${printSchema(lexicographicSortSchema(buildSchema()))}\n`);
