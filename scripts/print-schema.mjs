// Prints the built schema with its directives, sorted, so that the output does not depend on the order of the sources.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// The compiled server loads the CommonJS copy of graphql. Another copy would not recognize its schema.
const require = createRequire(import.meta.url);
const { printSchemaWithDirectives } = require('@graphql-tools/utils');
const { lexicographicSortSchema } = require('graphql');
const { buildSchema } = require(join(ROOT, 'dist/server/build-schema.js'));

process.stdout.write(`${printSchemaWithDirectives(lexicographicSortSchema(buildSchema()))}\n`);
