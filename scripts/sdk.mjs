// Writes the generated parts of client/sdk from the committed schema and the operations (see codegen.yml).
import { codegen } from './codegen.mjs';

await codegen();
console.log(
  'client/sdk is up to date: the generated operations, the audiences of the methods, and the examples in the README.',
);
