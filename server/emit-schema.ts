import './require-node';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { lexicographicSortSchema } from 'graphql';
import { buildSchema } from './build-schema';

/** The schema is sorted, so that the output does not depend on the order of the source files. */
process.stdout.write(`${printSchemaWithDirectives(lexicographicSortSchema(buildSchema()))}\n`);
