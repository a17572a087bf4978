import './require-node';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './build-schema';

/** The schema is sorted, so that the output does not depend on the order of the source files. */
process.stdout.write(`${printSchema(lexicographicSortSchema(buildSchema()))}\n`);
