// Writes the schema of the sources to schema/schema.graphql, the committed contract.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitSchema, ROOT, SCHEMA } from './emit-schema.mjs';

writeFileSync(join(ROOT, SCHEMA), await emitSchema());
console.log(`${SCHEMA} is up to date.`);
