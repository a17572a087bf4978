import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './build-schema';

/** Prints the contract: sorted, so that the order of our files never shows in it. */
process.stdout.write(`${printSchema(lexicographicSortSchema(buildSchema()))}\n`);
